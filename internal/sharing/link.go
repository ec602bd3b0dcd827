package sharing

import (
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// Bounds of links.
const (
	// MaxLinks is how many links a person may have.
	MaxLinks = 200
	// MaxLinkDays is the longest life that can be chosen; without a choice a link has no end.
	MaxLinkDays = 366
)

// Errors of links.
var (
	// ErrLinkNotFound covers what does not exist, what is over and what is not the caller's.
	ErrLinkNotFound = errs.New(errs.NotFound, "sharing.link_not_found", "This link does not exist any more.")
	// ErrEntryClosed refuses a link to an entry that it could not open.
	ErrEntryClosed = errs.New(errs.Conflict, "sharing.entry_closed", "A link opens entries that are unlisted or public. Make this one unlisted first.")
	// ErrLinkDays refuses a life that is no number of days up to a year.
	ErrLinkDays = errs.New(errs.Invalid, "sharing.link_days", "A link can end after 1 to 366 days, or never.")
	// ErrLinkLimit refuses one more than [MaxLinks].
	ErrLinkLimit = errs.New(errs.Conflict, "sharing.link_limit", "You have two hundred links. Take one back first.")
)

// EntryLink opens one entry to whoever has it.
type EntryLink struct {
	ID string
	// Entry is the entry it opens; nil when that one is gone or in the trash.
	Entry     *journal.Entry
	CreatedAt time.Time
	// ExpiresAt is when it ends by itself; nil when it does not.
	ExpiresAt *time.Time
	// LastAt is when it was opened last, LastNetwork the network (/24, /48) from which.
	LastAt      *time.Time
	LastNetwork string
}

// CreateEntryLinkInput asks for a link; the one before it ends.
type CreateEntryLinkInput struct {
	EntryID string
	// ExpiresInDays is how long it works; nil is without an end.
	ExpiresInDays *int
}

// Validate checks the life asked for. Error: [ErrLinkDays].
func (in CreateEntryLinkInput) Validate() error {
	if in.ExpiresInDays != nil && (*in.ExpiresInDays < 1 || *in.ExpiresInDays > MaxLinkDays) {
		return ErrLinkDays.WithField("expiresInDays", ErrLinkDays.Public)
	}
	return nil
}

// CreateEntryLinkPayload is the link and its address, which is shown this once.
type CreateEntryLinkPayload struct {
	Link   *EntryLink
	URL    *string
	Errors []errs.UserError
}

// RevokeEntryLinkPayload names the link that ended.
type RevokeEntryLinkPayload struct {
	RevokedID *string
	Errors    []errs.UserError
}
