package identitysvc

import (
	"context"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/portable"
)

// recordedAccount is the account as this instance knows it. Nothing in it opens anything.
type recordedAccount struct {
	CreatedAt     time.Time           `json:"createdAt"`
	Email         string              `json:"email"`
	EmailVerified bool                `json:"emailVerified"`
	Handle        string              `json:"handle"`
	ID            string              `json:"id"`
	OnboardedAt   *time.Time          `json:"onboardedAt"`
	PendingEmail  *string             `json:"pendingEmail"`
	Role          identity.Role       `json:"role"`
	Status        identity.UserStatus `json:"status"`
}

type recordedSession struct {
	CreatedAt  time.Time            `json:"createdAt"`
	Device     string               `json:"device"`
	Kind       identity.SessionKind `json:"kind"`
	LastSeenAt time.Time            `json:"lastSeenAt"`
	Network    string               `json:"network"`
}

type recordedToken struct {
	CreatedAt  time.Time  `json:"createdAt"`
	ExpiresAt  *time.Time `json:"expiresAt"`
	LastUsedAt *time.Time `json:"lastUsedAt"`
	Name       string     `json:"name"`
	Prefix     string     `json:"prefix"`
	Scopes     []string   `json:"scopes"`
}

// recordedLink is a sign-in provider that was linked.
type recordedLink struct {
	CreatedAt  time.Time  `json:"createdAt"`
	Label      string     `json:"label"`
	LastUsedAt *time.Time `json:"lastUsedAt"`
	Provider   string     `json:"provider"`
}

func (s *Service) recordLinks(ctx context.Context, userID string, out *portable.Out) error {
	rows, err := s.store.providerLinks(ctx, s.DB.Reader(), userID)
	if err != nil {
		return err
	}
	links := make([]recordedLink, len(rows))
	for i, r := range rows {
		links[i] = recordedLink{db.FromMillis(r.CreatedAt), r.Label, instant(r.LastUsedAt), r.Name}
	}
	return out.JSON("providers.json", links)
}

func (s *Service) recordAccount(ctx context.Context, userID string, out *portable.Out) error {
	q := s.DB.Reader()
	u, err := s.store.userByID(ctx, q, userID)
	if err != nil {
		return err
	}
	if err := out.JSON("account.json", recordedAccount{
		db.FromMillis(u.CreatedAt), u.Email, u.EmailVerified, u.Handle, u.ID, instant(u.OnboardedAt), u.PendingEmail, u.Role, u.Status,
	}); err != nil {
		return err
	}
	if err := s.recordFactors(ctx, userID, out); err != nil {
		return err
	}
	if err := s.recordLinks(ctx, userID, out); err != nil { // files come in the order of their names
		return err
	}
	rows, err := s.store.sessions(ctx, q, userID, s.now())
	if err != nil {
		return err
	}
	sessions := make([]recordedSession, len(rows))
	for i, r := range rows {
		sessions[i] = recordedSession{db.FromMillis(r.CreatedAt), r.Device, r.Kind, db.FromMillis(r.SeenAt), r.Network}
	}
	if err := out.JSON("sessions.json", sessions); err != nil {
		return err
	}
	list, err := s.store.tokens(ctx, q, userID)
	if err != nil {
		return err
	}
	tokens := make([]recordedToken, len(list))
	for i, r := range list {
		tokens[i] = recordedToken{
			db.FromMillis(r.CreatedAt), instant(r.ExpiresAt), instant(r.LastUsedAt), r.Name, r.Prefix, strings.Fields(r.Scopes),
		}
	}
	return out.JSON("tokens.json", tokens)
}

type recordedPasskey struct {
	CreatedAt  time.Time  `json:"createdAt"`
	LastUsedAt *time.Time `json:"lastUsedAt"`
	Name       string     `json:"name"`
}

// recordedFactors are names and dates: what signs in is bound to this instance and stays with it.
type recordedFactors struct {
	Passkeys          []recordedPasskey `json:"passkeys"`
	RecoveryCodesLeft int               `json:"recoveryCodesLeft"`
	TOTPSince         *time.Time        `json:"totpSince"`
}

func (s *Service) recordFactors(ctx context.Context, userID string, out *portable.Out) error {
	q := s.DB.Reader()
	has, err := s.store.factors(ctx, q, userID)
	if err != nil {
		return err
	}
	rows, err := s.store.passkeys(ctx, q, userID)
	if err != nil {
		return err
	}
	f := recordedFactors{Passkeys: make([]recordedPasskey, len(rows)), RecoveryCodesLeft: has.Recovery}
	for i, r := range rows {
		f.Passkeys[i] = recordedPasskey{db.FromMillis(r.CreatedAt), instant(r.LastUsedAt), r.Name}
	}
	if has.TOTP > 0 {
		row, err := s.store.totp(ctx, q, userID)
		if err != nil {
			return ignoreNoRows(err)
		}
		since := db.FromMillis(row.CreatedAt)
		f.TOTPSince = &since
	}
	return out.JSON("factors.json", f)
}

// Kinds and prefixes of the outlets of identity.
const (
	outletToken   = "token"
	outletSession = "session"
	outletAvatar  = "avatar"
	outletProfile = "profile"
)

// outlets are the ways into the account that stand open, and what strangers see of it.
func (s *Service) outlets(ctx context.Context, userID string) ([]portable.Outlet, error) {
	q := s.DB.Reader()
	u, err := s.store.userByID(ctx, q, userID)
	if err != nil {
		return nil, err
	}
	out := []portable.Outlet{{ID: outletProfile, Kind: outletProfile, Name: "@" + u.Handle, Link: "/settings"}}
	if u.AvatarID != nil {
		out = append(out, portable.Outlet{ID: outletAvatar, Kind: outletAvatar, Link: "/settings", Closable: true})
	}
	tokens, err := s.store.tokens(ctx, q, userID)
	if err != nil {
		return nil, err
	}
	for _, r := range tokens {
		since := db.FromMillis(r.CreatedAt)
		out = append(out, portable.Outlet{
			ID: outletToken + ":" + r.ID, Kind: outletToken, Name: r.Name, Facts: strings.Fields(r.Scopes), Link: "/settings/tokens",
			Since: &since, LastAt: instant(r.LastUsedAt), Ends: instant(r.ExpiresAt), Closable: true,
		})
	}
	sessions, err := s.store.sessions(ctx, q, userID, s.now())
	if err != nil {
		return nil, err
	}
	current := ""
	if a, ok := identity.ActorFrom(ctx); ok {
		current = a.SessionID
	}
	for _, r := range sessions {
		since, seen := db.FromMillis(r.CreatedAt), db.FromMillis(r.SeenAt)
		out = append(out, portable.Outlet{
			ID: outletSession + ":" + r.ID, Kind: outletSession + "_" + string(r.Kind), Name: r.Device, Link: "/settings/sessions",
			Since: &since, LastAt: &seen, LastFrom: r.Network, Closable: true, Current: r.ID == current,
		})
	}
	return out, nil
}

// closeOutlet ends a token or a session, or takes the picture away. Error: [portable.ErrNoOutlet].
func (s *Service) closeOutlet(ctx context.Context, _, outletID string) error {
	kind, rowID, _ := strings.Cut(outletID, ":")
	switch kind {
	case outletToken:
		return asNoOutlet(s.RevokeToken(ctx, rowID))
	case outletSession:
		_, err := s.RevokeSession(ctx, rowID)
		return asNoOutlet(err)
	case outletAvatar:
		_, err := s.RemoveAvatar(ctx)
		return err
	}
	return portable.ErrNoOutlet
}
