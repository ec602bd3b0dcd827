package identitysvc

import (
	"encoding/json"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/markdown"
)

// userRow is a row of identity_users.
type userRow struct {
	ID              string              `db:"id"`
	Email           string              `db:"email"`
	EmailKey        string              `db:"email_key"`
	EmailVerified   bool                `db:"email_verified"`
	PendingEmail    *string             `db:"pending_email"`
	Handle          string              `db:"handle"`
	DisplayName     string              `db:"display_name"`
	Bio             string              `db:"bio"`
	BioHTML         string              `db:"bio_html"`
	BioSanitiser    int                 `db:"bio_sanitiser"`
	Pronouns        string              `db:"pronouns"`
	Location        string              `db:"location"`
	Links           string              `db:"links"`
	AvatarID        *string             `db:"avatar_id"`
	TimeZone        string              `db:"time_zone"`
	DayStart        int                 `db:"day_start"`
	WeekStart       identity.Weekday    `db:"week_start"`
	Locale          string              `db:"locale"`
	Theme           identity.Theme      `db:"theme"`
	Dashboard       string              `db:"dashboard"`
	Role            identity.Role       `db:"role"`
	Status          identity.UserStatus `db:"status"`
	NeedsApproval   bool                `db:"needs_approval"`
	SuspendedReason string              `db:"suspended_reason"`
	PasswordHash    string              `db:"password_hash"`
	ShortPassword   bool                `db:"short_password"`
	AuthVersion     int64               `db:"auth_version"`
	Revision        int                 `db:"revision"`
	OnboardedAt     *int64              `db:"onboarded_at"`
	CreatedAt       int64               `db:"created_at"`
	LastSeenAt      *int64              `db:"last_seen_at"`
}

const userColumns = `u.id, u.email, u.email_key, u.email_verified, u.pending_email, u.handle, u.display_name, u.bio, u.bio_html,
	u.bio_sanitiser, u.pronouns, u.location, u.links, u.avatar_id, u.time_zone, u.day_start, u.week_start, u.locale, u.theme, u.dashboard,
	u.role, u.status, u.needs_approval, u.suspended_reason, u.password_hash, u.short_password, u.auth_version, u.revision, u.onboarded_at,
	u.created_at, u.last_seen_at`

// unproven reports whether the account is a sign-up whose address nobody has proven: who typed an address has no claim to
// it. What an administrator made, or has let in meanwhile, is no stranger's to replace.
func (u *userRow) unproven() bool {
	return !u.EmailVerified && u.Status == identity.StatusPending && u.Role != identity.RoleAdmin
}

// public is what others may see. A bio rendered by an older sanitiser is rendered again.
func (u *userRow) public() *identity.User {
	if u.Status == identity.StatusDeleted {
		return identity.DeletedUser(u.ID)
	}
	out := &identity.User{
		ID: u.ID, Handle: u.Handle, DisplayName: u.DisplayName, BioHTML: u.BioHTML, Pronouns: u.Pronouns,
		Location: u.Location, Links: u.links(), CreatedAt: db.FromMillis(u.CreatedAt), Hidden: u.Status == identity.StatusSuspended,
	}
	if u.BioSanitiser != markdown.SanitiserVersion && u.Bio != "" {
		out.BioHTML, _ = markdown.Render(u.Bio)
	}
	if u.AvatarID != nil {
		url := avatarPath + *u.AvatarID
		out.AvatarURL = &url
	}
	return out
}

func (u *userRow) links() []identity.ProfileLink {
	out := []identity.ProfileLink{}
	_ = json.Unmarshal([]byte(u.Links), &out) // written by this package alone
	return out
}

// dashboard is the arrangement of the cards.
func (u *userRow) dashboard() []identity.DashboardCard {
	out := []identity.DashboardCard{}
	_ = json.Unmarshal([]byte(u.Dashboard), &out) // written by this package alone
	return out
}

func (u *userRow) viewer(a identity.Actor) *identity.Viewer {
	v := &identity.Viewer{
		User: *u.public(), Email: u.Email, EmailVerified: u.EmailVerified, PendingEmail: u.PendingEmail, Role: u.Role,
		Bio: u.Bio, TimeZone: u.TimeZone, DayStart: u.DayStart, WeekStart: u.WeekStart, Locale: u.Locale, Theme: u.Theme, Dashboard: u.dashboard(),
		OnboardedAt: instant(u.OnboardedAt), Revision: u.Revision,
	}
	if !a.ReauthAt.IsZero() {
		at := a.ReauthAt
		v.ConfirmedAt = &at
	}
	return v
}

// sessionRow is a row of identity_sessions.
type sessionRow struct {
	ID          string               `db:"session_id"`
	UserID      string               `db:"session_user_id"`
	Kind        identity.SessionKind `db:"kind"`
	Device      string               `db:"device"`
	Network     string               `db:"network"`
	CreatedAt   int64                `db:"session_created_at"`
	SeenAt      int64                `db:"session_seen_at"`
	ExpiresAt   int64                `db:"session_expires_at"`
	ConfirmedAt *int64               `db:"confirmed_at"`
}

const sessionColumns = `s.id AS session_id, s.user_id AS session_user_id, s.kind, s.device, s.network, s.created_at AS session_created_at,
	s.last_seen_at AS session_seen_at, s.expires_at AS session_expires_at, s.confirmed_at`

// alive reports whether the session has neither idled out nor reached its end.
func (r *sessionRow) alive(now time.Time) bool {
	ms := db.Millis(now)
	return ms < r.ExpiresAt && ms < r.SeenAt+identity.SessionIdle.Milliseconds()
}

func (r *sessionRow) noun(currentID string) identity.Session {
	end := min(r.ExpiresAt, r.SeenAt+identity.SessionIdle.Milliseconds())
	return identity.Session{
		ID: r.ID, Kind: r.Kind, Current: r.ID == currentID, Device: r.Device, Network: r.Network,
		CreatedAt: db.FromMillis(r.CreatedAt), LastSeenAt: db.FromMillis(r.SeenAt), ExpiresAt: db.FromMillis(end),
	}
}

// tokenRow is a row of identity_tokens.
type tokenRow struct {
	ID         string `db:"token_id"`
	UserID     string `db:"token_user_id"`
	Name       string `db:"name"`
	Prefix     string `db:"prefix"`
	Scopes     string `db:"scopes"`
	CreatedAt  int64  `db:"token_created_at"`
	ExpiresAt  *int64 `db:"token_expires_at"`
	LastUsedAt *int64 `db:"last_used_at"`
	Network    string `db:"last_network"`
	Client     string `db:"last_client"`
	OldHash    string `db:"old_hash"`
	OldUntil   *int64 `db:"old_until"`
	// BornAt is when the secret was made: at creation or by the last rotation.
	BornAt int64 `db:"token_born_at"`
}

const tokenColumns = `t.id AS token_id, t.user_id AS token_user_id, t.name, t.prefix, t.scopes, t.created_at AS token_created_at,
	t.expires_at AS token_expires_at, t.last_used_at, t.last_network, t.last_client, COALESCE(t.old_hash, '') AS old_hash, t.old_until,
	COALESCE(t.rotated_at, t.created_at) AS token_born_at`

func (r *tokenRow) noun() identity.PersonalAccessToken {
	return identity.PersonalAccessToken{
		ID: r.ID, Name: r.Name, Prefix: r.Prefix, Scopes: identity.ParseScopes(r.Scopes),
		CreatedAt: db.FromMillis(r.CreatedAt), ExpiresAt: instant(r.ExpiresAt), LastUsedAt: instant(r.LastUsedAt),
		LastNetwork: r.Network, LastClient: r.Client, OldSecretUntil: instant(r.OldUntil),
	}
}

// holds reports whether the token opens anything now, when the secret of that hash was shown.
func (r *tokenRow) holds(hash string, now time.Time) bool {
	ms := db.Millis(now)
	if r.ExpiresAt != nil && ms >= *r.ExpiresAt {
		return false
	}
	return r.OldHash != hash || (r.OldUntil != nil && ms < *r.OldUntil)
}

// instant is a nullable column as a nullable instant.
func instant(ms *int64) *time.Time {
	if ms == nil {
		return nil
	}
	t := db.FromMillis(*ms)
	return &t
}
