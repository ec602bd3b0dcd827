package app_test

import (
	"bytes"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/route"
)

var pathVariable = regexp.MustCompile(`\{[^}]*\}`)

// knock sends the method of a route to its path, with something in the place of what varies.
func knock(in *apptest.Instance, rt route.Route, as apptest.Credential) apptest.Answer {
	method, path, found := strings.Cut(rt.Pattern, " ")
	if !found {
		method, path = http.MethodPost, rt.Pattern
	}
	return in.Read(in.Do(in.Request(method, pathVariable.ReplaceAllString(strings.TrimSuffix(path, "{$}"), "x"), strings.NewReader("{}"), as)))
}

// TestTokenScopesAtEveryRoute: a route names one scope, and no token without it gets as far as its handler. What names
// none is for sessions. What changes something is never opened by the scope for reading.
func TestTokenScopesAtEveryRoute(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		grace := in.Person("grace", identity.RoleAdmin)
		tokens := map[identity.Scope]apptest.Credential{}
		for _, s := range identity.AllScopes {
			tokens[s] = grace.Token(s)
		}
		all := grace.Token(identity.AllScopes...)
		seen := 0
		for _, rt := range in.Web.Routes {
			if rt.Cacheable {
				continue // the same for everybody: nobody is asked who they are
			}
			seen++
			method, _, _ := strings.Cut(rt.Pattern, " ")
			switch scope := identity.Scope(rt.Scope); {
			case rt.Scope == route.ScopePerOperation:
				continue // TestAttack_C08 and the test of MCP go through every operation
			case strings.Contains(rt.Pattern, " /hooks/"):
				continue // the address is the whole right, and TestAttack_D11_AHookOnlyWrites tries it
			case rt.Scope == "":
				if a := knock(in, rt, all); a.Status != http.StatusForbidden || a.Code() != "identity.session_only" {
					t.Errorf("%s lets a token in: %d %s", rt.Pattern, a.Status, a.Code())
				}
			case !scope.Valid():
				t.Errorf("%s asks for the scope %q, which does not exist", rt.Pattern, rt.Scope)
			case scope == identity.ScopeRead && !rt.Basic && !slices.Contains([]string{"GET", "HEAD"}, method):
				t.Errorf("%s changes something with the scope for reading", rt.Pattern)
			default:
				for have, token := range tokens {
					a := knock(in, rt, token)
					if refused := a.Status == http.StatusForbidden && bytes.Contains(a.Raw, []byte(`"identity.scope_missing"`)); refused == (have == scope) {
						t.Errorf("%s with %s: %d %s", rt.Pattern, have, a.Status, a.Raw)
					} else if refused && !strings.Contains(a.Header.Get("WWW-Authenticate"), `error="insufficient_scope", scope="`+rt.Scope+`"`) {
						t.Errorf("%s does not say what is missing: %q", rt.Pattern, a.Header.Get("WWW-Authenticate"))
					}
				}
			}
		}
		if seen < 10 {
			t.Fatalf("only %d routes were tried", seen)
		}
	})
}
