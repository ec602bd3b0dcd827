package app_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"os"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/portable"
)

// sample is a sample export of a program as a zip.
func sample(t *testing.T, format string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	if err := z.AddFS(os.DirFS("../journal/importer/testdata/" + format)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// samples are the programs, how many entries their sample has, how many things in it cannot be read, and how many pictures
// their entries name that are not among them.
var samples = map[string]struct{ entries, refused, pictures int }{
	"markdown": {2, 1, 0}, "obsidian": {2, 2, 0}, "logseq": {2, 2, 0}, "jrnl": {4, 2, 0}, "dayone": {2, 2, 1}, "memos": {2, 2, 1}, "keep": {2, 2, 1},
}

// Every format by upload: preview, then twice. The second run adds nothing; what is malformed is told and the rest comes.
func TestEveryFormatByUpload(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		for format, want := range samples {
			p := in.Person(format+"-fan", identity.RoleMember)
			before := len(filesOf(t, archiveOf(t, in, p, false)))
			preview := send(t, in, p, "preview", format)
			if n := len(filesOf(t, archiveOf(t, in, p, false))); n != before {
				t.Fatalf("%s: a preview wrote %d files", format, n-before)
			}
			first, second := send(t, in, p, "commit", format), send(t, in, p, "commit", format)
			if preview.Created != want.entries || first.Created != want.entries || preview.Refused != want.refused || first.Refused != want.refused {
				t.Errorf("%s: preview %+v, first %+v", format, preview, first)
			}
			if second.Created+second.Updated != 0 || second.Refused != want.refused {
				t.Errorf("%s: second run %+v", format, second)
			}
			for _, f := range first.Files {
				if f.Outcome == "refused" && (f.Path == "" || len(f.Reason) < 15) {
					t.Errorf("%s: %+v", format, f)
				}
				if f.Outcome == "refused" && strings.HasSuffix(f.Path, ".json") && f.Line < 1 {
					t.Errorf("%s: %s is refused without a line", format, f.Path)
				}
			}
		}
	})
}

// The same by a job, for what is too large for an upload: the archive of the account is read by the same machinery.
func TestEveryFormatByJob(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		for format, want := range samples {
			p := in.Person(format+"-fan", identity.RoleMember)
			archive := sample(t, format)
			preview, first, second := bring(t, in, p, archive, true), bring(t, in, p, archive, false), bring(t, in, p, archive, false)
			for name, r := range map[string]*portable.Report{"preview": preview, "first": first} {
				if r.Of("entries", portable.Created) != want.entries || r.Refused != want.refused+want.pictures {
					t.Errorf("%s: %s %+v %+v", format, name, r.Counts, r.Problems)
				}
			}
			if second.Of("entries", portable.Created)+second.Of("entries", portable.Changed) != 0 || second.Of("entries", portable.Same) < want.entries {
				t.Errorf("%s: second %+v", format, second.Counts)
			}
		}
		p := in.Person("nobody-s-fan", identity.RoleMember)
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		if err := z.AddFS(os.DirFS("../../deploy")); err != nil || z.Close() != nil {
			t.Fatal(err)
		}
		if r := bring(t, in, p, out.Bytes(), true); r.Refused == 0 {
			t.Errorf("an archive of nobody: %+v", r)
		}
	})
}

// A foreign archive of ten thousand entries is brought by the job, and somebody else writes meanwhile.
func TestALargeForeignArchive(t *testing.T) {
	var text strings.Builder
	text.WriteString(`{"metadata":{"version":"1.0"},"entries":[`)
	for i := range 10_000 {
		if i > 0 {
			text.WriteString(",")
		}
		fmt.Fprintf(&text, "\n"+`{"uuid":"%032X","creationDate":"20%02d-%02d-%02dT08:00:00Z","timeZone":"UTC","text":"Entry %d #day"}`, i, 10+i%15, i%12+1, i%28+1, i)
	}
	text.WriteString("]}")
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("Journal.json")
	if err == nil {
		_, err = w.Write([]byte(text.String()))
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	in := apptest.New(t, dbtest.Open(t, db.SQLite))
	p := in.Person("ada", identity.RoleMember)
	if r := bring(t, in, p, out.Bytes(), false); r.Of("entries", portable.Created) != 10_000 || r.Refused > 0 {
		t.Fatalf("%+v %+v", r.Counts, r.Problems)
	}
	if r := bring(t, in, p, out.Bytes(), false); r.Of("entries", portable.Same) != 10_000 || r.Refused > 0 {
		t.Fatalf("again: %+v %+v", r.Counts, r.Problems)
	}
}

type sentReport struct {
	Files []struct {
		Path, Outcome, Reason string
		Line, Left            int
	}
	Created, Updated, Skipped, Refused int
}

func send(t *testing.T, in *apptest.Instance, p *apptest.Person, step, format string) (rep sentReport) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	w, err := form.CreateFormFile("files", format+".zip")
	if err == nil {
		_, err = w.Write(sample(t, format))
	}
	if err != nil || form.Close() != nil {
		t.Fatal(err)
	}
	r := in.Request(http.MethodPost, "/api/import/"+step, &body, p.Browser())
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("X-Tamatar", "1")
	res := in.Do(r)
	defer func() { _ = res.Body.Close() }()
	if err := json.NewDecoder(res.Body).Decode(&rep); err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res.Status, err)
	}
	return rep
}
