package app_test

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/platform/config"
)

// TestDeclaredProvidersAtStart: what the file says is there when the server is; a file with faults stops the start before
// anything is opened, with all of them at once.
func TestDeclaredProvidersAtStart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "oidc.json")
	declare := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		t.Setenv("TAMATAR_OIDC_FILE", file)
	}
	const corp = `{"slug": "corp", "name": "Corp", "issuer": "https://login.example.org", "client_id": "tamatar"}`
	dir := filepath.Join(t.TempDir(), "data")
	hush := filepath.Join(filepath.Dir(file), "hush")
	if err := os.WriteFile(hush, []byte("hush"), 0o600); err != nil {
		t.Fatal(err)
	}
	const gitHub = `{"kind": "github", "slug": "github", "name": "GitHub", "client_id": "tamatar", "client_secret_file": "hush"}`
	declare(`{"providers": [` + corp + `, ` + gitHub + `]}`)
	s := start(t, dir)
	if body := s.page(t, "/sign-in"); !strings.Contains(body, "/sign-in/with/corp") || !strings.Contains(body, "/sign-in/with/github") {
		t.Error("the sign-in page does not offer the declared providers")
	}
	s.end(t)

	declare(`{"providers": [` + strings.Replace(corp, "https:", "http:", 1) + `, ` + strings.Replace(corp, `"tamatar"`, `""`, 1) + `, ` + strings.Replace(gitHub, "hush", "", 1) + `]}`)
	fresh := filepath.Join(t.TempDir(), "data")
	cfg, err := config.Parse([]string{"--dev", "--data-dir=" + fresh, "--listen=127.0.0.1:0", "--ops-listen=off"})
	if err != nil {
		t.Fatal(err)
	}
	err = app.Serve(context.Background(), cfg, &apptest.Buffer{})
	for _, want := range []string{
		"TAMATAR_OIDC_FILE, provider 1 (corp), issuer: The issuer must begin with https://",
		"TAMATAR_OIDC_FILE, provider 2 (corp), client_id: The provider gives you",
		"TAMATAR_OIDC_FILE, provider 3 (github), client_secret_file: GitHub gives every app a client secret",
		"TAMATAR_OIDC_FILE, provider 2 (corp), slug: two providers have this one",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the start says %v; it should say %q", err, want)
		}
	}
	if _, err := os.Stat(fresh); !os.IsNotExist(err) {
		t.Error("something was opened before the settings were checked:", err)
	}
}

// page is what a stranger sees at the path.
func (s *serving) page(t *testing.T, path string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+s.address()+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = apptest.Host
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
