package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
)

// TestAttack_E04_ALinkOpensTheFilesOfItsEntryAlone: whoever has a link sees the pictures of its entry, and with the link
// they are gone; no other file, and none by its own address.
func TestAttack_E04_ALinkOpensTheFilesOfItsEntryAlone(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		s := &sharer{in: in, ada: in.Person("ada", identity.RoleMember), ids: map[string]string{}}
		s.as = s.ada.Browser()
		bea := in.Person("bea", identity.RoleMember).Browser()
		shown := sendFile(t, in, s.as, "shown.png", "a square", pngOf(t, photo(6, 6)))
		hidden := sendFile(t, in, s.as, "hidden.png", "a secret", pngOf(t, photo(7, 7)))
		foreign := sendFile(t, in, bea, "bea.png", "of bea", pngOf(t, photo(8, 8)))
		body := shown.Markdown + "\n\n![stolen](" + foreign.URL + ")"
		id := s.write("UNLISTED", body)
		s.write("PRIVATE", hidden.Markdown)
		link := s.link(id, nil)

		status, _, page := s.get(t, link)
		u, err := url.Parse(link)
		if err != nil {
			t.Fatal(err)
		}
		address := u.Path + shown.URL
		if status != http.StatusOK || !strings.Contains(page, `src="`+address+`"`) {
			t.Fatalf("the page does not name its picture by the link: %d %s", status, page)
		}
		door := func(fileID string) string { return u.Path + "/files/" + fileID }
		opens := func() int { status, _, _ := s.get(t, door(shown.ID)); return status }
		status, h, _ := s.get(t, door(shown.ID))
		if status != http.StatusOK || h.Get("Content-Type") != "image/png" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") ||
			h.Get("Cache-Control") != "private, no-store" || h.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("the picture of the link: %d %v", status, h)
		}
		for name, at := range map[string]string{
			"by its own address": shown.URL, "of another entry": door(hidden.ID), "of somebody else": door(foreign.ID), "of no such id": door("x"),
			"by a guessed link": "/s/tml_" + strings.Repeat("A", 43) + "/files/" + shown.ID, "by no link": "/s//files/" + shown.ID,
		} {
			if status, _, _ := s.get(t, at); status == http.StatusOK {
				t.Errorf("a file %s is open: %s", name, at)
			}
		}
		other := s.link(s.write("PUBLIC", "another entry"), nil)
		if v, err := url.Parse(other); err != nil || v.Path == u.Path {
			t.Fatal(other, err)
		} else if status, _, _ := s.get(t, v.Path+"/files/"+shown.ID); status != http.StatusNotFound {
			t.Errorf("the link of another entry opens the file: %d", status)
		}
		s.in.Must(s.as, `mutation($i:ID!){deleteEntry(id:$i){deletedId}}`, map[string]any{"i": id})
		if got := opens(); got != http.StatusNotFound {
			t.Errorf("open from the trash: %d", got)
		}
		s.in.Must(s.as, `mutation($i:ID!){restoreEntry(id:$i){entry{id}}}`, map[string]any{"i": id})
		if got := opens(); got != http.StatusOK {
			t.Errorf("closed after it came back: %d", got)
		}
		s.set(id, "TEAM")
		if got := opens(); got != http.StatusNotFound {
			t.Errorf("open after it was narrowed: %d", got)
		}
		s.set(id, "UNLISTED")
		renewed, err := url.Parse(s.link(id, nil))
		if err != nil {
			t.Fatal(err)
		}
		if status, _, _ := s.get(t, renewed.Path+"/files/"+shown.ID); status != http.StatusOK {
			t.Errorf("the new link: %d", status)
		}
		links := in.Must(s.as, `query($e:ID){viewer{entryLinks(entryId:$e){id}}}`, map[string]any{"e": id}).At("viewer", "entryLinks")
		in.Must(s.as, `mutation($i:ID!){revokeEntryLink(id:$i){revokedId errors{code}}}`, map[string]any{"i": field(links, 0, "id")})
		if status, _, _ := s.get(t, renewed.Path+"/files/"+shown.ID); status != http.StatusNotFound {
			t.Errorf("open after the link was taken back: %d", status)
		}
	})
}
