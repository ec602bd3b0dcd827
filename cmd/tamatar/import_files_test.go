package main

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
)

// TestMarkdownBringsItsPictures: what notes show comes along once, what the instance does not keep is named, and a second
// run adds nothing.
func TestMarkdownBringsItsPictures(t *testing.T) {
	onInstance(t, func(t *testing.T, in *apptest.Instance, url string) {
		ada := in.Person("ida", identity.RoleMember)
		t.Setenv("TAMATAR_URL", url)
		t.Setenv("TAMATAR_TOKEN", ada.Token(identity.ScopeRead, identity.ScopeEntriesWrite).Bearer)
		var pixels bytes.Buffer
		if err := png.Encode(&pixels, image.NewRGBA(image.Rect(0, 0, 7, 5))); err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		for name, text := range map[string]string{
			"2026-11-20.md":         "# With a picture\n\n![The plan](assets/plan.png) and ![[plan.png]]",
			"2026-11-21.md":         "# Without\n\n![gone](assets/gone.png) ![broken](assets/broken.png)",
			"assets/plan.png":       pixels.String(),
			"assets/broken.png":     "MZ\x90\x00\x03",
			"assets/unused.png":     pixels.String(),
			".obsidian/secret.png":  pixels.String(),
			"assets/notes-about.md": "no day",
		} {
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		out, err := tamatar(t, "", "import", "markdown", "--dry-run", dir)
		if err != nil || !strings.Contains(out, "would add 2") {
			t.Fatalf("%v\n%s", err, out)
		}
		if a := in.Must(ada.Browser(), `{viewer{storage{files}}}`, nil); strings.Contains(string(a.Raw), `"files":1`) {
			t.Errorf("a dry run sent files: %s", a.Raw)
		}
		out, err = tamatar(t, "", "import", "markdown", dir)
		if err != nil || !strings.Contains(out, "added 2") || !strings.Contains(out, "pictures and files brought: 1") || !strings.Contains(out, "left out broken.png") || strings.Contains(out, "unused") {
			t.Fatalf("%v\n%s", err, out)
		}
		list := string(in.Must(ada.Browser(), `{viewer{storage{files} entries(first:9){nodes{body files{alt}}}}}`, nil).Raw)
		if strings.Count(list, "](/files/") != 2 || !strings.Contains(list, "(assets/gone.png)") || !strings.Contains(list, "(assets/broken.png)") || !strings.Contains(list, `"storage":{"files":1}`) {
			t.Errorf("after the import: %s", list)
		}
		out, err = tamatar(t, "", "import", "markdown", dir)
		if err != nil || !strings.Contains(out, "added 0, knew 2") {
			t.Errorf("again: %v\n%s", err, out)
		}
	})
}
