package httpd_test

import (
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
)

var (
	everyMethod = []string{
		http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, http.MethodTrace, http.MethodConnect, "PROPFIND", "get",
	}
	pathParameter = regexp.MustCompile(`\{[^}]*\}`)
	// leak is what no answer may say: the inside of the program, of the machine or of the database.
	leak = regexp.MustCompile(`goroutine \d|\.go:\d|runtime error|panic:|/work/|/home/|/tmp/|SQLSTATE|(?i)sqlite|SELECT .* FROM|stack trace|tamatar\.dev/tamatar/`)
)

// TestAttack_K08_EveryRouteEveryMethod asks every route that is registered by every method, as a stranger and signed in:
// each answer has the headers and tells nothing of the inside, and what a route does not take is refused as such.
func TestAttack_K08_EveryRouteEveryMethod(t *testing.T) {
	onInstance(t, func(t *testing.T, in *apptest.Instance) {
		ada := in.Person("ada", identity.RoleAdmin)
		me := ada.Browser()
		takes := map[string][]string{}
		for _, rt := range in.Web.Server.Routes() {
			method, pattern, found := strings.Cut(rt.Pattern, " ")
			if !found {
				method, pattern = "", rt.Pattern
			}
			path := pathParameter.ReplaceAllString(strings.ReplaceAll(pattern, "{$}", ""), "x")
			takes[path] = append(takes[path], method)
		}
		if len(takes) < 35 {
			t.Fatalf("only %d paths", len(takes))
		}
		nonces, refused, answered := map[string]bool{}, 0, 0
		for path, methods := range takes {
			for _, method := range everyMethod {
				for _, as := range []apptest.Credential{{}, me} {
					if path == "/sign-out" && method == http.MethodPost && as.Cookie != "" {
						as = ada.Browser() // the other session is needed
					}
					r := in.Request(method, path, http.NoBody, as)
					r.Header.Set("Accept", "text/html")
					res := in.Do(r)
					what := method + " " + path
					checkHeaders(t, what, res.Header, nonces)
					checkBody(t, what, res)
					if slices.Contains(methods, method) || slices.Contains(methods, "") || method == http.MethodHead && slices.Contains(methods, http.MethodGet) {
						answered++
						if res.StatusCode == http.StatusMethodNotAllowed && !slices.Contains(methods, "") || res.StatusCode == http.StatusInternalServerError {
							t.Errorf("%s is registered and answers %d", what, res.StatusCode)
						}
						continue
					}
					refused++
					if res.StatusCode != http.StatusMethodNotAllowed && res.StatusCode != http.StatusNotFound && res.StatusCode != http.StatusForbidden {
						t.Errorf("%s is not registered and answers %d", what, res.StatusCode)
					}
					if res.StatusCode == http.StatusMethodNotAllowed && res.Header.Get("Allow") == "" {
						t.Errorf("%s does not say what is allowed", what)
					}
				}
			}
		}
		if refused < 200 || answered < 80 {
			t.Errorf("%d refused, %d answered", refused, answered)
		}
	})
}

func checkBody(t *testing.T, what string, res *http.Response) {
	t.Helper()
	body, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil {
		t.Fatal(err)
	}
	if kind := res.Header.Get("Content-Type"); len(body) > 0 && kind == "" {
		t.Errorf("%s does not say what it sends", what)
	} else if strings.Contains(kind, "javascript") || strings.Contains(kind, "css") {
		return // files of ours
	}
	if said := leak.Find(body); said != nil {
		t.Errorf("%s tells %q", what, said)
	}
}

func TestLeaksAreSeen(t *testing.T) {
	for _, said := range []string{"goroutine 7 [running]", "at entry.go:12", "ERROR (SQLSTATE 23505)", "open /tmp/x: no such file", "SELECT id FROM identity_users"} {
		if !leak.MatchString(said) {
			t.Errorf("%q goes unnoticed", said)
		}
	}
	if leak.MatchString("There is nothing at this address.") {
		t.Error("an honest answer is a leak")
	}
}
