package identity

import (
	"strings"
	"time"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/page"
)

// InviteMaxDays is the longest life of an invite.
const InviteMaxDays = 90

// Errors of invites.
var (
	// ErrInviteNotFound says that there is no such open invite.
	ErrInviteNotFound = errs.New(errs.NotFound, "identity.invite_not_found", "There is no such open invite.")
	// ErrInviteInvalid names what to mend in a new invite.
	ErrInviteInvalid = errs.New(errs.Invalid, "identity.invite_invalid", "The invite could not be made.")
)

// Invite lets one person sign up.
type Invite struct {
	ID string
	// Email binds the invite to an address when set.
	Email     *string
	Note      string
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    *time.Time
}

// InviteEdge is one invite in a list, with its cursor.
type InviteEdge struct {
	Cursor string
	Node   Invite
}

// InviteConnection is a page of invites, newest first.
type InviteConnection struct {
	Nodes    []Invite
	Edges    []InviteEdge
	PageInfo page.Info
}

// AdminCreateInviteInput describes a new invite.
type AdminCreateInviteInput struct {
	Email         *string
	Note          string
	ExpiresInDays int
}

// Validate checks the input. Error: [ErrInviteInvalid] with fields.
func (in AdminCreateInviteInput) Validate() error {
	e := ErrInviteInvalid
	if in.Email != nil && strings.TrimSpace(*in.Email) != "" {
		if _, err := ParseEmail(*in.Email); err != nil {
			e = e.WithField("email", "This is not an address that mail can be sent to.")
		}
	}
	if utf8.RuneCountInString(in.Note) > 200 || !plainLine(in.Note) {
		e = e.WithField("note", "The note has at most 200 characters on one line.")
	}
	if in.ExpiresInDays < 1 || in.ExpiresInDays > InviteMaxDays {
		e = e.WithField("expiresInDays", "An invite lives 1 to 90 days.")
	}
	if len(e.Fields) > 0 {
		return e
	}
	return nil
}

// LinkPayload holds a one-time link, shown once.
type LinkPayload struct {
	URL       *string
	ExpiresAt *time.Time
	Errors    []errs.UserError
}
