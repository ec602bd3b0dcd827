package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// The log, down to its finest level, holds nothing that people wrote, are reached by or get in with.
func TestAttack_H12_TheLogHoldsNoSecrets(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		head, zoe := in.Person("head", identity.RoleAdmin), in.Person("zoe", identity.RoleMember)
		live(in, zoe)
		admin, token := head.Browser(), zoe.Token(identity.ScopeRead)
		access, refresh := zoe.API()
		link := in.Must(admin, `mutation($id:ID!){adminCreateResetLink(id:$id){url}}`, map[string]any{"id": zoe.ID}).Text("adminCreateResetLink", "url")
		secret := link[strings.Index(link, "link=")+len("link="):]
		in.Must(admin, `mutation{adminCreateInvite(input:{email:"guest@example.org",note:"canary",expiresInDays:2}){url}}`, nil)
		post := func(path string, form url.Values) {
			r := in.Request(http.MethodPost, path, strings.NewReader(form.Encode()), apptest.Credential{})
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			_ = in.Do(r).Body.Close()
		}
		post("/sign-in", url.Values{"login": {zoe.Email}, "password": {"a canary password"}})
		post("/sign-up", url.Values{"email": {"guest@example.org"}, "handle": {"guest"}, "password": {"a canary pass phrase"}})
		post("/reset", url.Values{"login": {zoe.Email}})
		_ = in.Do(in.Request(http.MethodGet, "/reset/new?link="+secret, nil, apptest.Credential{})).Body.Close()
		post("/reset/new", url.Values{"link": {secret}, "password": {"another canary pass phrase"}})
		for _, as := range []apptest.Credential{admin, token, access, {Bearer: "tmt_canary"}} {
			in.GraphQL(as, `query($q:String!){viewer{search(query:$q){nodes{snippetHtml}} nonsense}}`, map[string]any{"q": "canary"})
			in.GraphQL(as, `query($q:String!){viewer{search(query:$q){nodes{snippetHtml}}}}`, map[string]any{"q": "canary\x00"})
		}
		in.Settle()
		log := in.Logged.String()
		if !strings.Contains(log, "msg=request") {
			t.Fatal("nothing was logged")
		}
		for _, word := range []string{"canary", "sparrow", "@example.org", apptest.Password, secret, admin.Cookie, token.Bearer, access.Bearer, refresh} {
			if i := strings.Index(log, word); i >= 0 {
				t.Errorf("the log holds %q: …%s…", word, log[max(0, i-200):min(len(log), i+200)])
			}
		}
	})
}
