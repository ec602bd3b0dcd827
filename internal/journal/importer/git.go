package importer

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
)

// GitOptions say whose commits are read, and how days are told.
type GitOptions struct {
	// Emails are the person's addresses as they appear in commits. The first one names the person in the source
	// keys, so keep it first.
	Emails []string
	// UseRepositoryEmail adds user.email as the repository has it configured.
	UseRepositoryEmail bool
	// DayStart is the hour, 0 to 11, at which the person's day begins.
	DayStart int
	// OnCommit, when set, is called with the number of commits read so far.
	OnCommit func(read int)
}

// GitStats tells what was read.
type GitStats struct {
	// Repository is the name of the repository's folder.
	Repository string
	// Root is the id of the first commit, which names the repository for ever.
	Root string
	// Commits were read, Own of them by the person, on that many Days.
	Commits, Own, Days int
	// Emails are the addresses looked for, as the mailmap has them.
	Emails []string
}

// ReadGit reads the history that leads to HEAD, as `git log --use-mailmap` shows it, and makes one draft per
// civil day out of the person's own commits. The day is that of the author date in the offset it was
// recorded in. The stock git program does the reading, without pager, hooks, signature checks or network.
// Errors: [ErrGitMissing], [ErrNotRepository], [ErrNoIdentity], [ErrGitFailed], or the context's.
func ReadGit(ctx context.Context, path string, o GitOptions) ([]journal.ImportEntryInput, GitStats, error) {
	repo := repository{path: path}
	stats, err := repo.describe(ctx)
	if err != nil || stats.Root == "" {
		return nil, stats, err
	}
	key, err := repo.identity(ctx, o, &stats)
	if err != nil {
		return nil, stats, err
	}
	days := newDays(o.DayStart)
	err = repo.log(ctx, func(c commit) {
		stats.Commits++
		if slices.Contains(stats.Emails, fold(c.email)) {
			stats.Own++
			days.add(c)
		}
		if o.OnCommit != nil {
			o.OnCommit(stats.Commits)
		}
	})
	if err != nil {
		return nil, stats, err
	}
	stats.Days = len(days.byDay)
	return days.entries("git:"+stats.Root+":"+key+":", stats.Repository), stats, nil
}

// repository runs git in one folder.
type repository struct{ path string }

// describe finds name and root; the root of a repository without commits is empty.
func (r repository) describe(ctx context.Context) (GitStats, error) {
	dir, err := r.output(ctx, "rev-parse", "--absolute-git-dir")
	if err != nil {
		if errors.Is(err, errGitExit) {
			return GitStats{}, ErrNotRepository.With(err)
		}
		return GitStats{}, err
	}
	stats := GitStats{Repository: folderName(strings.TrimSpace(dir))}
	roots, err := r.output(ctx, "rev-list", "--max-parents=0", "--first-parent", "--end-of-options", "HEAD")
	if errors.Is(err, errGitExit) {
		return stats, nil // no commit yet
	}
	if err == nil {
		root, _, _ := strings.Cut(strings.TrimSpace(roots), "\n")
		stats.Root = root
	}
	return stats, err
}

func folderName(gitDir string) string {
	if filepath.Base(gitDir) == ".git" {
		gitDir = filepath.Dir(gitDir)
	}
	name := strings.TrimSuffix(filepath.Base(gitDir), ".git")
	return printable(strings.ToValidUTF8(name, "\ufffd"))
}

// identity collects the addresses to look for and returns the one that stands in the source keys.
func (r repository) identity(ctx context.Context, o GitOptions, stats *GitStats) (string, error) {
	given := slices.Clone(o.Emails)
	if o.UseRepositoryEmail {
		email, err := r.output(ctx, "config", "--get", "user.email")
		if err != nil && !errors.Is(err, errGitExit) {
			return "", err
		}
		given = append(given, email)
	}
	given = slices.DeleteFunc(given, func(s string) bool { return fold(s) == "" })
	if len(given) == 0 {
		return "", ErrNoIdentity
	}
	for _, email := range given {
		stats.Emails = append(stats.Emails, fold(email))
		mapped, err := r.output(ctx, "check-mailmap", "--end-of-options", "<"+printable(strings.TrimSpace(email))+">")
		if err != nil && !errors.Is(err, errGitExit) {
			return "", err
		}
		if _, after, ok := strings.Cut(mapped, "<"); ok {
			mappedEmail, _, _ := strings.Cut(after, ">")
			stats.Emails = append(stats.Emails, fold(mappedEmail))
		}
	}
	key := stats.Emails[0]
	slices.Sort(stats.Emails)
	stats.Emails = slices.Compact(stats.Emails)
	return printable(key), nil
}

// log streams the history, newest first as git gives it.
func (r repository) log(ctx context.Context, take func(commit)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := r.command(ctx, "log", "--use-mailmap", "--no-color", "--no-show-signature", "--no-patch", "--no-notes",
		"--encoding=UTF-8", "--date=raw", "--format="+logFormat, "--end-of-options", "HEAD")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return ErrGitFailed.With(err)
	}
	if err := cmd.Start(); err != nil {
		return startError(err)
	}
	readErr := parseLog(out, take)
	if readErr != nil {
		cancel()
	}
	_, _ = io.Copy(io.Discard, out)
	waitErr := cmd.Wait()
	switch {
	case readErr != nil:
		return readErr
	case waitErr != nil && ctx.Err() != nil:
		return ctx.Err()
	case waitErr != nil:
		return ErrGitFailed.With(waitErr)
	}
	return nil
}

// errGitExit says that git ran and ended with an error code.
var errGitExit = errors.New("importer: git ended with an error")

func (r repository) output(ctx context.Context, args ...string) (string, error) {
	out, err := r.command(ctx, args...).Output()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return string(out), nil
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.As(err, &exit):
		return "", errors.Join(errGitExit, err)
	}
	return "", startError(err)
}

func startError(err error) error {
	if errors.Is(err, exec.ErrNotFound) {
		return ErrGitMissing.With(err)
	}
	return ErrGitFailed.With(err)
}

// command is git with everything switched off that a repository's own settings could use to run a program or
// to reach the network.
func (r repository) command(ctx context.Context, args ...string) *exec.Cmd {
	safe := []string{
		"--no-pager", "--no-optional-locks", "-C", r.path,
		"-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false",
		"-c", "gpg.program=false", "-c", "protocol.allow=never", "-c", "credential.helper=",
	}
	cmd := exec.CommandContext(ctx, "git", append(safe, args...)...) //nolint:gosec // fixed program and flags; the folder is the person's own choice
	env := slices.DeleteFunc(cmd.Environ(), func(kv string) bool { return strings.HasPrefix(kv, "GIT_") })
	cmd.Env = append(env, "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "LC_ALL=C")
	return cmd
}

func fold(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
