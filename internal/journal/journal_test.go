package journal_test

import (
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
)

func TestPolicy(t *testing.T) {
	at := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name   string
		viewer audience.Viewer
		entry  journal.Entry
		see    bool
		edit   bool
	}{
		{"author", audience.Viewer{UserID: "a"}, journal.Entry{AuthorID: "a", Audience: audience.Private}, true, true},
		{"author of a draft", audience.Viewer{UserID: "a"}, journal.Entry{AuthorID: "a", Audience: audience.Private, Draft: true}, true, true},
		{"author in the trash", audience.Viewer{UserID: "a"}, journal.Entry{AuthorID: "a", DeletedAt: &at}, true, true},
		{"suspended author", audience.Viewer{UserID: "a", Suspended: true}, journal.Entry{AuthorID: "a", Audience: audience.Private}, false, false},
		{"other, private", audience.Viewer{UserID: "b"}, journal.Entry{AuthorID: "a", Audience: audience.Private}, false, false},
		{"other, followers", audience.Viewer{UserID: "b"}, journal.Entry{AuthorID: "a", Audience: audience.Followers}, false, false},
		{"other, public", audience.Viewer{UserID: "b"}, journal.Entry{AuthorID: "a", Audience: audience.Public}, true, false},
		{"stranger, public", audience.Viewer{}, journal.Entry{AuthorID: "a", Audience: audience.Public}, true, false},
		{"stranger, no author", audience.Viewer{}, journal.Entry{Audience: audience.Private}, false, false},
		{"unlisted in a list", audience.Viewer{UserID: "b"}, journal.Entry{AuthorID: "a", Audience: audience.Unlisted}, false, false},
		{"unlisted by its link", audience.Viewer{ByLink: true}, journal.Entry{AuthorID: "a", Audience: audience.Unlisted}, true, false},
		{"public draft", audience.Viewer{UserID: "b"}, journal.Entry{AuthorID: "a", Audience: audience.Public, Draft: true}, false, false},
		{"public in the trash", audience.Viewer{UserID: "b"}, journal.Entry{AuthorID: "a", Audience: audience.Public, DeletedAt: &at}, false, false},
		{"unknown audience", audience.Viewer{UserID: "b"}, journal.Entry{AuthorID: "a", Audience: "x"}, false, false},
	} {
		if got := journal.Can(c.viewer, journal.ActionSee, &c.entry); got != c.see {
			t.Errorf("%s: see %t", c.name, got)
		}
		if got := journal.Can(c.viewer, journal.ActionEdit, &c.entry); got != c.edit {
			t.Errorf("%s: edit %t", c.name, got)
		}
	}
	if journal.Can(audience.Viewer{UserID: "a"}, journal.ActionSee, nil) {
		t.Error("nothing can be seen")
	}
}
