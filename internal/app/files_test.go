package app_test

import (
	"bytes"
	"fmt"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
)

const storageQuery = `{viewer{storage{usedBytes quotaBytes files maxFileBytes}}}`

// blobs counts the kept bytes of files.
func blobs(t testing.TB, in *apptest.Instance) int {
	t.Helper()
	n := 0
	if err := in.App.Blob.List(t.Context(), func(key string) error {
		if strings.HasPrefix(key, "file/") {
			n++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAPictureTravelsIntoAnEntry(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		ada := in.Person("ada", identity.RoleMember)
		me := ada.Browser()
		s := sendFile(t, in, me, "tomato plants.png", "", pngOf(t, photo(40, 20)))
		if s.Status != http.StatusCreated || s.ContentType != "image/png" || s.Width != 40 || s.Height != 20 || s.Name != "tomato plants.png" {
			t.Fatalf("%+v", s)
		}
		if len(s.Missing) != 1 || s.Missing[0] != "alt" {
			t.Errorf("nobody asks for a description: %s", s.Raw)
		}
		again := sendFile(t, in, me, "other.png", "", pngOf(t, photo(40, 20)))
		if again.ID != s.ID || blobs(t, in) != 1 {
			t.Errorf("the same bytes are kept twice: %s, %s", s.ID, again.ID)
		}
		d := in.Must(me, `mutation($i:ID!){describeFile(id:$i,alt:"  two   plants [one] "){file{alt markdown url width} errors{code}}}`, map[string]any{"i": s.ID})
		if d.Text("describeFile", "file", "markdown") != `![two plants (one)](`+s.URL+`)` {
			t.Error(string(d.Raw))
		}
		text := sendFile(t, in, me, "notes.txt", "", []byte("plain words\n"))
		id, html := writeEntry(in, me, "with-files", "Grew.\n\n"+d.Text("describeFile", "file", "markdown")+"\n\n"+text.Markdown, "PRIVATE")
		if !strings.Contains(html, `<img src="`+s.URL+`" alt="two plants (one)"`) || !strings.Contains(html, `href="`+text.URL+`"`) {
			t.Fatal(html)
		}
		a := in.Must(me, `query($i:ID!){entry(id:$i){files{id name contentType size}}}`, map[string]any{"i": id})
		if strings.Count(string(a.Raw), `"contentType"`) != 2 || !strings.Contains(string(a.Raw), "notes.txt") {
			t.Error(string(a.Raw))
		}
		res, body := get(t, in, me, s.URL)
		if _, err := png.Decode(bytes.NewReader(body)); err != nil || res.StatusCode != http.StatusOK {
			t.Error(res.Status, err)
		}
		for header, want := range map[string]string{
			"Content-Type": "image/png", "Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff",
			"Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := res.Header.Get(header); got != want {
				t.Errorf("%s: %q", header, got)
			}
		}
		if csp := res.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "sandbox") || !strings.Contains(csp, "default-src 'none'") {
			t.Error(csp)
		}
		if same, _ := get(t, in, me, s.URL, "If-None-Match", res.Header.Get("ETag")); same.StatusCode != http.StatusNotModified {
			t.Error("a conditional request:", same.Status)
		}
		use := in.Must(me, storageQuery, nil)
		if !strings.Contains(string(use.Raw), fmt.Sprintf(`"usedBytes":%d`, s.Size+text.Size)) || !strings.Contains(string(use.Raw), `"files":2`) {
			t.Errorf("%s, want %d", use.Raw, s.Size+text.Size)
		}
	})
}

// What nothing shows goes after a week; what an earlier version shows stays.
func TestFilesThatNothingShowsAreSwept(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		me := in.Person("ada", identity.RoleMember).Browser()
		lonely := sendFile(t, in, me, "a.txt", "", []byte("nobody shows me"))
		used := sendFile(t, in, me, "b.txt", "", []byte("an entry shows me"))
		old := sendFile(t, in, me, "c.txt", "", []byte("an earlier version showed me"))
		gone := sendFile(t, in, me, "d.txt", "", []byte("a purged entry showed me"))
		id, _ := writeEntry(in, me, "entry-one", used.Markdown+old.Markdown, "PRIVATE")
		in.Must(me, `mutation($i:EditEntryInput!){editEntry(input:$i){entry{id} errors{code}}}`, map[string]any{"i": map[string]any{
			"id": id, "baseRevision": 1, "clientId": "edit-one", "body": used.Markdown, "kind": "DONE", "day": "2026-11-22", "audience": "PRIVATE",
		}})
		purged, _ := writeEntry(in, me, "entry-two", gone.Markdown, "PRIVATE")
		in.Must(me, `mutation($i:ID!){deleteEntry(id:$i){deletedId}}`, map[string]any{"i": purged})
		in.Must(me, `mutation($i:ID!){purgeEntry(id:$i){deletedId}}`, map[string]any{"i": purged})
		sweep := func(want int) {
			t.Helper()
			if n, err := in.App.Files.Sweep(t.Context()); err != nil || n != want {
				t.Fatalf("swept %d, want %d: %v", n, want, err)
			}
		}
		sweep(0)
		in.Clock.Advance(6 * 24 * time.Hour)
		sweep(0)
		in.Clock.Advance(2 * 24 * time.Hour)
		sweep(2)
		sweep(0)
		if n := count(t, in, "SELECT count(*) FROM files_files WHERE id IN ($1,$2)", used.ID, old.ID); n != 2 || blobs(t, in) != 2 {
			t.Errorf("%d rows and %d blobs are left", n, blobs(t, in))
		}
		if n := count(t, in, "SELECT count(*) FROM files_files WHERE id IN ($1,$2)", lonely.ID, gone.ID); n != 0 {
			t.Error("they are still there")
		}
		if n := count(t, in, "SELECT sum(bytes) FROM files_usage"); n != int64(used.Size+old.Size) {
			t.Errorf("%d bytes are counted", n)
		}
	})
}

// A whole account with files is taken along, erased, and brought again: the same ids, the same bytes.
func TestFilesAreTakenAlongErasedAndBroughtAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		admin, ada := in.Person("head", identity.RoleAdmin).Browser(), in.Person("ada", identity.RoleMember)
		me := ada.Browser()
		var all []sent
		for name, raw := range map[string][]byte{
			"a.png": pngOf(t, photo(30, 20)), "b.jpg": withGPS(jpegOf(t, photo(30, 20))), "c.gif": gifOf(t, 5, 5, 3), "d.txt": []byte("zq7erasecanary words"),
			"e.pdf": []byte("%PDF-1.7 zq7erasecanary"), "f.zip": []byte("PK\x03\x04 zq7erasecanary"), "long.log": bytes.Repeat([]byte("same line\n"), 200_000),
		} {
			s := sendFile(t, in, me, name, "alt of "+name, raw)
			if s.Status != http.StatusCreated {
				t.Fatal(s.Raw)
			}
			all = append(all, s)
		}
		body := ""
		for _, s := range all {
			body += s.Markdown + "\n\n"
		}
		writeEntry(in, me, "with-all", body, "PUBLIC")
		in.Settle()
		archive := archiveOf(t, in, ada, false)
		if again := archiveOf(t, in, ada, false); !bytes.Equal(archive, again) {
			t.Fatal("two exports differ")
		}
		same := bring(t, in, ada, archive, false)
		if same.Of("files", "same") != len(all) || same.Of("files", "created") != 0 {
			t.Errorf("brought where it came from: %+v", same.Counts)
		}
		// To somebody else beside the owner: new ids, and the entries show them.
		bea := in.Person("bea", identity.RoleMember)
		if report := bring(t, in, bea, archive, false); report.Of("files", "created") != len(all) || report.Refused != 0 {
			t.Errorf("%+v %+v", report.Counts, report.Problems)
		}
		list := in.Must(bea.Browser(), `{viewer{entries(first:5){nodes{files{id}}}}}`, nil)
		if strings.Count(string(list.Raw), `"id"`) != len(all) || strings.Contains(string(list.Raw), all[0].ID) {
			t.Error("the entry does not show the files it brought:", string(list.Raw))
		}
		in.Must(admin, `mutation($id:ID!){adminDeleteUser(id:$id){user{id} errors{message}}}`, map[string]any{"id": bea.ID})
		in.Must(admin, `mutation($id:ID!){adminDeleteUser(id:$id){user{id} errors{message}}}`, map[string]any{"id": ada.ID})
		in.Settle()
		in.Clock.Advance(time.Hour)
		in.Settle()
		if n := count(t, in, "SELECT (SELECT count(*) FROM files_files) + (SELECT count(*) FROM files_usage) + (SELECT count(*) FROM journal_entry_files)"); n != 0 || blobs(t, in) != 0 {
			t.Fatalf("%d rows and %d blobs are left of erased people", n, blobs(t, in))
		}
		if res, _ := get(t, in, apptest.Credential{}, all[0].URL); res.StatusCode != http.StatusNotFound {
			t.Error("an erased file is still read:", res.Status)
		}
		cleo := in.Person("cleo", identity.RoleMember)
		report := bring(t, in, cleo, archive, false)
		if report.Of("files", "created") != len(all) || len(report.Renamed) != 0 {
			t.Fatalf("%+v %+v %+v", report.Counts, report.Problems, report.Renamed)
		}
		back := filesOf(t, archiveOf(t, in, cleo, false))
		for name, content := range filesOf(t, archive) {
			if (strings.HasPrefix(name, "files/") || strings.HasPrefix(name, "journal/")) && content != back[name] {
				t.Errorf("%s is not the same again", name)
			}
		}
	})
}
