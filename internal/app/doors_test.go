package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// revocationReach is how soon a revocation holds on every door, also in another process.
const revocationReach = 5 * time.Second

// doors are the ways in: each tells whether the credential still opens it.
var doors = map[string]func(in *apptest.Instance, as apptest.Credential) bool{
	"graphql query": func(in *apptest.Instance, as apptest.Credential) bool {
		return in.GraphQL(as, "{viewer{email}}", nil).Text("viewer", "email") != ""
	},
	"graphql by GET": func(in *apptest.Instance, as apptest.Credential) bool {
		r := in.Request(http.MethodGet, "/graphql?query="+url.QueryEscape("{viewer{email}}"), nil, as)
		return in.Read(in.Do(r)).Text("viewer", "email") != ""
	},
	"graphql mutation": func(in *apptest.Instance, as apptest.Credential) bool {
		a := in.GraphQL(as, "mutation($i:WriteEntryInput!){writeEntry(input:$i){entry{id}}}",
			map[string]any{"i": map[string]any{"clientId": "door-" + in.Clock.Now().Format("150405.000000000"), "body": "knock"}})
		return a.Text("writeEntry", "entry", "id") != ""
	},
	"rest read": func(in *apptest.Instance, as apptest.Credential) bool {
		return in.Do(in.Request(http.MethodGet, "/api/v1/me", nil, as)).StatusCode == http.StatusOK
	},
	"rest write": func(in *apptest.Instance, as apptest.Credential) bool {
		r := in.Request(http.MethodPost, "/api/v1/entries", strings.NewReader(`{"body":"knock"}`), as)
		r.Header.Set("Content-Type", "application/json")
		return in.Do(r).StatusCode == http.StatusCreated
	},
	"upload": func(in *apptest.Instance, as apptest.Credential) bool {
		return in.Do(in.Request(http.MethodPost, "/api/import/preview", strings.NewReader("x"), as)).StatusCode != http.StatusUnauthorized
	},
	"files": func(in *apptest.Instance, as apptest.Credential) bool {
		return in.Do(in.Request(http.MethodPost, "/api/files", strings.NewReader("x"), as)).StatusCode != http.StatusUnauthorized
	},
	"avatar": func(in *apptest.Instance, as apptest.Credential) bool {
		return in.Do(in.Request(http.MethodPost, "/api/avatar", strings.NewReader("x"), as)).StatusCode != http.StatusUnauthorized
	},
}

// mcpOpens is the door for agents, which takes personal access tokens only.
func mcpOpens(in *apptest.Instance, as apptest.Credential) bool {
	r := in.Request(http.MethodPost, "/mcp", strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}`), as)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json, text/event-stream")
	return in.Do(r).StatusCode == http.StatusOK
}

// pages are doors for browsers only.
var pages = map[string]func(in *apptest.Instance, as apptest.Credential) bool{
	"app":      func(in *apptest.Instance, as apptest.Credential) bool { return opens(in, "/app", as) },
	"explorer": func(in *apptest.Instance, as apptest.Credential) bool { return opens(in, "/explorer", as) },
}

func opens(in *apptest.Instance, path string, as apptest.Credential) bool {
	res := in.Do(in.Request(http.MethodGet, path, nil, as))
	return res.StatusCode != http.StatusSeeOther && res.StatusCode != http.StatusUnauthorized
}

// keys are the credentials of one person.
type keys struct {
	browser, access, token apptest.Credential
	refresh                string
}

func keysOf(p *apptest.Person) keys {
	k := keys{browser: p.Browser(), token: p.Token(identity.ScopeRead, identity.ScopeEntriesWrite)}
	k.access, k.refresh = p.API()
	return k
}

// open lists the doors that the credentials still open.
func (k keys) open(in *apptest.Instance) []string {
	var out []string
	for kind, as := range map[string]apptest.Credential{"browser": k.browser, "access token": k.access, "personal token": k.token} {
		for name, try := range doors {
			if kind == "personal token" && name == "avatar" {
				continue // tokens without profile:write have no business there
			}
			if try(in, as) {
				out = append(out, kind+" at "+name)
			}
		}
	}
	if mcpOpens(in, k.token) {
		out = append(out, "personal token at mcp")
	}
	for name, try := range pages {
		if try(in, k.browser) {
			out = append(out, "browser at "+name)
		}
	}
	if refreshes(in, k.refresh) != "" {
		out = append(out, "refresh token")
	}
	return out
}

func refreshes(in *apptest.Instance, refresh string) string {
	a := in.GraphQL(apptest.Credential{}, "mutation($r:String!){refreshTokens(input:{refreshToken:$r}){tokens{refreshToken} errors{code}}}", map[string]any{"r": refresh})
	return a.Text("refreshTokens", "tokens", "refreshToken")
}

// allDoors: two kinds of sessions at every door, the token at all but the avatar, the door for agents, two pages,
// the refresh token.
const allDoors = 8 + 8 + 7 + 1 + 2 + 1

func onBoth(t *testing.T, fn func(t *testing.T, in *apptest.Instance)) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, d *db.DB) { fn(t, apptest.New(t, d)) })
}

func TestAttack_A16_AccessEndsOnEveryDoor(t *testing.T) {
	acts := map[string]struct {
		do   func(t *testing.T, in *apptest.Instance, p *apptest.Person, k keys, admin apptest.Credential)
		left []string // prefixes of doors that may stay open
	}{
		"suspension": {do: func(_ *testing.T, in *apptest.Instance, p *apptest.Person, _ keys, admin apptest.Credential) {
			in.Must(admin, `mutation($i:ID!){adminSuspendUser(id:$i,reason:"x"){user{status} errors{code}}}`, map[string]any{"i": p.ID})
		}},
		"deletion": {do: func(_ *testing.T, in *apptest.Instance, p *apptest.Person, _ keys, admin apptest.Credential) {
			in.Must(admin, `mutation($i:ID!){adminDeleteUser(id:$i){user{status} errors{code}}}`, map[string]any{"i": p.ID})
		}},
		"sign-out by an administrator": {left: []string{"personal token"}, do: func(_ *testing.T, in *apptest.Instance, p *apptest.Person, _ keys, admin apptest.Credential) {
			in.Must(admin, `mutation($i:ID!){adminSignOutUser(id:$i){user{handle} errors{code}}}`, map[string]any{"i": p.ID})
		}},
		"sign-out everywhere": {do: func(_ *testing.T, in *apptest.Instance, _ *apptest.Person, k keys, _ apptest.Credential) {
			in.Must(k.browser, "mutation{signOutEverywhere(input:{includeTokens:true,keepCurrent:false}){revokedSessions errors{code}}}", nil)
		}},
		"password change": {left: []string{"browser", "personal token"}, do: func(t *testing.T, in *apptest.Instance, _ *apptest.Person, k keys, _ apptest.Credential) {
			a := in.Must(k.browser, "mutation($i:ChangePasswordInput!){changePassword(input:$i){viewer{email} errors{code}}}",
				map[string]any{"i": map[string]any{"currentPassword": apptest.Password, "newPassword": "another quiet ember in the pines"}})
			if a.Text("changePassword", "viewer", "email") == "" {
				t.Fatal(string(a.Raw))
			}
		}},
		"sign-out of the API client": {left: []string{"browser", "personal token"}, do: func(_ *testing.T, in *apptest.Instance, _ *apptest.Person, k keys, _ apptest.Credential) {
			in.Must(k.access, "mutation{signOut{revokedSessions errors{code}}}", nil)
		}},
	}
	for name, act := range acts {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, in *apptest.Instance) {
				admin := in.Person("grace", identity.RoleAdmin).Browser()
				ada := in.Person("ada", identity.RoleMember)
				k := keysOf(ada)
				node := in.Node()
				if open := k.open(in); len(open) != allDoors {
					t.Fatalf("before, %d doors are open: %v", len(open), open)
				}
				k.access, k.refresh = ada.API()
				k.open(node) // the other process has everything in its caches
				k.access, k.refresh = ada.API()
				act.do(t, in, ada, k, admin)
				in.Clock.Advance(revocationReach)
				for where, at := range map[string]*apptest.Instance{"here": in, "another process": node} {
					for _, door := range k.open(at) {
						allowed := false
						for _, prefix := range act.left {
							allowed = allowed || strings.HasPrefix(door, prefix)
						}
						if !allowed {
							t.Errorf("%s: open after %v: %s", where, revocationReach, door)
						}
					}
				}
			})
		})
	}
}

func TestAttack_A17_SuspendedByEveryOtherDoor(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		admin := in.Person("grace", identity.RoleAdmin).Browser()
		ada := in.Person("ada", identity.RoleMember)
		signIn := func() apptest.Answer {
			return in.GraphQL(apptest.Credential{}, "mutation($p:String!){signIn(input:{login:\"ada\",password:$p,client:\"x\"}){tokens{accessToken} errors{code}}}", map[string]any{"p": apptest.Password})
		}
		form := func() *http.Response {
			r := in.Request(http.MethodPost, "/sign-in", strings.NewReader(url.Values{"login": {"ada"}, "password": {apptest.Password}}.Encode()), apptest.Credential{})
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			return in.Do(r)
		}
		if signIn().Text("signIn", "tokens", "accessToken") == "" || form().StatusCode != http.StatusSeeOther {
			t.Fatal("the honest sign-in")
		}
		in.Must(admin, `mutation($i:ID!){adminSuspendUser(id:$i,reason:"x"){user{status} errors{code}}}`, map[string]any{"i": ada.ID})
		sessions := count(t, in, `SELECT count(*) FROM identity_sessions WHERE user_id = $1`, ada.ID)
		if a := signIn(); a.Text("signIn", "tokens", "accessToken") != "" {
			t.Error("API sign-in while suspended:", string(a.Raw))
		}
		if res := form(); res.StatusCode == http.StatusSeeOther {
			t.Error("sign-in page while suspended:", res.StatusCode)
		}
		if after := count(t, in, `SELECT count(*) FROM identity_sessions WHERE user_id = $1`, ada.ID); after != sessions || after != 0 {
			t.Errorf("%d sessions, were %d", after, sessions)
		}
		in.Must(admin, `mutation($i:ID!){adminReinstateUser(id:$i){user{status} errors{code}}}`, map[string]any{"i": ada.ID})
		if signIn().Text("signIn", "tokens", "accessToken") == "" {
			t.Error("reinstated, and still shut out")
		}
	})
}

func count(t *testing.T, in *apptest.Instance, query string, args ...any) int64 {
	t.Helper()
	n, err := db.Get[int64](t.Context(), in.App.DB.Reader(), query, args...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestTwoTabsRefreshAtOnce: both get the same successor and stay signed in; a replay after the grace ends the family.
func TestTwoTabsRefreshAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		ada := in.Person("ada", identity.RoleMember)
		_, first := ada.API()
		const tabs = 8
		results := make([]string, tabs)
		var wg sync.WaitGroup
		for i := range tabs {
			wg.Add(1)
			go func() {
				defer wg.Done()
				results[i] = refreshes(in, first)
			}()
		}
		wg.Wait()
		for _, r := range results {
			if r == "" || r != results[0] || r == first {
				t.Fatalf("all tabs must get one successor: %v", results)
			}
		}
		second := results[0]
		third := refreshes(in, second)
		if third == "" {
			t.Fatal("the successor must work")
		}
		in.Clock.Advance(11 * time.Second)
		if refreshes(in, second) != "" {
			t.Fatal("a replay after the grace window must be refused")
		}
		if refreshes(in, third) != "" {
			t.Fatal("the replay must have ended the family")
		}
	})
}
