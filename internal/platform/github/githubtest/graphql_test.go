package githubtest_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-github/v74/github"

	"tamatar.dev/tamatar/internal/platform/github/githubtest"
)

func number(n int64) string { return strconv.FormatInt(n, 10) }

func asAccepted(err error, target **github.AcceptedError) bool { return errors.As(err, target) }

type answered struct {
	Data   map[string]any
	Errors []struct {
		Message, Type string
		Path          []string
		Extensions    map[string]any
		Locations     []struct{ Line, Column int }
	}
}

// ask sends a query as the person.
func ask(t *testing.T, f *githubtest.Fake, token, query string, variables map[string]any) (answered, int) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, f.URL+"/api/graphql", strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "bearer "+token)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var out answered
	if err := json.NewDecoder(res.Body).Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out, res.StatusCode
}

func TestGraphQLStarsBehindCursors(t *testing.T) {
	f, _ := start(t)
	token := f.Token("octavia")
	const query = `query Stars($first: Int!, $after: String) {
		rateLimit { cost remaining resetAt }
		viewer {
			login
			number: databaseId
			starredRepositories(first: $first, after: $after, orderBy: {field: STARRED_AT, direction: DESC}) {
				totalCount
				edges { starredAt cursor node { nameWithOwner } }
				pageInfo { hasNextPage endCursor }
			}
		}
	}`
	var after any
	seen, pages := map[string]bool{}, 0
	for {
		got, status := ask(t, f, token, query, map[string]any{"first": 60, "after": after})
		if status != http.StatusOK || len(got.Errors) > 0 {
			t.Fatal(status, got.Errors)
		}
		pages++
		viewer := got.Data["viewer"].(map[string]any)
		stars := viewer["starredRepositories"].(map[string]any)
		if viewer["login"] != "octavia" || viewer["number"] != 1001.0 || stars["totalCount"] != 130.0 || got.Data["rateLimit"].(map[string]any)["remaining"] != float64(5000-pages) {
			t.Fatal(got.Data)
		}
		for _, edge := range stars["edges"].([]any) {
			seen[edge.(map[string]any)["node"].(map[string]any)["nameWithOwner"].(string)] = true
		}
		info := stars["pageInfo"].(map[string]any)
		if info["hasNextPage"] != true {
			break
		}
		after = info["endCursor"]
	}
	if pages != 3 || len(seen) != 130 {
		t.Error(pages, len(seen))
	}
}

func TestGraphQLFaults(t *testing.T) {
	f, _ := start(t)
	token := f.Token("octavia")
	for query, want := range map[string]string{
		`{ viewer { shoeSize } }`: "Field 'shoeSize' doesn't exist on type 'User'",
		`{ viewer }`:              "Field must have selections",
		`{ viewer { starredRepositories { totalCount } } }`:                              "You must provide a `first` or `last` value",
		`{ viewer { starredRepositories(first: 101) { totalCount } } }`:                  "exceeds the `first` limit of 100 records",
		`{ viewer { starredRepositories(first: 1, after: "x") { totalCount } } }`:        "does not appear to be a valid cursor",
		`{ viewer { ...Parts } }`:                                                        "Parse error on",
		`{ viewer { login }`:                                                             "Parse error on end of file",
		`mutation { addStar(input: {starrableId: "x"}) { starrable { id } } }`:           "Parse error on",
		`{ viewer { login starredRepositories(first: 1) { nodes { name stars: x } } } }`: "Field 'x' doesn't exist on type 'Repository'",
	} {
		got, status := ask(t, f, token, query, nil)
		if status != http.StatusOK || len(got.Errors) == 0 || !strings.Contains(got.Errors[0].Message, want) || got.Data != nil {
			t.Errorf("%s: %d %+v", query, status, got)
		}
	}
	got, _ := ask(t, f, token, `{ viewer { shoeSize } }`, nil)
	if e := got.Errors[0]; e.Extensions["code"] != "undefinedField" || strings.Join(e.Path, ".") != "query.viewer.shoeSize" || len(e.Locations) != 1 || e.Locations[0].Column != 12 {
		t.Errorf("%+v", e)
	}
	if _, status := ask(t, f, "", `{ viewer { login } }`, nil); status != http.StatusUnauthorized {
		t.Error("nobody may ask:", status)
	}
	f.SetLimit(1)
	ask(t, f, token, `{ viewer { login } }`, nil)
	if _, status := ask(t, f, token, `{ viewer { login } }`, nil); status != http.StatusForbidden {
		t.Error("there is no limit:", status)
	}
}
