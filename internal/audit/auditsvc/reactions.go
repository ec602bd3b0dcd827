package auditsvc

import (
	"context"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/audit"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
)

const subscriber = "audit.record"

// facts is what a record keeps of an event besides its trace.
type facts struct {
	subject string
	details []audit.AuditDetail
}

func about(subject string, pairs ...string) facts {
	f := facts{subject: subject}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			f.details = append(f.details, audit.AuditDetail{Name: pairs[i], Value: clip(pairs[i+1])})
		}
	}
	return f
}

// clip keeps a fact small.
func clip(text string) string {
	const most = 500
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most]) + "…"
}

// hear subscribes to one event of identity.
func hear[E events.Event](s *Service, trace func(E) identity.Trace, of func(E) facts) {
	events.On(s.Bus, subscriber, func(ctx context.Context, tx *db.Tx, e E) error {
		f, t := of(e), trace(e)
		if t.Via == "command_line" || t.Via == "configuration" || t.Via == "token" {
			f.details = append(f.details, audit.AuditDetail{Name: "via", Value: t.Via})
		}
		return s.add(ctx, tx, recordRow{
			At: db.Millis(t.At), Action: action(e), ActorID: t.ActorID, SubjectID: f.subject, Network: t.Network, RequestID: t.RequestID,
		}, f.details)
	})
}

// Hear records every event of type E of a room that audit may not import, those of its own rank; the wiring calls it before
// the job runner starts. trace says who did it, subject whom it concerned ("" for the instance), pairs are names and
// values of small facts, never a secret.
func Hear[E events.Event](s *Service, trace func(E) identity.Trace, subject func(E) string, pairs func(E) []string) {
	hear(s, trace, func(e E) facts { return about(subject(e), pairs(e)...) })
}

// action is the event's name without its version.
func action(e events.Event) string {
	name := e.EventName()
	return name[:strings.LastIndex(name, ".v")]
}

func (s *Service) subscribe() {
	s.hearAccounts()
	s.hearCredentials()
	s.hearFactors()
	s.hearInstance()
	s.hearProviders()
	s.hearPortability()
	s.hearSharing()
	s.hearFiles()
	s.hearCapture()
	events.On(s.Bus, subscriber, s.entryPurged)
}

func (s *Service) hearAccounts() {
	hear(s, func(e identity.UserRegistered) identity.Trace { return e.Trace }, func(e identity.UserRegistered) facts {
		return about(e.UserID, "how", e.How, "role", string(e.Role))
	})
	hear(s, func(e identity.UserVerified) identity.Trace { return e.Trace }, func(e identity.UserVerified) facts { return about(e.UserID, "how", e.How) })
	hear(s, func(e identity.UserApproved) identity.Trace { return e.Trace }, func(e identity.UserApproved) facts { return about(e.UserID) })
	hear(s, func(e identity.UserSuspended) identity.Trace { return e.Trace }, func(e identity.UserSuspended) facts { return about(e.UserID, "given", e.Reason) })
	hear(s, func(e identity.UserReinstated) identity.Trace { return e.Trace }, func(e identity.UserReinstated) facts { return about(e.UserID) })
	hear(s, func(e identity.UserDeleted) identity.Trace { return e.Trace }, func(e identity.UserDeleted) facts { return about(e.UserID) })
	hear(s, func(e identity.RoleChanged) identity.Trace { return e.Trace }, func(e identity.RoleChanged) facts {
		return about(e.UserID, "fromRole", string(e.From), "toRole", string(e.To))
	})
	hear(s, func(e identity.HandleChanged) identity.Trace { return e.Trace }, func(e identity.HandleChanged) facts {
		return about(e.UserID, "from", e.From, "to", e.To)
	})
	hear(s, func(e identity.ProfileUpdated) identity.Trace { return e.Trace }, func(e identity.ProfileUpdated) facts {
		return about(e.UserID, "fields", strings.Join(e.Fields, ", "))
	})
}

func (s *Service) hearCredentials() {
	hear(s, func(e identity.SessionStarted) identity.Trace { return e.Trace }, func(e identity.SessionStarted) facts {
		return about(e.UserID, "kind", string(e.Kind), "device", e.Device, "how", e.How, "second", string(e.Second))
	})
	hear(s, func(e identity.SessionRevoked) identity.Trace { return e.Trace }, func(e identity.SessionRevoked) facts {
		return about(e.UserID, "reason", e.Reason, "count", strconv.Itoa(e.Count))
	})
	hear(s, func(e identity.RefreshReplayed) identity.Trace { return e.Trace }, func(e identity.RefreshReplayed) facts {
		return about(e.UserID, "session", e.SessionID)
	})
	hear(s, func(e identity.SignInFailed) identity.Trace { return e.Trace }, func(e identity.SignInFailed) facts { return about(e.UserID, "reason", e.Reason) })
	hear(s, func(e identity.PasswordChanged) identity.Trace { return e.Trace }, func(e identity.PasswordChanged) facts { return about(e.UserID, "how", e.How) })
	hear(s, func(e identity.ResetLinkCreated) identity.Trace { return e.Trace }, func(e identity.ResetLinkCreated) facts { return about(e.UserID) })
	hear(s, func(e identity.EmailChangeAsked) identity.Trace { return e.Trace }, func(e identity.EmailChangeAsked) facts { return about(e.UserID) })
	hear(s, func(e identity.EmailChanged) identity.Trace { return e.Trace }, func(e identity.EmailChanged) facts {
		if e.Undone {
			return about(e.UserID, "undone", "yes")
		}
		return about(e.UserID)
	})
	hear(s, func(e identity.TokenCreated) identity.Trace { return e.Trace }, func(e identity.TokenCreated) facts {
		return about(e.UserID, "name", e.Name, "scopes", strings.Join(e.Scopes, ", "))
	})
	hear(s, func(e identity.TokenRotated) identity.Trace { return e.Trace }, func(e identity.TokenRotated) facts {
		return about(e.UserID, "name", e.Name, "oldUntil", e.OldUntil.UTC().Format(time.RFC3339))
	})
	hear(s, func(e identity.TokenExpiring) identity.Trace { return e.Trace }, func(e identity.TokenExpiring) facts {
		return about(e.UserID, "name", e.Name, "expiresAt", e.ExpiresAt.UTC().Format(time.RFC3339))
	})
	hear(s, func(e identity.ToolCalled) identity.Trace { return e.Trace }, func(e identity.ToolCalled) facts {
		return about(e.UserID, "tool", e.Tool, "name", e.Name, "count", strconv.Itoa(e.Count))
	})
	hear(s, func(e identity.TokenRevoked) identity.Trace { return e.Trace }, func(e identity.TokenRevoked) facts {
		return about(e.UserID, "name", e.Name, "count", strconv.Itoa(e.Count))
	})
}

func (s *Service) hearProviders() {
	hear(s, func(e identity.ProviderLinked) identity.Trace { return e.Trace }, func(e identity.ProviderLinked) facts {
		return about(e.UserID, "provider", e.Provider)
	})
	hear(s, func(e identity.ProviderUnlinked) identity.Trace { return e.Trace }, func(e identity.ProviderUnlinked) facts {
		return about(e.UserID, "provider", e.Provider)
	})
	hear(s, func(e identity.ProviderSaved) identity.Trace { return e.Trace }, func(e identity.ProviderSaved) facts {
		return about("", "provider", e.Provider, "issuer", e.Issuer, "enabled", strconv.FormatBool(e.Enabled))
	})
	hear(s, func(e identity.ProviderRemoved) identity.Trace { return e.Trace }, func(e identity.ProviderRemoved) facts {
		return about("", "provider", e.Provider)
	})
}

func (s *Service) hearFactors() {
	hear(s, func(e identity.FactorAdded) identity.Trace { return e.Trace }, func(e identity.FactorAdded) facts {
		return about(e.UserID, "factor", string(e.Factor), "name", e.Name)
	})
	hear(s, func(e identity.FactorRenamed) identity.Trace { return e.Trace }, func(e identity.FactorRenamed) facts { return about(e.UserID, "name", e.Name) })
	hear(s, func(e identity.FactorRemoved) identity.Trace { return e.Trace }, func(e identity.FactorRemoved) facts {
		return about(e.UserID, "factor", string(e.Factor), "name", e.Name)
	})
	hear(s, func(e identity.FactorsReset) identity.Trace { return e.Trace }, func(e identity.FactorsReset) facts {
		return about(e.UserID, "count", strconv.Itoa(e.Count))
	})
	hear(s, func(e identity.RecoveryCodesCreated) identity.Trace { return e.Trace }, func(e identity.RecoveryCodesCreated) facts { return about(e.UserID) })
	hear(s, func(e identity.RecoveryCodeUsed) identity.Trace { return e.Trace }, func(e identity.RecoveryCodeUsed) facts {
		return about(e.UserID, "left", strconv.Itoa(e.Left))
	})
}

func (s *Service) hearInstance() {
	hear(s, func(e identity.InviteCreated) identity.Trace { return e.Trace }, func(e identity.InviteCreated) facts { return about("", "invite", e.InviteID) })
	hear(s, func(e identity.InviteRevoked) identity.Trace { return e.Trace }, func(e identity.InviteRevoked) facts { return about("", "invite", e.InviteID) })
	hear(s, func(e identity.SettingsChanged) identity.Trace { return e.Trace }, func(e identity.SettingsChanged) facts {
		return about("", "fields", strings.Join(e.Fields, ", "))
	})
}

// entryPurged records that an entry of somebody is gone for good, and nothing of what it said.
func (s *Service) entryPurged(ctx context.Context, tx *db.Tx, e journal.EntryPurged) error {
	return s.add(ctx, tx, recordRow{
		At: db.Millis(s.Clock.Now()), Action: action(e), SubjectID: e.AuthorID,
	}, about(e.AuthorID, "entry", e.EntryID).details)
}
