package tagssvc_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/tags"
	"tamatar.dev/tamatar/internal/tags/tagssvc"
)

func run(t *testing.T, fn func(t *testing.T, s *tagssvc.Service, d *db.DB, c *clock.Fake)) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		c := clock.NewFake(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))
		fn(t, tagssvc.New(tagssvc.Deps{DB: d, Clock: c}), d, c)
	})
}

func names(list []tags.Tag) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.Name)
	}
	return out
}

func TestEnsure(t *testing.T) {
	run(t, func(t *testing.T, s *tagssvc.Service, d *db.DB, c *clock.Fake) {
		ctx := context.Background()
		first, err := s.Ensure(ctx, "alice", []string{"SQL", "Go/Generics", "go/generics"})
		if err != nil || !slices.Equal(names(first), []string{"SQL", "Go/Generics"}) || first[1].Key != "go/generics" {
			t.Fatal(first, err)
		}
		counted, n := db.CountStatements(ctx)
		again, err := s.Ensure(counted, "alice", []string{"#go/GENERICS", "sql"})
		if err != nil || again[0] != first[1] || again[1] != first[0] || *n != 0 {
			t.Fatalf("%+v %v, %d statements", again, err, *n)
		}
		// Another process knows the same tags after one statement.
		other := tagssvc.New(tagssvc.Deps{DB: d, Clock: c})
		counted, n = db.CountStatements(ctx)
		again, err = other.Ensure(counted, "alice", []string{"sql", "go/generics"})
		if err != nil || again[0] != first[0] || again[1] != first[1] || *n != 1 {
			t.Fatalf("%+v %v, %d statements", again, err, *n)
		}
		bobs, err := s.Ensure(ctx, "bob", []string{"sql"})
		if err != nil || bobs[0].ID == first[0].ID {
			t.Fatal("people share a tag")
		}
		if _, err := s.Ensure(ctx, "alice", []string{"not ok"}); !errors.Is(err, tags.ErrNameInvalid) {
			t.Fatal(err)
		}
		if list, err := s.Ensure(ctx, "alice", nil); err != nil || len(list) != 0 {
			t.Fatal(list, err)
		}
		byID, err := other.ByIDs(ctx, []string{first[0].ID, bobs[0].ID, "none", first[0].ID})
		if err != nil || len(byID) != 2 || byID[bobs[0].ID].OwnerID != "bob" {
			t.Fatal(byID, err)
		}
	})
}

func TestEnsureAtOnce(t *testing.T) {
	run(t, func(t *testing.T, s *tagssvc.Service, d *db.DB, c *clock.Fake) {
		ctx := context.Background()
		var wg sync.WaitGroup
		for i := range 8 {
			node := tagssvc.New(tagssvc.Deps{DB: d, Clock: c})
			wg.Go(func() {
				list := []string{"a", "b", "c", "d", "e"}
				if i%2 == 0 {
					slices.Reverse(list)
				}
				if got, err := node.Ensure(ctx, "alice", list); err != nil || len(got) != 5 {
					t.Error(got, err)
				}
			})
		}
		wg.Wait()
		if n, err := db.Get[int](ctx, d.Reader(), "SELECT count(*) FROM tags_tags"); err != nil || n != 5 || s == nil {
			t.Fatal(n, err)
		}
	})
}

func TestCompleteMostUsedLatelyFirst(t *testing.T) {
	run(t, func(t *testing.T, s *tagssvc.Service, _ *db.DB, c *clock.Fake) {
		ctx := identity.WithActor(context.Background(), identity.Actor{UserID: "alice"})
		for _, name := range []string{"go/generics", "django", "sql", "go", "100_percent"} {
			if _, err := s.Ensure(ctx, "alice", []string{name}); err != nil {
				t.Fatal(err)
			}
			c.Advance(2 * time.Minute)
		}
		if _, err := s.Ensure(ctx, "alice", []string{"django"}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Ensure(ctx, "bob", []string{"gopher"}); err != nil {
			t.Fatal(err)
		}
		fields := tagssvc.ViewerFields{S: s}
		for text, want := range map[string]string{
			"go": "[django go go/generics]", "#GO/": "[go/generics]", "": "[django 100_percent go sql go/generics]", "_": "[100_percent]", "%": "[]", `\`: "[]", "x": "[]",
		} {
			got, err := fields.Tags(ctx, nil, nil, &text)
			if err != nil || fmt.Sprint(names(got)) != want {
				t.Errorf("%q: %v %v, want %s", text, names(got), err, want)
			}
		}
		if got, err := fields.Tags(ctx, nil, new(int), nil); !errors.Is(err, page.ErrBadFirst) {
			t.Error(got, err)
		}
		if _, err := fields.Tags(context.Background(), nil, nil, nil); !errors.Is(err, identity.ErrSignInRequired) {
			t.Error(err)
		}
	})
}
