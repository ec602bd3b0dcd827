package app_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

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
