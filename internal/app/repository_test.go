package app_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// gitRig is an instance behind a socket, and the stock git client.
type gitRig struct {
	t   *testing.T
	in  *apptest.Instance
	url string
	dir string
}

func newGitRig(t *testing.T, d *db.DB) *gitRig {
	t.Helper()
	in := apptest.New(t, d)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Host = apptest.Host
		in.Handler().ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return &gitRig{t: t, in: in, url: server.URL, dir: t.TempDir()}
}

// try runs git and gives what it said.
func (g *gitRig) try(args ...string) (string, error) {
	cmd := exec.CommandContext(g.t.Context(), "git", append([]string{"-c", "fetch.fsckObjects=true", "-c", "credential.helper="}, args...)...)
	cmd.Dir = g.dir
	cmd.Env = append(os.Environ(), "GIT_TERMINAL_PROMPT=0", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_AUTHOR_NAME=x", "GIT_AUTHOR_EMAIL=x@x", "GIT_COMMITTER_NAME=x", "GIT_COMMITTER_EMAIL=x@x")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (g *gitRig) git(args ...string) string {
	g.t.Helper()
	out, err := g.try(args...)
	if err != nil {
		g.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

func (g *gitRig) address(handle, token string) string {
	return strings.Replace(g.url, "http://", "http://git:"+token+"@", 1) + "/git/" + handle + "/journal.git"
}

// same compares a clone with the archive of the account.
func (g *gitRig) same(p *apptest.Person, clone string) {
	g.t.Helper()
	want := map[string]string{}
	for name, text := range filesOf(g.t, archiveOf(g.t, g.in, p, false)) {
		if strings.HasPrefix(name, "journal/entries/") || strings.HasPrefix(name, "files/") {
			want[name] = text
		}
	}
	root := filepath.Join(g.dir, clone)
	names := strings.Fields(g.git("-C", clone, "ls-files"))
	if len(names) != len(want) {
		g.t.Fatalf("%d files in the clone, %d in the archive", len(names), len(want))
	}
	for _, name := range names {
		got, err := os.ReadFile(filepath.Join(root, name))
		if err != nil || string(got) != want[name] {
			g.t.Fatalf("%s: %v\n%q\n%q", name, err, got, want[name])
		}
	}
}

func (g *gitRig) write(p *apptest.Person, clientID, body string) *journal.Entry {
	g.t.Helper()
	e, err := g.in.App.Journal.Write(g.t.Context(), actorOf(p), journal.WriteEntryInput{ClientID: clientID, Body: body})
	if err != nil {
		g.t.Fatal(err)
	}
	return e
}

func (g *gitRig) must(err error) {
	g.t.Helper()
	if err != nil {
		g.t.Fatal(err)
	}
}

func actorOf(p *apptest.Person) identity.Actor {
	return identity.Actor{UserID: p.ID, SessionID: "s", Role: identity.RoleMember, Zone: "UTC", WeekStart: time.Monday}
}

// A clone has the files of the archive; a pull brings what changed since and nothing else; nothing of anybody else is in it.
func TestTheJournalAsAGitRepository(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		g := newGitRig(t, d)
		ada, bob := g.in.Person("ada", identity.RoleMember), g.in.Person("bob", identity.RoleMember)
		token := ada.Token(identity.ScopeRead).Bearer
		g.git("clone", g.address("ada", token), "empty")
		for i, body := range []string{"first #go", "second\n", "third"} {
			g.write(ada, "client-000"+string(rune('a'+i)), body)
			g.in.Clock.Advance(20 * time.Hour)
		}
		level := audience.Followers
		_, err := g.in.App.Journal.Write(t.Context(), actorOf(bob), journal.WriteEntryInput{ClientID: "client-bob", Body: "a secret of bob", Audience: &level})
		g.must(err)
		g.git("clone", g.address("ada", token), "a")
		g.same(ada, "a")
		if n := strings.TrimSpace(g.git("-C", "a", "rev-list", "--count", "HEAD")); n != "3" {
			t.Errorf("%s commits, want one for each of three days", n)
		}
		g.git("-C", "empty", "pull", "origin", "main")
		g.same(ada, "empty")

		// The same once more changes nothing; what is edited, moved, deleted and written comes as a fast forward.
		if out := g.git("-C", "a", "pull", "--ff-only"); !strings.Contains(out, "up to date") {
			t.Errorf("nothing changed: %s", out)
		}
		e := g.write(ada, "client-0009", "fourth")
		_, conflict, err := g.in.App.Journal.Edit(t.Context(), actorOf(ada), journal.EditEntryInput{
			ID: e.ID, BaseRevision: 1, ClientID: "edit-0001", Body: "fourth, edited", Kind: journal.KindDone, Day: "2026-11-20", Audience: audience.Public,
		})
		if g.must(err); conflict != nil {
			t.Fatal("conflict")
		}
		gone := g.write(ada, "client-0010", "fifth, soon deleted")
		g.git("-C", "a", "pull", "--ff-only")
		g.same(ada, "a")
		g.must(g.in.App.Journal.Delete(t.Context(), actorOf(ada), gone.ID))
		g.git("-C", "a", "pull", "--ff-only")
		g.same(ada, "a")
		g.git("-C", "a", "fsck", "--strict")
		g.git("clone", g.address("ada", token), "b")
		if x, y := g.git("-C", "a", "rev-parse", "HEAD"), g.git("-C", "b", "rev-parse", "HEAD"); x != y {
			t.Errorf("pulled %s, cloned %s", x, y)
		}
		if out, err := g.try("-C", "b", "grep", "-i", "bob", g.git("-C", "b", "rev-parse", "HEAD")[:40]); err == nil {
			t.Errorf("something of bob: %s", out)
		}

		// Local work does not hinder fetching.
		g.git("-C", "b", "commit", "-q", "--allow-empty", "-m", "mine")
		g.write(ada, "client-0011", "sixth")
		g.git("-C", "b", "fetch", "-q")
		g.git("-C", "b", "checkout", "-q", "origin/main")
		g.same(ada, "b")

		// What is removed for good is in no history, and the same entries give the same ids.
		g.must(g.in.App.Journal.Purge(t.Context(), actorOf(ada), gone.ID))
		g.git("clone", g.address("ada", token), "c")
		g.same(ada, "c")
		if out := g.git("-C", "c", "log", "-p", "--all"); strings.Contains(out, "soon deleted") || !strings.Contains(out, "sixth") {
			t.Error("a purged entry is in the history, or a kept one is not")
		}
	})
}

// The same entries, on either database, give the same commits.
func TestTheRepositoryIsMadeOfTheEntriesAlone(t *testing.T) {
	var heads []string
	var archive []byte
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		g := newGitRig(t, dbtest.Open(t, dialect))
		ada := g.in.Person("ada", identity.RoleMember)
		if archive == nil {
			fill(t, g.in, ada, 400)
			archive = archiveOf(t, g.in, ada, false)
		} else if r := bring(t, g.in, ada, archive, false); r.Refused > 0 {
			t.Fatal(r.Problems)
		}
		g.git("clone", "--quiet", g.address("ada", ada.Token(identity.ScopeRead).Bearer), "a")
		g.same(ada, "a")
		heads = append(heads, g.git("-C", "a", "rev-parse", "HEAD"))
	}
	if heads[0] != heads[1] {
		t.Errorf("two databases, two histories: %v", heads)
	}
}

// No other door opens the repository: neither another person's token, nor one without the scope, nor one that was
// revoked, nor a suspended account; and nothing can be written.
func TestAttack_D11_GitIsNoWayAroundScopes(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		g := newGitRig(t, d)
		ada, bob := g.in.Person("ada", identity.RoleMember), g.in.Person("bob", identity.RoleMember)
		g.write(ada, "client-0001", "a private thought")
		read, write, other := ada.Token(identity.ScopeRead).Bearer, ada.Token(identity.ScopeEntriesWrite).Bearer, bob.Token(identity.ScopeRead).Bearer
		g.git("clone", g.address("ada", read), "honest")
		g.same(ada, "honest")
		for name, address := range map[string]string{
			"no scope": g.address("ada", write), "somebody else": g.address("ada", other), "no token": g.address("ada", "tmt_nonsense"),
			"nobody": g.url + "/git/ada/journal.git", "no such person": g.address("nobody-here", read), "a password": g.address("ada", "password"),
		} {
			if out, err := g.try("clone", address, filepath.Join("x", name)); err == nil {
				t.Errorf("%s: %s", name, out)
			}
		}
		g.git("-C", "honest", "commit", "-q", "--allow-empty", "-m", "mine")
		if out, err := g.try("-C", "honest", "push", "origin", "HEAD:main"); err == nil {
			t.Errorf("pushed: %s", out)
		}
		// A token in basic authentication opens what takes it, and no other door.
		r := g.in.Request(http.MethodGet, "/api/archive/stream", nil, apptest.Credential{})
		r.SetBasicAuth("git", read)
		res := g.in.Do(r)
		if res.Body.Close(); res.StatusCode != http.StatusUnauthorized {
			t.Errorf("basic authentication elsewhere: %s", res.Status)
		}
		for what, body := range map[string]string{"garbage": "zzzz", "deepen": "000cdeepen 1", "long": "ffff" + strings.Repeat("a", 100), "not ours": "0032want " + strings.Repeat("a", 40) + "\n00000009done\n"} {
			r := g.in.Request(http.MethodPost, "/git/ada/journal.git/git-upload-pack", bytes.NewReader([]byte(body)), apptest.Credential{Bearer: read})
			res := g.in.Do(r)
			var out bytes.Buffer
			_, _ = out.ReadFrom(res.Body)
			if res.Body.Close(); strings.Contains(out.String(), "PACK") || res.StatusCode >= 500 {
				t.Errorf("%s: %s %q", what, res.Status, out.String())
			}
		}
		if _, err := d.Writer().Exec(t.Context(), `UPDATE identity_users SET status = 'suspended' WHERE id = $1`, ada.ID); err != nil {
			t.Fatal(err)
		}
		if out, err := g.try("-C", "honest", "fetch"); err == nil && g.freshNode(read) {
			t.Errorf("a suspended account: %s", out)
		}
	})
}

// freshNode asks a node with empty caches whether the token still opens the repository.
func (g *gitRig) freshNode(token string) bool {
	n := g.in.Node()
	res := n.Do(n.Request(http.MethodGet, "/git/ada/journal.git/info/refs?service=git-upload-pack", nil, apptest.Credential{Bearer: token}))
	_ = res.Body.Close()
	return res.StatusCode == http.StatusOK
}

// The repository shows among the outlets once it was fetched, and goes with the account.
func TestTheRepositoryIsAnOutletAndIsErased(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		g := newGitRig(t, d)
		ada := g.in.Person("ada", identity.RoleMember)
		g.write(ada, "client-0001", "a thought")
		g.git("clone", g.address("ada", ada.Token(identity.ScopeRead).Bearer), "a")
		a := g.in.Must(ada.Browser(), `{viewer{outlets{kind count}}}`, nil)
		if !strings.Contains(string(a.Raw), `"kind":"git"`) {
			t.Errorf("%s", a.Raw)
		}
		kept := func() (n int) {
			g.must(g.in.App.Blob.List(t.Context(), func(key string) error {
				if strings.HasPrefix(key, "portability/git/") {
					n++
				}
				return nil
			}))
			return n
		}
		if kept() != 2 {
			t.Fatalf("%d files are kept", kept())
		}
		for _, p := range g.in.App.Portability.Parts {
			for more := p.Erase != nil; more; {
				var err error
				more, err = p.Erase(t.Context(), ada.ID)
				g.must(err)
			}
		}
		if kept() != 0 {
			t.Errorf("%d files are left", kept())
		}
	})
}
