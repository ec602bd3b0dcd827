package app_test

import (
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
)

// While somebody is suspended, what they shared is gone for others, and comes back with them.
func TestWhatASuspendedPersonSharedIsNotShown(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		admin := in.Person("grace", identity.RoleAdmin).Browser()
		ada, bea := in.Person("ada", identity.RoleMember), in.Person("bea", identity.RoleMember).Browser()
		written := in.Must(ada.Browser(), `mutation{writeEntry(input:{clientId:"shared-1234",body:"for all",audience:PUBLIC}){entry{id} errors{code}}}`, nil)
		entry := map[string]any{"i": written.Text("writeEntry", "entry", "id")}
		title := func() string {
			return in.Must(bea, `query($i:ID!){entry(id:$i){title}}`, entry).Text("entry", "title")
		}
		if title() != "for all" {
			t.Fatal("a public entry is not shown")
		}
		in.Must(admin, `mutation($i:ID!){adminSuspendUser(id:$i,reason:"x"){user{status} errors{code}}}`, map[string]any{"i": ada.ID})
		if got := title(); got != "" {
			t.Errorf("shown while suspended: %q", got)
		}
		in.Must(admin, `mutation($i:ID!){adminReinstateUser(id:$i){user{status} errors{code}}}`, map[string]any{"i": ada.ID})
		if title() != "for all" {
			t.Error("reinstated, and still hidden")
		}
	})
}
