package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// tamatar runs a command line with that standard input and gives what it printed.
func tamatar(t *testing.T, stdin string, args ...string) (string, error) {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	if err := os.WriteFile(in, []byte(stdin), 0o600); err != nil {
		t.Fatal(err)
	}
	from, err := os.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	to, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	oldIn, oldOut := os.Stdin, os.Stdout
	os.Stdin, os.Stdout = from, to
	failed := run(t.Context(), args)
	os.Stdin, os.Stdout = oldIn, oldOut
	_, _ = from.Close(), to.Close()
	raw, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw), failed
}

// onInstance gives the address of a real instance, and a person there called ada.
func onInstance(t *testing.T, fn func(t *testing.T, in *apptest.Instance, url string)) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d, "--allowed-hosts=127.0.0.1")
		in.Person("ada", identity.RoleMember)
		server := httptest.NewServer(in.Handler())
		t.Cleanup(server.Close)
		t.Setenv("XDG_CONFIG_HOME", t.TempDir())
		t.Setenv("XDG_STATE_HOME", t.TempDir())
		t.Setenv("TAMATAR_TOKEN", "")
		t.Setenv("TAMATAR_URL", "")
		t.Setenv("TZ", "UTC")
		fn(t, in, server.URL)
	})
}

func must(t *testing.T, out string, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestLoginLogSearchTodayLogout(t *testing.T) {
	onInstance(t, func(t *testing.T, in *apptest.Instance, url string) {
		// The command says when by the clock of its machine: the instance's stands where that does.
		in.Clock.Set(clock.System{}.Now())
		today := in.Clock.Now().Format(time.DateOnly)
		if _, err := tamatar(t, "wrong\n", "login", url, "--user", "ada"); err == nil {
			t.Fatal("a wrong password signs in")
		}
		out, err := tamatar(t, apptest.Password+"\n", "login", url, "--user", "ada", "--name", "laptop")
		if must(t, out, err); !strings.Contains(out, "Signed in to "+url) {
			t.Fatal(out)
		}
		path, err := profilePath()
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Fatal(info, err)
		}
		if n, err := db.Get[int64](t.Context(), in.App.DB.Reader(), `SELECT count(*) FROM identity_sessions`); err != nil || n != 0 {
			t.Errorf("%d sessions stay behind: %v", n, err)
		}
		out, err = tamatar(t, "", "log", "--json", "-t", "go", "-m", "25", "-a", "public", "fixed the flaky importer")
		var entry struct{ ID, Title string }
		if must(t, out, err); json.Unmarshal([]byte(out), &entry) != nil || entry.Title != "fixed the flaky importer" {
			t.Fatal(out)
		}
		out, err = tamatar(t, "from a pipe", "log", "-k", "learned")
		must(t, out, err)
		t.Setenv("VISUAL", "printf 'from the editor' >")
		out, err = tamatar(t, "", "log", "-e")
		must(t, out, err)
		out, err = tamatar(t, "", "search", "flaky")
		if must(t, out, err); !strings.Contains(out, today+"  done      fixed the flaky importer  (25 min)") {
			t.Error(out)
		}
		out, err = tamatar(t, "", "search", "--json", "editor")
		if must(t, out, err); !strings.Contains(out, `"title": "from the editor"`) {
			t.Error(out)
		}
		out, err = tamatar(t, "", "today")
		if must(t, out, err); !strings.Contains(out, today+": 3 entries, 25 min") || !strings.Contains(out, "Streak: 1 day (alive)") {
			t.Error(out)
		}
		if _, err = tamatar(t, "", "search", "x", "--from", "yesterday"); err == nil || !strings.Contains(err.Error(), "from: Write a day as") {
			t.Error(err)
		}
		out, err = tamatar(t, apptest.Password+"\n", "logout")
		must(t, out, err)
		if n, err := db.Get[int64](t.Context(), in.App.DB.Reader(), `SELECT count(*) FROM identity_tokens`); err != nil || n != 0 {
			t.Errorf("%d tokens stay behind: %v", n, err)
		}
		if _, err = tamatar(t, "", "today", "--url", url); err == nil || !strings.Contains(err.Error(), "tamatar login") {
			t.Error(err)
		}
	})
}

func TestTokensFromTheCommandLine(t *testing.T) {
	onInstance(t, func(t *testing.T, _ *apptest.Instance, url string) {
		answers := apptest.Password + "\n"
		token, err := tamatar(t, answers, "token", "create", "build server", "--scope", "read", "--days", "30", "--url", url, "--user", "ada")
		token = strings.TrimSpace(must(t, token, err))
		t.Setenv("TAMATAR_TOKEN", token)
		out, err := tamatar(t, "", "token", "list", "--url", url)
		if must(t, out, err); !strings.Contains(out, "build server") || !strings.Contains(out, "read") || strings.Contains(out, token) {
			t.Fatal(out)
		}
		if _, err := tamatar(t, "", "log", "x", "--url", url); err == nil || !strings.Contains(err.Error(), "not made for that") {
			t.Error("a token for reading writes:", err)
		}
		out, err = tamatar(t, "", "token", "list", "--json", "--url", url)
		var list []struct{ ID, LastClient string }
		if must(t, out, err); json.Unmarshal([]byte(out), &list) != nil || len(list) != 1 || !strings.HasPrefix(list[0].LastClient, "tamatar/") {
			t.Fatal(out)
		}
		next, err := tamatar(t, answers, "token", "rotate", list[0].ID, "--grace", "0", "--url", url, "--user", "ada")
		next = strings.TrimSpace(must(t, next, err))
		if _, err := tamatar(t, "", "today", "--url", url); err == nil || !strings.Contains(err.Error(), "not accepted") {
			t.Error("the old secret works:", err)
		}
		t.Setenv("TAMATAR_TOKEN", next)
		out, err = tamatar(t, "", "today", "--url", url)
		must(t, out, err)
		out, err = tamatar(t, answers, "token", "revoke", list[0].ID, "--url", url, "--user", "ada")
		must(t, out, err)
		if _, err := tamatar(t, "", "today", "--url", url); err == nil || !strings.Contains(err.Error(), "not accepted") {
			t.Error("a revoked token works:", err)
		}
	})
}

// TestLoginAsksForTheSecondFactor speaks to an instance that wants one.
func TestLoginAsksForTheSecondFactor(t *testing.T) {
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q struct {
			Query     string
			Variables struct{ Input map[string]any }
		}
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
			t.Error(err)
		}
		answer := `{"data":{"signIn":{"challenge":{"token":"half","methods":["TOTP"]},"errors":[]}}}`
		switch {
		case strings.Contains(q.Query, "completeSignIn"):
			asked = append(asked, q.Variables.Input["challenge"].(string)+" "+q.Variables.Input["code"].(string))
			answer = `{"data":{"completeSignIn":{"tokens":{"accessToken":"whole"},"errors":[]}}}`
		case strings.Contains(q.Query, "createToken"):
			asked = append(asked, r.Header.Get("Authorization"))
			answer = `{"data":{"createToken":{"token":{"id":"t1"},"secret":"tmt_x","errors":[]}}}`
		case strings.Contains(q.Query, "signOut"):
			answer = `{"data":{"signOut":{"revokedSessions":1}}}`
		}
		_, _ = w.Write([]byte(answer))
	}))
	t.Cleanup(server.Close)
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	out, err := tamatar(t, "ada\nsecret words\n123456\n", "login", server.URL)
	must(t, out, err)
	if strings.Join(asked, ",") != "half 123456,Bearer whole" {
		t.Error(asked)
	}
}

func TestTheProfileIsForItsInstanceAndItsOwnerOnly(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("TAMATAR_TOKEN", "")
	path, err := profile{URL: "http://one.example", Token: "tmt_secret"}.save()
	if err != nil {
		t.Fatal(err)
	}
	if c, err := (apiFlags{}).client(); err != nil || c.base != "http://one.example" || c.token != "tmt_secret" {
		t.Fatal(c, err)
	}
	if c, err := (apiFlags{URL: "http://two.example"}).client(); err == nil {
		t.Fatalf("the token of one instance goes to another: %+v", c)
	}
	if err := os.Chmod(path, 0o644); err != nil { //nolint:gosec // what must be refused
		t.Fatal(err)
	}
	if _, err := (apiFlags{}).client(); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Error("a file that others may read is used:", err)
	}
}

func TestATokenDoesNotFollowARedirect(t *testing.T) {
	var leaked string
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { leaked = r.Header.Get("Authorization") }))
	t.Cleanup(other.Close)
	here := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusFound))
	t.Cleanup(here.Close)
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("TAMATAR_TOKEN", "tmt_secret")
	if _, err := tamatar(t, "", "today", "--url", here.URL); err == nil || leaked != "" {
		t.Error(err, leaked)
	}
}

func TestExportIsWholeOrNotThere(t *testing.T) {
	whole := true
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/api/archive/stream" || r.Header.Get("Authorization") != "Bearer tmt_test" {
			http.NotFound(w, r)
			return
		}
		if !whole {
			w.Header().Set("Content-Length", "100")
		}
		_, _ = w.Write([]byte("PK archive"))
	}))
	t.Cleanup(server.Close)
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("TAMATAR_TOKEN", "tmt_test")
	file := filepath.Join(t.TempDir(), "mine.zip")
	out, err := tamatar(t, "", "export", file, "--url", server.URL)
	must(t, out, err)
	if raw, err := os.ReadFile(file); err != nil || string(raw) != "PK archive" {
		t.Fatal(string(raw), err)
	}
	if _, err := tamatar(t, "", "export", file, "--url", server.URL); err == nil || !strings.Contains(err.Error(), "--force") {
		t.Error("written over without a word:", err)
	}
	whole = false
	if _, err := tamatar(t, "", "export", file, "--force", "--url", server.URL); err == nil {
		t.Error("a torn archive counts as whole")
	}
	if raw, err := os.ReadFile(file); err != nil || string(raw) != "PK archive" {
		t.Error("the good archive is gone:", string(raw), err)
	}
}

func TestShellsComplete(t *testing.T) {
	for words, want := range map[string]string{
		"lo": "log\nlogin\nlogout", "token ": "create\nlist\nrevoke\nrotate", "search --ta": "--tag", "nothing here": "",
	} {
		out, err := tamatar(t, "", append([]string{"complete", "--"}, strings.Split(words, " ")...)...)
		if must(t, out, err); strings.TrimSpace(out) != want {
			t.Errorf("%q: %q, want %q", words, out, want)
		}
	}
	for shell := range completions {
		out, err := tamatar(t, "", "completion", shell)
		if must(t, out, err); !strings.Contains(out, "tamatar complete") {
			t.Errorf("%s: %q", shell, out)
		}
	}
}
