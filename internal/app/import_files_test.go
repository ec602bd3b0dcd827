package app_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
)

// broughtNotes is what the import door said.
type broughtNotes struct {
	Created, Updated, Skipped, Refused int
	Files                              []struct {
		Path, Outcome, Reason string
		Left                  int
	}
}

func bringNotes(t *testing.T, in *apptest.Instance, as apptest.Credential, step string, zipped map[string]string) broughtNotes {
	t.Helper()
	var packed, form bytes.Buffer
	z := zip.NewWriter(&packed)
	for name, content := range zipped {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("files", "export.zip")
	if err == nil {
		_, err = part.Write(packed.Bytes())
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r := in.Request(http.MethodPost, "/api/import/"+step, &form, as)
	r.Header.Set("Content-Type", w.FormDataContentType())
	res := in.Do(r)
	defer res.Body.Close()
	var out broughtNotes
	if err := json.NewDecoder(res.Body).Decode(&out); err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res.Status, err)
	}
	return out
}

// Pictures beside notes become files of the entries, in the place where they stood; what is not a picture in truth stays
// out, and a second run adds nothing.
func TestPicturesOfImportsBecomeFiles(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		me := in.Person("ada", identity.RoleMember).Browser()
		picture := func(w int) string { return string(jpegOf(t, photo(w, 20))) }
		export := map[string]string{
			"vault/daily/2026-03-01.md":     "Board ![[board.jpg|300]] and ![a plan](../img/the%20plan.jpg) and ![[gone.png]].",
			"vault/img/board.jpg":           picture(30),
			"vault/img/the plan.jpg":        picture(31),
			"vault/daily/2026-03-02.md":     "![evil](../../../../etc/passwd.png) ![[fake.png]]",
			"vault/img/fake.png":            "\x89PNG no picture \x00",
			"one/Journal.json":              `{"entries":[{"uuid":"A1","creationDate":"2026-03-03T10:00:00Z","text":"Late ![](dayone-moment://P1) train","photos":[{"identifier":"P1","md5":"00aa","type":"jpeg"}]}]}`,
			"one/photos/00aa.jpeg":          picture(32),
			"Takeout/Keep/Shopping.json":    `{"title":"List","textContent":"buy","createdTimestampUsec":1772700000000000,"userEditedTimestampUsec":1772700000000000,"isTrashed":false,"attachments":[{"filePath":"a.jpeg","mimetype":"image/jpeg"}]}`,
			"Takeout/Keep/a.jpg":            picture(33),
			"graph/journals/2026_03_04.md":  "- saw ![it](../assets/it.jpg)",
			"graph/assets/it.jpg":           picture(34),
			"graph/assets/nobody-shows.jpg": picture(35),
		}
		look := bringNotes(t, in, me, "preview", export)
		if look.Created != 5 || count(t, in, "SELECT count(*) FROM files_files") != 0 {
			t.Fatalf("a preview: %+v", look)
		}
		done := bringNotes(t, in, me, "commit", export)
		if done.Created != 5 {
			t.Fatalf("%+v", done)
		}
		left := map[string]int{}
		for _, f := range done.Files {
			left[f.Path] = f.Left
		}
		if left["vault/daily/2026-03-01.md"] != 1 || left["vault/daily/2026-03-02.md"] != 2 || left["one/Journal.json"] != 0 || left["Takeout/Keep/Shopping.json"] != 0 {
			t.Errorf("left: %v", left)
		}
		if n := count(t, in, "SELECT count(*) FROM files_files WHERE ready"); n != 5 {
			t.Errorf("%d files", n)
		}
		list := in.Must(me, `{viewer{entries(first:10){nodes{body files{name}}}}}`, nil)
		raw := string(list.Raw)
		for _, want := range []string{"Board ![](/files/", "![a plan](/files/", "![[gone.png]]", "Late ![](/files/", "saw ![it](/files/", `"the plan.jpg"`} {
			if !strings.Contains(raw, want) {
				t.Errorf("no %s in %s", want, raw)
			}
		}
		again := bringNotes(t, in, me, "commit", export)
		if again.Created != 0 || again.Updated != 0 || again.Skipped != 5 || count(t, in, "SELECT count(*) FROM files_files") != 5 {
			t.Errorf("again: %+v", again)
		}
	})
}
