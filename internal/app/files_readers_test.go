package app_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
)

func TestAttack_B15_SomebodyElsesFile(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		ada, bea := in.Person("ada", identity.RoleMember), in.Person("bea", identity.RoleMember)
		me, other, stranger := ada.Browser(), bea.Browser(), apptest.Credential{}
		s := sendFile(t, in, me, "secret.txt", "", []byte("zq7 the secret words"))
		opens := func(as apptest.Credential) bool {
			res, body := get(t, in, as, s.URL)
			if res.StatusCode == http.StatusOK != bytes.Contains(body, []byte("zq7")) {
				t.Errorf("%d with %q", res.StatusCode, body)
			}
			return res.StatusCode == http.StatusOK
		}
		if !opens(me) || opens(other) || opens(stranger) {
			t.Fatal("an upload is its owner's alone")
		}
		none, body := get(t, in, other, "/files/"+strings.Repeat("0", 26))
		hidden, same := get(t, in, other, s.URL)
		cut := func(b []byte) string { text, _, _ := strings.Cut(string(b), `"requestId"`); return text }
		if none.StatusCode != hidden.StatusCode || cut(body) != cut(same) || none.StatusCode != http.StatusNotFound {
			t.Errorf("what is not yours answers %d %s, what does not exist %d %s", hidden.StatusCode, same, none.StatusCode, body)
		}
		// An entry of somebody else that names the file opens nothing, and shows nothing of it.
		theirs, _ := writeEntry(in, other, "steal-one", s.Markdown, "PUBLIC")
		if opens(other) || opens(stranger) {
			t.Error("naming a file in an entry of one's own opens it")
		}
		if a := in.Must(other, `query($i:ID!){entry(id:$i){files{name}}}`, map[string]any{"i": theirs}); strings.Contains(string(a.Raw), "secret.txt") {
			t.Error("and tells its name:", string(a.Raw))
		}
		for _, q := range []string{`mutation($i:ID!){describeFile(id:$i,alt:"mine"){errors{code}}}`, `mutation($i:ID!){deleteFile(id:$i){deletedId errors{code}}}`} {
			if a := in.GraphQL(other, q, map[string]any{"i": s.ID}); !strings.Contains(string(a.Raw), "files.file_not_found") {
				t.Error(string(a.Raw))
			}
		}
		readOnly := ada.Token(identity.ScopeRead)
		if !opens(readOnly) || sendFile(t, in, readOnly, "a.txt", "", []byte("x")).Status != http.StatusForbidden {
			t.Error("a token that only reads must read and not write")
		}
		form, contentType := fileForm(t, "a.txt", "", []byte("x"))
		foreign := in.Request(http.MethodPost, "/api/files", form, me)
		foreign.Header.Set("Content-Type", contentType)
		foreign.Header.Set("Sec-Fetch-Site", "cross-site")
		if res := in.Do(foreign); res.StatusCode != http.StatusForbidden {
			t.Error("a foreign page may send files:", res.Status)
		}
		in.Must(me, `mutation($i:ID!){deleteFile(id:$i){deletedId errors{code}}}`, map[string]any{"i": s.ID})
		if opens(me) || blobs(t, in) != 0 || count(t, in, "SELECT count(*) FROM files_files") != 0 {
			t.Error("a deleted file is still there")
		}
	})
}

// A file is open to others exactly as long as something that they may see shows it.
func TestAttack_E03_NarrowedEntriesCloseTheirFiles(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		ada, admin := in.Person("ada", identity.RoleMember), in.Person("grace", identity.RoleAdmin).Browser()
		me, stranger := ada.Browser(), apptest.Credential{}
		s := sendFile(t, in, me, "p.png", "", pngOf(t, photo(6, 6)))
		open := func() bool { res, _ := get(t, in, stranger, s.URL); return res.StatusCode == http.StatusOK }
		id, _ := writeEntry(in, me, "public-one", s.Markdown, "PUBLIC")
		if !open() {
			t.Fatal("a picture of a public entry is not shown")
		}
		revision := 1
		edit := func(body, audience string) {
			t.Helper()
			in.Must(me, `mutation($i:EditEntryInput!){editEntry(input:$i){entry{id} errors{code}}}`, map[string]any{"i": map[string]any{
				"id": id, "baseRevision": revision, "clientId": fmt.Sprintf("edit-%d-x", revision), "body": body, "kind": "DONE", "day": "2026-11-22", "audience": audience,
			}})
			revision++
		}
		steps := []struct {
			name      string
			act, undo func()
		}{
			{"made private", func() { edit(s.Markdown, "PRIVATE") }, func() { edit(s.Markdown, "PUBLIC") }},
			{"unlisted, without a link", func() { edit(s.Markdown, "UNLISTED") }, func() { edit(s.Markdown, "PUBLIC") }},
			{"for followers", func() { edit(s.Markdown, "FOLLOWERS") }, func() { edit(s.Markdown, "PUBLIC") }},
			{"taken out of the text", func() { edit("no picture", "PUBLIC") }, func() { edit(s.Markdown, "PUBLIC") }},
			{
				"in the trash", func() { in.Must(me, `mutation($i:ID!){deleteEntry(id:$i){deletedId}}`, map[string]any{"i": id}) },
				func() { in.Must(me, `mutation($i:ID!){restoreEntry(id:$i){entry{id}}}`, map[string]any{"i": id}) },
			},
			{
				"of a suspended person", func() {
					in.Must(admin, `mutation($i:ID!){adminSuspendUser(id:$i,reason:"x"){errors{code}}}`, map[string]any{"i": ada.ID})
				},
				func() {
					in.Must(admin, `mutation($i:ID!){adminReinstateUser(id:$i){errors{code}}}`, map[string]any{"i": ada.ID})
					me = ada.Browser()
				},
			},
		}
		for _, step := range steps {
			step.act()
			in.Clock.Advance(revocationReach)
			if open() {
				t.Errorf("%s: the file is still open", step.name)
			}
			step.undo()
			in.Clock.Advance(revocationReach)
			if !open() {
				t.Errorf("%s, undone: the file stays closed", step.name)
			}
		}
	})
}

func TestAttack_B16_RangesOfAFile(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		me := in.Person("ada", identity.RoleMember).Browser()
		text := strings.Repeat("0123456789", 5000)
		s := sendFile(t, in, me, "digits.txt", "", []byte(text))
		if res, body := get(t, in, me, s.URL, "Range", "bytes=10-14"); res.StatusCode != http.StatusPartialContent || string(body) != "01234" {
			t.Fatal("an honest range:", res.Status, string(body))
		}
		many := "bytes=0-" + strings.Repeat(",0-", 1000)
		for header, want := range map[string]int{many: 200, "bytes=99999999-": 416, "bytes=5-2": 416, "bytes=0-99999999999999999999": 416, "lines=1-2": 416} {
			res, body := get(t, in, me, s.URL, "Range", header)
			whole := want == 416 && res.StatusCode == http.StatusOK // what makes no sense may be passed over
			if res.StatusCode != want && !whole || len(body) > len(text) {
				t.Errorf("%.30s: %d with %d bytes", header, res.StatusCode, len(body))
			}
		}
	})
}
