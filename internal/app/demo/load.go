package demo

import (
	"context"
	"errors"
	"fmt"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
)

// accounts makes and removes the personas' accounts; identitysvc has it.
type accounts interface {
	SystemCreateUser(ctx context.Context, in identity.AdminCreateUserInput, password string) (identity.AdminUser, string, error)
	UpdateProfile(ctx context.Context, in identity.UpdateProfileInput) (*identity.Viewer, error)
	FinishOnboarding(ctx context.Context) (*identity.Viewer, error)
	SystemUsers(ctx context.Context, search string) ([]identity.AdminUser, error)
	SystemForget(ctx context.Context, handle string) error
}

// entries takes the logs; journalsvc has it.
type entries interface {
	Import(ctx context.Context, userID string, in journal.ImportEntriesInput) (*journal.ImportEntriesPayload, error)
}

// notices fills the inbox; notifysvc has it.
type notices interface {
	SystemWelcome(ctx context.Context, userID string) error
}

// Loader brings the personas in and takes them out again.
type Loader struct {
	Accounts accounts
	Entries  entries
	Notices  notices
	Answers  answers
	Writing  writing
	Files    pictures
	Shares   shares
	Hooks    hooks
}

// Loaded says what became of one persona.
type Loaded struct {
	Handle         string
	Created, Known int
}

// chunk is how many logs are written in one transaction.
const chunk = 200

// Load makes the accounts that are missing and writes the logs up to the last day. Doing it again adds only days that
// are new. All three sign in with the password.
func (l Loader) Load(ctx context.Context, last day.Date, password string) ([]Loaded, error) {
	var done []Loaded
	for _, p := range Personas() {
		id, err := l.account(ctx, p, password)
		if err != nil {
			return done, fmt.Errorf("account of %s: %w", p.Handle, err)
		}
		loaded, err := l.write(ctx, p, id, last)
		if err != nil {
			return done, fmt.Errorf("logs of %s: %w", p.Handle, err)
		}
		if err := l.lookBack(ctx, p, id, last); err != nil {
			return done, fmt.Errorf("look back of %s: %w", p.Handle, err)
		}
		if err := l.commits(ctx, p, id, last); err != nil {
			return done, fmt.Errorf("commits of %s: %w", p.Handle, err)
		}
		if err := l.share(ctx, p, id, last); err != nil {
			return done, fmt.Errorf("what %s shares: %w", p.Handle, err)
		}
		if err := l.hook(ctx, p, id); err != nil {
			return done, fmt.Errorf("webhook of %s: %w", p.Handle, err)
		}
		if err := l.Notices.SystemWelcome(ctx, id); err != nil {
			return done, fmt.Errorf("inbox of %s: %w", p.Handle, err)
		}
		done = append(done, loaded)
	}
	return done, nil
}

// Remove deletes the personas and everything they logged, and says whose accounts there were.
func (l Loader) Remove(ctx context.Context) ([]string, error) {
	var gone []string
	for _, p := range Personas() {
		found, err := l.find(ctx, p)
		if err != nil {
			return gone, err
		}
		if found == "" {
			continue
		}
		if err := l.Accounts.SystemForget(ctx, p.Handle); err != nil {
			return gone, fmt.Errorf("delete %s: %w", p.Handle, err)
		}
		gone = append(gone, p.Handle)
	}
	return gone, nil
}

func (l Loader) account(ctx context.Context, p Persona, password string) (string, error) {
	if id, err := l.find(ctx, p); err != nil || id != "" {
		return id, err
	}
	user, _, err := l.Accounts.SystemCreateUser(ctx, identity.AdminCreateUserInput{
		Email: p.Email, Handle: p.Handle, DisplayName: p.Name, Role: identity.RoleMember,
	}, password)
	if err != nil {
		return "", err
	}
	return user.ID, l.introduce(ctx, p, user.ID)
}

// introduce fills in the profile, as the persona would.
func (l Loader) introduce(ctx context.Context, p Persona, userID string) error {
	ctx = identity.WithActor(ctx, identity.Actor{UserID: userID, Role: identity.RoleMember, SessionID: "demo"})
	viewer, err := l.Accounts.FinishOnboarding(ctx)
	if err != nil {
		return fmt.Errorf("introduction: %w", err)
	}
	_, err = l.Accounts.UpdateProfile(ctx, identity.UpdateProfileInput{
		BaseRevision: viewer.Revision, Bio: &p.Bio, Pronouns: &p.Pronouns, Location: &p.Location,
		TimeZone: &p.Zone, DayStart: &p.DayStart, Locale: &p.Locale,
	})
	return err
}

// find gives the id of the persona's account, "" when there is none. Somebody else's account with the handle is an error.
func (l Loader) find(ctx context.Context, p Persona) (string, error) {
	users, err := l.Accounts.SystemUsers(ctx, p.Handle)
	if err != nil {
		return "", err
	}
	for _, u := range users {
		if u.Handle != p.Handle || u.Status == identity.StatusDeleted {
			continue
		}
		if u.Email != p.Email {
			return "", errors.New("the handle " + p.Handle + " belongs to somebody: the demo leaves that account alone")
		}
		return u.ID, nil
	}
	return "", nil
}

func (l Loader) write(ctx context.Context, p Persona, userID string, last day.Date) (Loaded, error) {
	loaded := Loaded{Handle: p.Handle}
	logs, err := p.Logs(last)
	if err != nil {
		return loaded, err
	}
	for len(logs) > 0 {
		n := min(chunk, len(logs))
		in := journal.ImportEntriesInput{Source: journal.EntrySourceDemo}
		for _, log := range logs[:n] {
			in.Entries = append(in.Entries, log.input(p))
		}
		payload, err := l.Entries.Import(ctx, userID, in)
		if err != nil {
			return loaded, err
		}
		if len(payload.Rejected) > 0 {
			return loaded, fmt.Errorf("%s: %s", payload.Rejected[0].SourceKey, payload.Rejected[0].Message)
		}
		loaded.Created += payload.Created
		loaded.Known += payload.Skipped
		logs = logs[n:]
	}
	return loaded, nil
}

func (log Log) input(p Persona) journal.ImportEntryInput {
	return journal.ImportEntryInput{
		SourceKey: log.Key, Body: log.Body, Kind: journal.Kind(log.Kind), Day: log.Day, Zone: p.Zone, LoggedAt: log.LoggedAt,
		Tags: log.Tags, Minutes: &log.Minutes, Mood: &log.Mood, Energy: &log.Energy, Late: log.Late,
	}
}
