// Command releasedump makes the dump of an instance as this version leaves it: the demo people, and odd ones whose rows
// strain types, texts and states. The upgrade tests restore every dump that was ever committed and bring it up to date.
// Run it once for every release (make release-dump) and commit what it writes.
package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/app/demo"
	"tamatar.dev/tamatar/internal/backup/archive"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/config"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/migrations"
)

// Password is that of every account in a dump.
const Password = "a quiet ember in the pines"

func main() {
	out := flag.String("out", "migrations/testdata", "folder for the dump and its keyring")
	flag.Parse()
	if err := run(context.Background(), *out); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, out string) (err error) {
	dir, err := os.MkdirTemp("", "tamatar-dump-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	cfg, err := config.Parse([]string{"--dev", "--data-dir", filepath.Join(dir, "data"), "--registration=open", "--test-clock=2026-11-22T09:00:00Z", "--log-level=error"})
	if err != nil {
		return err
	}
	a, err := app.Open(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if err := live(ctx, a); err != nil {
		return err
	}
	return write(ctx, a, out)
}

// write makes the archive; its name is the schema's newest migration.
func write(ctx context.Context, a *app.App, out string) error {
	tmp, err := os.CreateTemp(out, ".dump-")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	s, err := archive.Write(ctx, archive.Source{DB: a.DB, Files: a.Blob, Keyring: a.Keyring, Clock: a.Clock, MadeBy: app.Version}, tmp, archive.Options{})
	if err = errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	name := filepath.Join(out, fmt.Sprintf("v%04d", s.SchemaVersion()))
	if err := os.Rename(tmp.Name(), name+".tar.gz"); err != nil {
		return err
	}
	if err := os.WriteFile(name+".keyring", a.Keyring.Bytes(), 0o600); err != nil {
		return err
	}
	if err := freeze(out, s.Applied); err != nil {
		return err
	}
	fmt.Printf("%s.tar.gz: %d rows in %d tables, %d files\n", name, s.Rows(), len(s.End.Tables), s.End.Files.Count)
	return nil
}

// freeze writes down what the released migrations said, so that a test notices when one of them is changed.
func freeze(out string, applied []int64) error {
	names, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		return err
	}
	var lines strings.Builder
	for _, name := range names {
		number, err := strconv.ParseInt(name[:4], 10, 64)
		if err != nil || !slices.Contains(applied, number) {
			return fmt.Errorf("%s is not among the migrations of the dump", name)
		}
		text, err := fs.ReadFile(migrations.FS, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(&lines, "%x  %s\n", sha256.Sum256(text), name)
	}
	return os.WriteFile(filepath.Join(out, "released.sum"), []byte(lines.String()), 0o600)
}

// live does what people do in a year and a half, and some of what they do once.
func live(ctx context.Context, a *app.App) error {
	if _, err := (demo.Loader{
		Accounts: a.Identity, Entries: a.Journal, Notices: a.Notify, Answers: a.Reviews, Writing: a.Journal, Files: a.Files, Shares: a.Sharing,
	}).Load(ctx, day.Date("2026-11-21"), Password); err != nil {
		return err
	}
	if err := a.Jobs.Drain(ctx); err != nil {
		return err
	}
	for _, odd := range []struct{ handle, name string }{{"odd", "Ødd 🦊 \"quoted\" '; DROP TABLE"}, {"rtl", "مريم"}, {"gone", "Gone"}, {"shut", "Shut"}} {
		u, _, err := a.Identity.SystemCreateUser(ctx, identity.AdminCreateUserInput{
			Email: odd.handle + "+x@example.org", Handle: odd.handle, DisplayName: odd.name, Role: identity.RoleMember,
		}, Password)
		if err != nil {
			return fmt.Errorf("create %s: %w", odd.handle, err)
		}
		if err := writeOdd(ctx, a, u.ID); err != nil {
			return err
		}
	}
	_, link, err := a.Identity.SystemCreateUser(ctx, identity.AdminCreateUserInput{Email: "new@example.org", Handle: "new", DisplayName: "New", Role: identity.RoleAdmin}, "")
	if err != nil || link == "" {
		return errors.Join(errors.New("an invited administrator"), err)
	}
	days := 30
	_, _, errToken := a.Identity.SystemCreateToken(ctx, "odd", identity.CreateTokenInput{Name: "script", Scopes: identity.Scopes{identity.ScopeRead}, ExpiresInDays: &days})
	_, _, errReset := a.Identity.SystemResetLink(ctx, "rtl")
	_, errSession := a.Identity.SignInBrowser(ctx, identity.SignInForm{Login: "odd", Password: Password})
	_, errClient := a.Identity.SignIn(ctx, identity.SignInInput{Login: "rtl", Password: Password, Client: "dump"})
	err = errors.Join(errToken, errReset, errSession, errClient,
		a.Identity.SystemSuspend(ctx, "shut", "because 🙈"), a.Identity.SystemDelete(ctx, "gone"), a.Jobs.Drain(ctx),
		a.Blob.Put(ctx, "odd/file.txt", "text/plain; charset=utf-8", strings.NewReader("kept\n")))
	if err != nil {
		return err
	}
	// What waits in the queue is a promise too.
	return a.Identity.SystemReinstate(ctx, "shut")
}

// writeOdd writes entries of every kind, with texts that strain.
func writeOdd(ctx context.Context, a *app.App, userID string) error {
	actor := identity.Actor{UserID: userID, SessionID: "dump", Role: identity.RoleMember, Zone: "Pacific/Kiritimati", DayStart: 4, WeekStart: time.Saturday, Locale: "ar"}
	public, one, most := audience.Public, 1, 1440
	for i, kind := range []journal.Kind{journal.KindDone, journal.KindLearned, journal.KindBlocked, journal.KindPlan, journal.KindNote, journal.KindDecision, journal.KindMeeting} {
		in := journal.WriteEntryInput{
			ClientID: fmt.Sprintf("dump-%s-%d", userID, i), Kind: &kind, Tags: []string{"ünïcode", "a/b/c", "狐狸"},
			Body: "# Ünïcode 🦊 狐狸 \u202eאבג\n\n- [ ] open\n- [x] done\n\n" + strings.Repeat("wörter mit `code` und \"Anführung\" ", i*40) + "\r\n\tend",
		}
		if i%2 == 0 {
			in.Minutes, in.Mood, in.Energy, in.Audience = &most, &one, &one, &public
		}
		e, err := a.Journal.Write(ctx, actor, in)
		if err != nil {
			return fmt.Errorf("write: %w", err)
		}
		if i == 3 {
			if err := a.Journal.Delete(ctx, actor, e.ID); err != nil {
				return err
			}
		}
		if i == 4 {
			if _, _, err := a.Journal.Edit(ctx, actor, journal.EditEntryInput{ID: e.ID, BaseRevision: e.Revision, ClientID: "dump-edit-" + e.ID, Body: "Edited\n\nonce.", Kind: e.Kind, Day: e.Day, Audience: e.Audience}); err != nil {
				return err
			}
		}
	}
	return nil
}
