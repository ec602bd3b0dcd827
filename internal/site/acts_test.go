package site

import (
	"testing"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// as is a context in which the person of that handle acts, with a freshly confirmed password.
func as(t *testing.T, st *stand, handle string) (identity.Actor, string) {
	t.Helper()
	userID, err := db.Get[string](t.Context(), st.db.Reader(), `SELECT id FROM identity_users WHERE handle = $1`, handle)
	if err != nil {
		t.Fatal(err)
	}
	role, err := db.Get[string](t.Context(), st.db.Reader(), `SELECT role FROM identity_users WHERE id = $1`, userID)
	if err != nil {
		t.Fatal(err)
	}
	return identity.Actor{UserID: userID, SessionID: "test", Role: identity.Role(role), ReauthAt: st.clock.Now()}, userID
}

func approve(t *testing.T, st *stand, handle string) {
	t.Helper()
	admin, _ := as(t, st, "rootkeeper")
	_, userID := as(t, st, handle)
	if _, err := st.people.ApproveUser(identity.WithActor(t.Context(), admin), userID); err != nil {
		t.Fatal(err)
	}
}

// invite makes an invite, bound to an address unless it is empty, and gives its link.
func invite(t *testing.T, st *stand, email string) string {
	t.Helper()
	admin, _ := as(t, st, "rootkeeper")
	in := identity.AdminCreateInviteInput{Note: "Come and see", ExpiresInDays: 7}
	if email != "" {
		in.Email = &email
	}
	link, _, err := st.people.CreateInvite(identity.WithActor(t.Context(), admin), in)
	if err != nil {
		t.Fatal(err)
	}
	return link
}

func changeEmail(t *testing.T, st *stand, handle, email string) {
	t.Helper()
	a, _ := as(t, st, handle)
	if _, err := st.people.ChangeEmail(identity.WithActor(t.Context(), a), identity.ChangeEmailInput{Email: email}); err != nil {
		t.Fatal(err)
	}
}
