package app_test

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
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

func TestAttack_B08_UploadsThatWouldRun(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		me := in.Person("ada", identity.RoleMember).Browser()
		script := "<script>fetch('/graphql')</script>"
		gifar := append(gifOf(t, 4, 4, 1), "PK\x03\x04"+script...)
		if s := sendFile(t, in, me, "fine.gif", "", gifOf(t, 4, 4, 2)); s.Status != http.StatusCreated {
			t.Fatal("the honest picture:", s.Raw)
		}
		comment := append(pngOf(t, photo(4, 4)), script...)
		for name, raw := range map[string][]byte{
			"x.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "x.html": []byte("<!doctype html>" + script),
			"x.xml": []byte(`<?xml version="1.0"?><a xmlns:h="http://www.w3.org/1999/xhtml"><h:script>1</h:script></a>`), "m.mml": []byte("<math>" + script + "</math>"),
			"doc.pdf": []byte("%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>"), "x.svgz": {0x1f, 0x8b, 8, 0, 0}, "page.png": []byte("<html>" + script + "</html>"),
			"gifar.gif": gifar, "tail.png": comment, "../../etc/passwd": []byte("root"), "a\r\nSet-Cookie: x=1.txt": []byte("crlf"), `q"uote<b>.txt`: []byte("quote"),
		} {
			s := sendFile(t, in, me, name, "", raw)
			if s.Status != http.StatusCreated {
				t.Errorf("%q: %s", name, s.Raw)
				continue
			}
			res, body := get(t, in, me, s.URL)
			kind, how := res.Header.Get("Content-Type"), res.Header.Get("Content-Disposition")
			switch {
			case strings.HasPrefix(kind, "image/"):
				if bytes.Contains(body, []byte("script")) || bytes.Contains(body, []byte("PK\x03\x04")) {
					t.Errorf("%q: what was hidden is still in it", name)
				}
			case !strings.HasPrefix(how, "attachment"):
				t.Errorf("%q is shown: %s as %s", name, kind, how)
			case strings.Contains(kind, "html") || strings.Contains(kind, "svg") || strings.Contains(kind, "xml"):
				t.Errorf("%q is handed out as %s", name, kind)
			}
			for _, ending := range []string{".html", ".svg", ".xml", ".mml", ".svgz"} {
				if strings.HasSuffix(s.Name, ending) {
					t.Errorf("%q is called %q", name, s.Name)
				}
			}
			if res.Header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(res.Header.Get("Content-Security-Policy"), "sandbox") ||
				strings.ContainsAny(s.Name, "/\\\"<>\r\n") || res.Header.Get("Set-Cookie") != "" {
				t.Errorf("%q: %q %v", name, s.Name, res.Header)
			}
		}
		for name, raw := range map[string][]byte{"a.exe": []byte("MZ\x90\x00\x03\x00\x00"), "empty.txt": nil, "half.png": pngOf(t, photo(9, 9))[:40], "x.tiff": []byte("II*\x00\x08\x00\x00\x00\x00\x00")} {
			if s := sendFile(t, in, me, name, "", raw); s.Status != http.StatusUnprocessableEntity || s.code() == "" {
				t.Errorf("%q: %d %s", name, s.Status, s.Raw)
			}
		}
	})
}

func TestAttack_B09_PictureBombs(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		me := in.Person("ada", identity.RoleMember).Browser()
		if s := sendFile(t, in, me, "honest.png", "", pngOf(t, photo(200, 100))); s.Status != http.StatusCreated {
			t.Fatal(s.Raw)
		}
		files, before := count(t, in, "SELECT count(*) FROM files_files"), heap()
		began := time.Now() //nolint:forbidigo // a bound on the machine's own time
		for name, raw := range map[string][]byte{
			"20000x20000": hugePNG(20000, 20000), "2 GiB wide": hugePNG(1<<31-1, 1<<31-1), "no height": hugePNG(100, 0), "claims without content": hugePNG(6000, 6000),
			"201 frames": gifOf(t, 2, 2, 201), "large frames": wideGIF(t),
		} {
			if s := sendFile(t, in, me, "bomb", "", raw); s.Status != http.StatusUnprocessableEntity && s.Status != http.StatusRequestEntityTooLarge {
				t.Errorf("%s: %d %s", name, s.Status, s.Raw)
			}
		}
		if took := time.Since(began); took > 20*time.Second { //nolint:forbidigo // as above
			t.Errorf("refusing took %v", took)
		}
		if after := heap(); after > before+64<<20 {
			t.Errorf("the heap grew by %d MiB", (after-before)>>20)
		}
		if n := count(t, in, "SELECT count(*) FROM files_files"); n != files {
			t.Errorf("%d files, were %d", n, files)
		}
		if s := sendFile(t, in, me, "after.png", "", pngOf(t, photo(20, 10))); s.Status != http.StatusCreated {
			t.Error("the server is no longer well:", s.Raw)
		}
	})
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// wideGIF says that each of its frames has 65,535 by 65,535 pixels.
func wideGIF(t *testing.T) []byte {
	raw := gifOf(t, 3, 3, 3)
	for i := 0; i+9 < len(raw); i++ {
		if raw[i] == 0x2c && raw[i+5] == 3 && raw[i+7] == 3 {
			raw[i+5], raw[i+6], raw[i+7], raw[i+8] = 0xff, 0xff, 0xff, 0xff
		}
	}
	return raw
}

func TestAttack_B13_PlaceAndCameraOfAPhoto(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		me := in.Person("ada", identity.RoleMember).Browser()
		raw := withGPS(jpegOf(t, photo(64, 32)))
		if !bytes.Contains(raw, []byte("GPSCANARY")) {
			t.Fatal("the fixture has no place in it")
		}
		s := sendFile(t, in, me, "IMG_0001.JPG", "", raw)
		if s.Status != http.StatusCreated || s.ContentType != "image/jpeg" {
			t.Fatal(s.Raw)
		}
		_, body := get(t, in, me, s.URL)
		for _, word := range []string{"Exif", "GPSCANARY", "CANARYCAM"} {
			if bytes.Contains(body, []byte(word)) {
				t.Errorf("%s is still in it", word)
			}
		}
		img, err := jpeg.Decode(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		// Held turned: the red quarter at the top left of the sensor is at the top right of the picture.
		b := img.Bounds()
		if b.Dx() != 32 || b.Dy() != 64 {
			t.Fatalf("%v is not upright", b)
		}
		red := func(x, y int) bool { r, _, blue, _ := img.At(x, y).RGBA(); return r > 0x9000 && blue < 0x7000 }
		if !red(28, 8) || red(4, 8) || red(28, 56) {
			t.Error("the picture is turned the wrong way")
		}
		if err := in.App.Blob.List(t.Context(), func(key string) error {
			r, err := in.App.Blob.Get(t.Context(), key)
			if err != nil {
				return err
			}
			defer r.Close()
			kept, err := io.ReadAll(r)
			if bytes.Contains(kept, []byte("GPSCANARY")) {
				t.Errorf("%s keeps the place", key)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}

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

// Twenty uploads at once that would be twice what fits: the space holds exactly, and every one that did not fit leaves
// nothing.
func TestAttack_B19_QuotaHoldsUnderParallelUploads(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d, "--file-quota-megabytes=1")
		me := in.Person("ada", identity.RoleMember).Browser()
		const each = 100 << 10
		var wg sync.WaitGroup
		results := make([]sent, 20)
		for i := range results {
			wg.Go(func() {
				results[i] = sendFile(t, in, me, fmt.Sprintf("f%d.txt", i), "", bytes.Repeat([]byte{byte('a' + i)}, each))
			})
		}
		wg.Wait()
		kept := 0
		for _, s := range results {
			switch {
			case s.Status == http.StatusCreated:
				kept++
			case s.Status != http.StatusRequestEntityTooLarge || s.code() != "files.quota":
				t.Errorf("%d %s", s.Status, s.Raw)
			}
		}
		if kept != 10 || blobs(t, in) != 10 || count(t, in, "SELECT count(*) FROM files_files WHERE ready") != 10 {
			t.Errorf("%d kept, %d blobs", kept, blobs(t, in))
		}
		if n := count(t, in, "SELECT bytes FROM files_usage"); n != 10*each {
			t.Errorf("%d bytes are counted", n)
		}
		for _, s := range results {
			if s.Status == http.StatusCreated {
				in.Must(me, `mutation($i:ID!){deleteFile(id:$i){deletedId}}`, map[string]any{"i": s.ID})
				break
			}
		}
		if s := sendFile(t, in, me, "fits.txt", "", bytes.Repeat([]byte{'z'}, each)); s.Status != http.StatusCreated {
			t.Error("room that was made is not there:", s.Raw)
		}
	})
}

func TestAttack_B12_UploadsThatLieAboutThemselves(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d, "--max-file-megabytes=1")
		me := in.Person("ada", identity.RoleMember).Browser()
		post := func(body io.Reader, contentType string, length int64) sent {
			r := in.Request(http.MethodPost, "/api/files", body, me)
			r.Header.Set("Content-Type", contentType)
			r.ContentLength = length
			return readSent(t, in.Do(r))
		}
		form, kind := fileForm(t, "a.txt", "", []byte("honest"))
		if s := post(form, kind, int64(form.Len())); s.Status != http.StatusCreated {
			t.Fatal(s.Raw)
		}
		large := func() (*bytes.Buffer, string) { return fileForm(t, "a.txt", "", bytes.Repeat([]byte{'x'}, 3<<20)) }
		over, overKind := fileForm(t, "a.txt", "", bytes.Repeat([]byte{'x'}, 1<<20+1))
		body, largeKind := large()
		parts := strings.Repeat("--b\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\nx\r\n", 2000) + "--b--\r\n"
		headers := "--b\r\n" + strings.Repeat("X-A: b\r\n", 10001) + "\r\nx\r\n--b--\r\n"
		for name, s := range map[string]sent{
			"chunked and too large":     post(struct{ io.Reader }{body}, largeKind, -1),
			"a lie about the length":    post(struct{ io.Reader }{bytes.NewReader(body.Bytes())}, largeKind, 10),
			"one byte over":             post(over, overKind, int64(over.Len())),
			"cut in the middle":         post(bytes.NewReader(form.Bytes()), kind, -1),
			"many parts":                post(strings.NewReader(parts), "multipart/form-data; boundary=b", -1),
			"many headers":              post(strings.NewReader(headers), "multipart/form-data; boundary=b", -1),
			"no form":                   post(strings.NewReader("x"), "text/plain", 1),
			"no file":                   post(strings.NewReader("--b--\r\n"), "multipart/form-data; boundary=b", -1),
			"a form without a boundary": post(strings.NewReader("x"), "multipart/form-data", 1),
		} {
			if s.Status != http.StatusRequestEntityTooLarge && s.Status != http.StatusUnprocessableEntity || s.code() == "" {
				t.Errorf("%s: %d %s", name, s.Status, s.Raw)
			}
		}
		cut, cutKind := fileForm(t, "a.txt", "", []byte("a longer honest text"))
		if s := post(bytes.NewReader(cut.Bytes()[:cut.Len()-30]), cutKind, -1); s.Status != http.StatusUnprocessableEntity {
			t.Error("cut off:", s.Raw)
		}
		if n := count(t, in, "SELECT count(*) FROM files_files"); n != 1 || blobs(t, in) != 1 {
			t.Errorf("%d rows and %d blobs", n, blobs(t, in))
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
