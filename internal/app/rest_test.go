package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
)

// call sends a request to the REST API and reads the answer.
func call(t *testing.T, in *apptest.Instance, as apptest.Credential, method, path, body string, header ...string) (*http.Response, map[string]any, []byte) {
	t.Helper()
	r := in.Request(method, path, strings.NewReader(body), as)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res := in.Do(r)
	defer res.Body.Close()
	var raw bytes.Buffer
	if _, err := raw.ReadFrom(res.Body); err != nil {
		t.Fatal(err)
	}
	var answer map[string]any
	if strings.Contains(res.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(raw.Bytes(), &answer); err != nil {
			t.Fatalf("%v in %s", err, raw.Bytes())
		}
	}
	return res, answer, raw.Bytes()
}

var example = regexp.MustCompile("(?s)```http\n(.*?)```\n\n```json (\\d+)\n(.*?)```")

// TestDocumentedRESTExamples runs docs/api/rest.md from top to bottom: what it shows is part of what comes back.
func TestDocumentedRESTExamples(t *testing.T) {
	text, err := os.ReadFile("../../docs/api/rest.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := example.FindAllStringSubmatch(string(text), -1)
	if len(examples) < 10 {
		t.Fatalf("only %d examples found", len(examples))
	}
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		ada := in.Person("ada", identity.RoleMember).Token(identity.ScopeRead, identity.ScopeEntriesWrite)
		for _, e := range examples {
			head, body, _ := strings.Cut(e[1], "\n\n")
			lines := strings.Split(strings.TrimSpace(head), "\n")
			method, path, _ := strings.Cut(lines[0], " ")
			var header []string
			for _, line := range lines[1:] {
				name, value, _ := strings.Cut(line, ": ")
				header = append(header, name, value)
			}
			res, got, raw := call(t, in, ada, method, path, strings.TrimSpace(body), header...)
			var want map[string]any
			if err := json.Unmarshal([]byte(e[3]), &want); err != nil {
				t.Fatal(e[3], err)
			}
			if strconv.Itoa(res.StatusCode) != e[2] || !within(want, got) {
				t.Errorf("%s: %d\n%s\nthe document says %s\n%s", lines[0], res.StatusCode, raw, e[2], e[3])
			}
		}
	})
}

// within reports whether everything of want stands in got; lists have the same length.
func within(want, got any) bool {
	switch want := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		for k, v := range want {
			ok = ok && within(v, g[k])
		}
		return ok
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(want) {
			return false
		}
		for i := range want {
			ok = ok && within(want[i], g[i])
		}
		return ok
	default:
		return reflect.DeepEqual(want, got)
	}
}

// TestOpenAPIDescribesTheRoutes compares the document with the routes that are served, and real answers with its schemas.
func TestOpenAPIDescribesTheRoutes(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		res, doc, raw := call(t, in, apptest.Credential{}, http.MethodGet, "/api/v1/openapi.json", "")
		if res.StatusCode != http.StatusOK || doc["openapi"] != "3.1.0" {
			t.Fatal(res.StatusCode, string(raw))
		}
		described := map[string]string{}
		for path, methods := range doc["paths"].(map[string]any) {
			for method, op := range methods.(map[string]any) {
				scope := op.(map[string]any)["security"].([]any)[0].(map[string]any)["token"].([]any)[0].(string)
				described[strings.ToUpper(method)+" "+path] = scope
			}
		}
		served := map[string]string{}
		for _, rt := range in.Web.Routes {
			if strings.Contains(rt.Pattern, " /api/v1/") && !strings.HasSuffix(rt.Pattern, "openapi.json") {
				served[rt.Pattern] = rt.Scope
			}
		}
		if len(served) < 8 || !reflect.DeepEqual(described, served) {
			t.Fatalf("described %v\nserved %v", described, served)
		}
		ada := in.Person("ada", identity.RoleMember).Token(identity.ScopeRead, identity.ScopeEntriesWrite)
		check := func(method, path, body, name string) {
			t.Helper()
			_, got, raw := call(t, in, ada, method, path, body)
			schema, err := json.Marshal(doc["components"].(map[string]any)["schemas"].(map[string]any)[name])
			if err != nil {
				t.Fatal(err)
			}
			var s jsonschema.Schema
			if err := json.Unmarshal(schema, &s); err != nil {
				t.Fatal(name, err)
			}
			resolved, err := s.Resolve(nil)
			if err != nil {
				t.Fatal(name, err)
			}
			if err := resolved.Validate(got); err != nil {
				t.Errorf("%s %s is no %s: %v\n%s", method, path, name, err, raw)
			}
			if resolved.Validate(map[string]any{"nothing": true}) == nil {
				t.Errorf("the schema of %s lets everything through", name)
			}
		}
		check("POST", "/api/v1/entries", `{"body":"one #go"}`, "Entry")
		check("GET", "/api/v1/entries", "", "EntryPage")
		check("GET", "/api/v1/search?q=one", "", "HitPage")
		check("GET", "/api/v1/tags", "", "TagList")
		check("GET", "/api/v1/today", "", "Today")
		check("GET", "/api/v1/streak", "", "Streak")
		check("GET", "/api/v1/me", "", "Me")
		check("GET", "/api/v1/search", "", "Problem")
	})
}

func TestRESTPagesAndEtags(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		ada := in.Person("ada", identity.RoleMember).Token(identity.ScopeRead, identity.ScopeEntriesWrite)
		for i := range 7 {
			if res, _, raw := call(t, in, ada, "POST", "/api/v1/entries", fmt.Sprintf(`{"body":"entry %d"}`, i)); res.StatusCode != http.StatusCreated || res.Header.Get("Location") == "" {
				t.Fatal(res.StatusCode, string(raw))
			}
		}
		var seen []string
		path := "/api/v1/entries?limit=3"
		for range 5 {
			_, got, raw := call(t, in, ada, "GET", path, "")
			entries, ok := got["entries"].([]any)
			if !ok {
				t.Fatal(string(raw))
			}
			for _, e := range entries {
				seen = append(seen, e.(map[string]any)["title"].(string))
			}
			cursor, more := got["nextCursor"].(string)
			if !more {
				break
			}
			path = "/api/v1/entries?limit=3&cursor=" + cursor
		}
		if len(seen) != 7 || len(slices.Compact(slices.Sorted(slices.Values(seen)))) != 7 {
			t.Fatalf("the pages gave %v", seen)
		}
		res, _, _ := call(t, in, ada, "GET", "/api/v1/today", "")
		tag := res.Header.Get("ETag")
		if again, _, raw := call(t, in, ada, "GET", "/api/v1/today", "", "If-None-Match", tag); again.StatusCode != http.StatusNotModified || len(raw) > 0 {
			t.Error("unchanged, and not a 304:", again.StatusCode)
		}
		call(t, in, ada, "POST", "/api/v1/entries", `{"body":"more"}`)
		if again, _, _ := call(t, in, ada, "GET", "/api/v1/today", "", "If-None-Match", tag); again.StatusCode != http.StatusOK {
			t.Error("changed, and not sent:", again.StatusCode)
		}
	})
}

// TestAttack_RESTDoor: first what is honest, then what is not; the rows are counted afterwards.
func TestAttack_RESTDoor(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		ada, eve := in.Person("ada", identity.RoleMember), in.Person("eve", identity.RoleMember)
		full, reader := ada.Token(identity.ScopeRead, identity.ScopeEntriesWrite), ada.Token(identity.ScopeRead)
		_, made, raw := call(t, in, full, "POST", "/api/v1/entries", `{"body":"canary-51 {{7*7}} ${7*7} {{.Env}}","audience":"public"}`)
		entryID, _ := made["id"].(string)
		if entryID == "" || made["body"] != "canary-51 {{7*7}} ${7*7} {{.Env}}" { // B07: text stays text
			t.Fatal(string(raw))
		}
		const entry = `{"body":"x"}`
		other := eve.Token(identity.ScopeRead, identity.ScopeEntriesWrite)
		for name, c := range map[string]struct {
			as                 apptest.Credential
			method, path, body string
			header             []string
			status             int
			code               string
		}{
			"a stranger":               {apptest.Credential{}, "GET", "/api/v1/me", "", nil, 401, "identity.sign_in_required"},
			"a wrong token":            {apptest.Credential{Bearer: "tmt_x"}, "GET", "/api/v1/me", "", nil, 401, "identity.bad_credential"},
			"reading does not write":   {reader, "POST", "/api/v1/entries", entry, nil, 403, "identity.scope_missing"},
			"another's public entry":   {other, "GET", "/api/v1/entries/" + entryID, "", nil, 404, "journal.entry_not_found"},
			"a form":                   {full, "POST", "/api/v1/entries", "body=x", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, "api.content_type"},
			"C15 multipart":            {full, "POST", "/api/v1/entries", "--x\r\n", []string{"Content-Type", "multipart/form-data; boundary=x"}, 415, "api.content_type"},
			"a batch":                  {full, "POST", "/api/v1/entries", `[` + entry + `]`, nil, 400, "api.body_invalid"},
			"two values":               {full, "POST", "/api/v1/entries", entry + entry, nil, 400, "api.body_invalid"},
			"A30 a field of ours":      {full, "POST", "/api/v1/entries", `{"body":"x","authorId":"` + eve.ID + `"}`, nil, 400, "api.body_invalid"},
			"a method that is not":     {full, "DELETE", "/api/v1/entries/" + entryID, "", nil, 405, "http.method"},
			"a path that is not":       {full, "GET", "/api/v1/nothing", "", nil, 404, "http.not_found"},
			"another site":             {full, "POST", "/api/v1/entries", entry, []string{"Sec-Fetch-Site", "cross-site"}, 403, "http.cross_origin"},
			"a cursor of another list": {full, "GET", "/api/v1/search?q=x&cursor=abc", "", nil, 422, "page.bad_cursor"},
			"too long":                 {full, "POST", "/api/v1/entries", `{"body":"` + strings.Repeat("x", 129<<10) + `"}`, nil, 413, "http.body_too_large"},
			"two keys":                 {full, "POST", "/api/v1/entries", `{"body":"x","clientId":"client-one"}`, []string{"Idempotency-Key", "client-two"}, 422, "api.parameter_invalid"},
		} {
			res, got, raw := call(t, in, c.as, c.method, c.path, c.body, c.header...)
			if res.StatusCode != c.status || got["code"] != c.code || res.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s: %d %s", name, res.StatusCode, raw)
			}
			if strings.Contains(string(raw), "canary") || res.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s leaks: %s", name, raw)
			}
		}
		if _, got, _ := call(t, in, other, "GET", "/api/v1/search?q=canary", ""); len(got["hits"].([]any)) != 0 {
			t.Error("another person finds it")
		}
		if n := count(t, in, `SELECT count(*) FROM journal_entries`); n != 1 {
			t.Errorf("%d entries, want the honest one", n)
		}
	})
}
