package importer_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/importer"
	"tamatar.dev/tamatar/internal/platform/day"
)

// git runs git in a test repository, away from the settings of whoever runs the test.
func git(t testing.TB, dir string, env []string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", append([]string{"-C", dir}, args...)...)
	cmd.Env = append(cmd.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1", "GIT_COMMITTER_NAME=c", "GIT_COMMITTER_EMAIL=c@example.org")
	cmd.Env = append(cmd.Env, env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", args, err, out)
	}
	return string(out)
}

func newRepository(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "tool box")
	if err := os.MkdirAll(dir, 0o750); err != nil {
		t.Fatal(err)
	}
	git(t, dir, nil, "init", "-q", "-b", "main")
	return dir
}

func commitAs(t testing.TB, dir, email, date, subject string) {
	t.Helper()
	git(t, dir, []string{"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=" + email, "GIT_AUTHOR_DATE=" + date, "GIT_COMMITTER_DATE=" + date},
		"commit", "-q", "--allow-empty", "--allow-empty-message", "-m", subject)
}

func TestReadGit(t *testing.T) {
	dir := newRepository(t)
	commitAs(t, dir, "ann@example.org", "2026-03-04T23:30:00+0900", "first")
	commitAs(t, dir, "ann@example.org", "2026-03-05T00:10:00+0900", "after midnight")
	commitAs(t, dir, "bea@example.org", "2026-03-05T10:00:00+0900", "not hers")
	commitAs(t, dir, "old@example.org", "2026-03-05T11:00:00-0330", "- looks #like a list")
	commitAs(t, dir, "ANN@example.org", "2026-03-05T12:00:00-0330", "")
	if err := os.WriteFile(filepath.Join(dir, ".mailmap"), []byte("Ann <ann@example.org> <old@example.org>\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	o := importer.GitOptions{Emails: []string{" Ann@Example.org "}}
	list, stats, err := importer.ReadGit(t.Context(), dir, o)
	if err != nil || stats.Commits != 5 || stats.Own != 4 || stats.Days != 2 || stats.Repository != "tool box" || len(stats.Root) < 40 {
		t.Fatalf("%+v %v", stats, err)
	}
	if list[0].Day != "2026-03-04" || list[0].Zone != "+09:00" || *list[0].SourceCount != 1 || list[0].SourceKey != "git:"+stats.Root+":ann@example.org:2026-03-04" {
		t.Fatalf("%+v", list[0])
	}
	want := "3 commits in tool box\n\n- after midnight\n- \\- looks \\#like a list\n- (no message)"
	if list[1].Body != want || list[1].Zone != "-03:30" || !list[1].Draft || *list[1].SourceCount != 3 {
		t.Fatalf("%+v", list[1])
	}
	again, _, err := importer.ReadGit(t.Context(), dir, o)
	if err != nil || again[1].SourceKey != list[1].SourceKey || again[1].Body != list[1].Body {
		t.Fatal("a second reading differs")
	}
	// The person's day begins at four.
	late, _, err := importer.ReadGit(t.Context(), dir, importer.GitOptions{Emails: []string{"old@example.org"}, DayStart: 4})
	if err != nil || len(late) != 2 || *late[0].SourceCount != 2 || late[0].Day != "2026-03-04" || !late[0].Late || late[1].Late {
		t.Fatalf("%+v %v", late, err)
	}
	git(t, dir, nil, "config", "user.email", "bea@example.org")
	own, stats, err := importer.ReadGit(t.Context(), dir, importer.GitOptions{UseRepositoryEmail: true})
	if err != nil || len(own) != 1 || stats.Own != 1 {
		t.Fatalf("%+v %v", stats, err)
	}
}

func TestReadGitErrors(t *testing.T) {
	dir := newRepository(t)
	if list, stats, err := importer.ReadGit(t.Context(), dir, importer.GitOptions{Emails: []string{"a@b"}}); err != nil || len(list) != 0 || stats.Commits != 0 {
		t.Fatalf("a repository without commits: %+v %v", stats, err)
	}
	commitAs(t, dir, "a@b", "2026-03-04T12:00:00Z", "x")
	if _, _, err := importer.ReadGit(t.Context(), t.TempDir(), importer.GitOptions{Emails: []string{"a@b"}}); !errors.Is(err, importer.ErrNotRepository) {
		t.Errorf("no repository: %v", err)
	}
	if _, _, err := importer.ReadGit(t.Context(), "--upload-pack=x", importer.GitOptions{Emails: []string{"a@b"}}); !errors.Is(err, importer.ErrNotRepository) {
		t.Errorf("a path that looks like a flag: %v", err)
	}
	if _, _, err := importer.ReadGit(t.Context(), dir, importer.GitOptions{Emails: []string{" "}}); !errors.Is(err, importer.ErrNoIdentity) {
		t.Errorf("no address: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := importer.ReadGit(ctx, dir, importer.GitOptions{Emails: []string{"a@b"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// A repository is somebody's file: reading it runs none of the programs that its settings name.
func TestReadGitRunsNothingOfTheRepository(t *testing.T) {
	dir := newRepository(t)
	commitAs(t, dir, "a@b.example", "2026-03-04T12:00:00Z", "honest")
	mark := filepath.Join(t.TempDir(), "ran")
	evil := filepath.Join(t.TempDir(), "evil.sh")
	if err := os.WriteFile(evil, []byte("#!/bin/sh\ntouch '"+mark+"'\n"), 0o700); err != nil { //nolint:gosec // it must be able to run
		t.Fatal(err)
	}
	for _, key := range []string{"core.pager", "pager.log", "core.fsmonitor", "gpg.program", "core.sshCommand", "credential.helper", "diff.external", "core.editor"} {
		git(t, dir, nil, "config", key, evil)
	}
	git(t, dir, nil, "config", "log.showSignature", "true")
	git(t, dir, nil, "config", "core.hooksPath", filepath.Dir(evil))
	list, _, err := importer.ReadGit(t.Context(), dir, importer.GitOptions{Emails: []string{"a@b.example"}})
	if err != nil || len(list) != 1 {
		t.Fatalf("the honest reading: %v", err)
	}
	if _, err := os.Stat(mark); err == nil {
		t.Fatal("a program out of the repository's settings was run")
	}
}

// history clones the shared history, or says why it is not there.
func history(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	bundle := filepath.Join(filepath.Dir(dir), "shared", "data", "history-a.bundle")
	if _, err := os.Stat(bundle); err != nil {
		t.Skipf("the real history is not beside the repository: %s", bundle) //nolint:forbidigo // the data is no part of the repository
	}
	clone := filepath.Join(t.TempDir(), "history")
	git(t, t.TempDir(), nil, "clone", "-q", "-b", "ref0", bundle, clone)
	return clone
}

// A real history: per author, days and counts are those of git log read in the zone of each commit.
func TestReadGitEqualsGitLogOnARealHistory(t *testing.T) {
	dir := history(t)
	want := map[string]map[day.Date]int{} // by folded address
	total := 0
	lines := bufio.NewScanner(strings.NewReader(git(t, dir, nil, "log", "--use-mailmap", "--date=iso-strict", "--format=%ad %aE")))
	for lines.Scan() {
		date, email, ok := strings.Cut(lines.Text(), " ")
		at, err := time.Parse(time.RFC3339, date)
		if !ok || err != nil {
			t.Fatalf("%q: %v", lines.Text(), err)
		}
		email = strings.ToLower(strings.TrimSpace(email))
		if want[email] == nil {
			want[email] = map[day.Date]int{}
		}
		want[email][day.Date(at.Format(time.DateOnly))]++
		total++
	}
	if total != 1764 {
		t.Fatalf("git log tells %d commits", total)
	}
	sum := 0
	for email, days := range want {
		list, stats, err := importer.ReadGit(t.Context(), dir, importer.GitOptions{Emails: []string{email}})
		if err != nil || stats.Commits != total || stats.Days != len(days) || len(list) != len(days) {
			t.Fatalf("%s: %+v %v, want %d days", email, stats, err, len(days))
		}
		for _, in := range list {
			if *in.SourceCount != days[in.Day] {
				t.Fatalf("%s on %s: %d commits, git log tells %d", email, in.Day, *in.SourceCount, days[in.Day])
			}
			if err := in.Validate("2026-11-22"); err != nil {
				t.Fatalf("%s on %s: %v", email, in.Day, err)
			}
			sum += *in.SourceCount
		}
	}
	if sum != total {
		t.Fatalf("%d commits found, %d are there", sum, total)
	}
}

func TestLongDaysAreBounded(t *testing.T) {
	var list []journal.ImportEntryInput
	dir := newRepository(t)
	var script strings.Builder
	for i := range 400 {
		subject := fmt.Sprintf("%d %s", i, strings.Repeat("long words ", 200))
		fmt.Fprintf(&script, "commit refs/heads/main\nauthor a <a@b> %d +0000\ncommitter a <a@b> %d +0000\ndata %d\n%s\n", 1772600000+i, 1772600000+i, len(subject), subject)
	}
	cmd := exec.CommandContext(t.Context(), "git", "-C", dir, "fast-import", "--quiet")
	cmd.Stdin = strings.NewReader(script.String())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	list, stats, err := importer.ReadGit(t.Context(), dir, importer.GitOptions{Emails: []string{"a@b"}})
	if err != nil || stats.Own != 400 || len(list) != 1 || *list[0].SourceCount != 400 || len(list[0].Body) > journal.MaxBody || !strings.HasSuffix(list[0].Body, "and 200 more") {
		t.Fatalf("%+v %v", stats, err)
	}
	if !slices.ContainsFunc(strings.Split(list[0].Body, "\n"), func(l string) bool { return strings.HasPrefix(l, "- 399 ") }) {
		t.Fatal("the newest subjects are kept")
	}
}
