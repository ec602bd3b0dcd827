package audience_test

import (
	"slices"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/platform/audience"
)

func of(owners ...string) *audience.Relation {
	return &audience.Relation{
		Has: func(owner string) bool { return slices.Contains(owners, owner) },
		Cond: func(col string, argFrom int) (string, []any) {
			// Written as a subquery, the form real relations have.
			var args []any
			var marks []string
			for i, o := range owners {
				args = append(args, o)
				marks = append(marks, "SELECT $"+string(rune('0'+argFrom+i)))
			}
			return col + " IN (" + strings.Join(marks, " UNION ALL ") + ")", args
		},
	}
}

func TestWhoSeesWhat(t *testing.T) {
	const p, f, tm, u, pub = audience.Private, audience.Followers, audience.Team, audience.Unlisted, audience.Public
	cases := []struct {
		name   string
		viewer audience.Viewer
		sees   []audience.Level
	}{
		{"stranger", audience.Viewer{}, []audience.Level{pub}},
		{"stranger with the link", audience.Viewer{ByLink: true}, []audience.Level{u, pub}},
		{"owner", audience.Viewer{UserID: "ann"}, []audience.Level{p, f, tm, u, pub}},
		{"suspended owner", audience.Viewer{UserID: "ann", Suspended: true}, []audience.Level{pub}},
		{"somebody else", audience.Viewer{UserID: "bob"}, []audience.Level{pub}},
		{"follower", audience.Viewer{UserID: "bob", Follows: of("ann")}, []audience.Level{f, pub}},
		{"follower of another", audience.Viewer{UserID: "bob", Follows: of("eve")}, []audience.Level{pub}},
		{"teammate", audience.Viewer{UserID: "bob", Teams: of("ann")}, []audience.Level{tm, pub}},
		{"suspended follower and teammate", audience.Viewer{UserID: "bob", Suspended: true, Follows: of("ann"), Teams: of("ann")}, []audience.Level{pub}},
		{"relations of nobody", audience.Viewer{Follows: of("ann"), Teams: of("ann")}, []audience.Level{pub}},
		{"half a relation", audience.Viewer{UserID: "bob", Follows: &audience.Relation{Has: func(string) bool { return true }}}, []audience.Level{pub}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := audience.Visible(c.viewer, "ann"); !slices.Equal(got, c.sees) {
				t.Fatalf("sees %v, want %v", got, c.sees)
			}
			for _, l := range []audience.Level{"", "secret", "PUBLIC"} {
				if audience.CanSee(c.viewer, "ann", l) {
					t.Fatalf("unknown level %q is open", l)
				}
			}
		})
	}
}

func TestStrangerDoesNotOwnWhatHasNoOwner(t *testing.T) {
	if audience.CanSee(audience.Viewer{}, "", audience.Private) {
		t.Fatal("an empty owner must not match an empty viewer")
	}
}

func TestLevelGraphQL(t *testing.T) {
	for _, l := range audience.Levels {
		var b strings.Builder
		l.MarshalGQL(&b)
		var back audience.Level
		if err := back.UnmarshalGQL(strings.Trim(b.String(), `"`)); err != nil || back != l || !l.Valid() {
			t.Fatal(l, back, err)
		}
	}
	var l audience.Level
	if err := l.UnmarshalGQL("EVERYBODY"); err == nil || l.Valid() {
		t.Fatal("unknown level accepted")
	}
}
