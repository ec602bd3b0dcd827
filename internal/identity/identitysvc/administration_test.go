package identitysvc_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/page"
)

func TestAdministration(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		root := w.account("root1", identity.RoleAdmin)
		for i := range 7 {
			w.person(fmt.Sprintf("person%d", i))
		}
		ctx, _ := w.signIn("root1")
		first := 3
		var seen []string
		var after *string
		for {
			c, err := w.s.AdminUsers(ctx, page.Args{First: &first, After: after}, identity.AdminUserFilter{Search: "@Person"})
			must(t, err)
			if c.TotalCount != 7 {
				t.Fatalf("%d in all", c.TotalCount)
			}
			for _, u := range c.Nodes {
				seen = append(seen, u.Handle)
			}
			if after = c.PageInfo.EndCursor; !c.PageInfo.HasNextPage {
				break
			}
		}
		if len(seen) != 7 || seen[0] != "person6" {
			t.Fatal(seen)
		}
		c, err := w.s.AdminUsers(ctx, page.Args{}, identity.AdminUserFilter{Search: "100%_"})
		must(t, err)
		if len(c.Nodes) != 0 {
			t.Fatal("a search text is no pattern")
		}
		member, _ := w.signIn("person0")
		_, err = w.s.AdminUsers(member, page.Args{}, identity.AdminUserFilter{})
		want(t, err, identity.ErrAdminOnly)
		_, err = w.s.SetRole(ctx, root.ID, identity.RoleMember)
		want(t, err, identity.ErrLastAdmin)
		_, err = w.s.DeleteUser(ctx, root.ID)
		want(t, err, identity.ErrNotYourself)
		want(t, w.s.SystemDelete(context.Background(), "root1"), identity.ErrLastAdmin)
		_, err = w.s.SuspendUser(ctx, "01jzzzzzzzzzzzzzzzzzzzzzzz", "x")
		want(t, err, identity.ErrUserNotFound)
		victim, err := w.s.AdminUsers(ctx, page.Args{}, identity.AdminUserFilter{Search: "person0"})
		must(t, err)
		gone, err := w.s.DeleteUser(ctx, victim.Nodes[0].ID)
		must(t, err)
		if gone.Status != identity.StatusDeleted || gone.Email != "" || gone.Handle != "deleted" {
			t.Fatalf("%+v", gone)
		}
		people, err := w.s.UsersByID(ctx, []string{gone.ID, root.ID, "nothing", gone.ID})
		must(t, err)
		if len(people) != 2 || people[gone.ID].DisplayName != "Deleted account" {
			t.Fatalf("%+v", people)
		}
		if w.rows(`SELECT COUNT(*) FROM identity_users WHERE email LIKE '%person0%' OR handle LIKE '%person0%' OR display_name LIKE '%person0%'`) != 0 {
			t.Fatal("something personal is left")
		}
		_, err = w.s.SignUp(from("10.33.0.1"), identity.SignUpForm{Email: "new@mail.example", Handle: "person0", Password: goodPassword})
		want(t, err, identity.ErrHandleTaken) // kept back, so that nobody poses as the former owner
		_, err = w.s.SignUp(from("10.33.0.1"), identity.SignUpForm{Email: "person0@mail.example", Handle: "fresh1", Password: goodPassword})
		must(t, err)
		w.drain()
		if w.heard["user_deleted"] != 1 {
			t.Fatal("other rooms were not told")
		}
	})
}

func TestTwoAdminsCannotStopEachOther(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		one, two := w.account("root1", identity.RoleAdmin), w.account("root2", identity.RoleAdmin)
		ctx1, _ := w.signIn("root1")
		ctx2, _ := w.signIn("root2")
		done := make(chan error, 2)
		go func() { _, err := w.s.SuspendUser(ctx1, two.ID, "x"); done <- err }()
		go func() { _, err := w.s.SuspendUser(ctx2, one.ID, "x"); done <- err }()
		a, b := <-done, <-done
		if (a == nil) == (b == nil) {
			t.Fatalf("exactly one may succeed: %v, %v", a, b)
		}
		if !errors.Is(a, identity.ErrAdminOnly) && !errors.Is(b, identity.ErrAdminOnly) {
			t.Fatal(a, b)
		}
		if w.rows(`SELECT COUNT(*) FROM identity_users WHERE role = 'admin' AND status = 'active'`) != 1 {
			t.Fatal("one administrator must be left")
		}
	})
}

func TestSessionsOfOthersAreOutOfReach(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		w.person("eve")
		ada, _ := w.signIn("ada")
		w.signIn("ada")
		eve, in := w.signIn("eve")
		list, err := w.s.SessionsOf(ada)
		must(t, err)
		if len(list) != 2 || list[0].Device != "Firefox on Linux" || list[0].Network != "192.0.2.0/24" || list[0].Current == list[1].Current {
			t.Fatalf("%+v", list)
		}
		_, err = w.s.RevokeSession(eve, list[0].ID)
		want(t, err, identity.ErrSessionNotFound)
		_, err = w.s.RevokeSession(eve, "nothing")
		want(t, err, identity.ErrSessionNotFound)
		n, err := w.s.SignOutEverywhere(ada, identity.SignOutEverywhereInput{KeepCurrent: true})
		must(t, err)
		if n != 1 || w.refused(w.s, in.SessionToken) {
			t.Fatalf("%d sessions ended", n)
		}
	})
}
