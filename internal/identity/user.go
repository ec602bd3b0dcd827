package identity

import (
	"io"
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// ErrUserNotFound says that there is no such account, or that it may not be seen.
var ErrUserNotFound = errs.New(errs.NotFound, "identity.user_not_found", "There is no such person here.")

// UserStatus is the state of an account.
type UserStatus string

// The states of an account.
const (
	// StatusActive may sign in.
	StatusActive UserStatus = "active"
	// StatusPending waits for its address to be verified or for an administrator's approval.
	StatusPending UserStatus = "pending"
	// StatusSuspended was stopped by an administrator.
	StatusSuspended UserStatus = "suspended"
	// StatusDeleted is gone; only the id stays, so that records about it keep their meaning.
	StatusDeleted UserStatus = "deleted"
)

// MarshalGQL writes the GraphQL form.
func (s UserStatus) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(s)) }

// UnmarshalGQL reads the GraphQL form.
func (s *UserStatus) UnmarshalGQL(v any) error {
	return gqlenum.Into(s, v, StatusActive, StatusPending, StatusSuspended, StatusDeleted)
}

// User is what everybody who may see a person may know of them.
type User struct {
	ID          string
	Handle      string
	DisplayName string
	// AvatarURL is nil when the person has no picture.
	AvatarURL *string
	// BioHTML is sanitised.
	BioHTML   string
	Pronouns  string
	Location  string
	Links     []ProfileLink
	CreatedAt time.Time
	// Hidden is whether the account is suspended or gone: what it shared with others is not shown to them.
	Hidden bool
}

// DeletedUser stands for an account that is gone.
func DeletedUser(id string) *User {
	return &User{ID: id, Handle: "deleted", DisplayName: "Deleted account", Links: []ProfileLink{}, Hidden: true}
}

// ProfileLink is a link on a profile; the URL is http or https.
type ProfileLink struct {
	Label string `json:"label"`
	URL   string `json:"url"`
}

// ProfileLinkInput is a link as a person typed it.
type ProfileLinkInput struct {
	Label string
	URL   string
}

// Viewer is the signed-in person and what is theirs.
type Viewer struct {
	User          User
	Email         string
	EmailVerified bool
	PendingEmail  *string
	Role          Role
	// Bio is the Markdown as typed.
	Bio       string
	TimeZone  string
	DayStart  int
	WeekStart Weekday
	Locale    string
	Theme     Theme
	// Dashboard is how the person arranged it; empty for the usual way.
	Dashboard []DashboardCard
	// OnboardedAt is nil until the person has finished or skipped the introduction.
	OnboardedAt *time.Time
	// ConfirmedAt is when this session last confirmed the password.
	ConfirmedAt *time.Time
	Revision    int
}
