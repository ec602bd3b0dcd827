package identitysvc

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// inviteRow is a row of identity_invites.
type inviteRow struct {
	ID        string  `db:"id"`
	Email     *string `db:"email"`
	Note      string  `db:"note"`
	CreatedAt int64   `db:"created_at"`
	ExpiresAt int64   `db:"expires_at"`
	UsedAt    *int64  `db:"used_at"`
}

const inviteColumns = `id, email, note, created_at, expires_at, used_at`

func (r inviteRow) noun() identity.Invite {
	return identity.Invite{
		ID: r.ID, Email: r.Email, Note: r.Note, CreatedAt: db.FromMillis(r.CreatedAt), ExpiresAt: db.FromMillis(r.ExpiresAt), UsedAt: instant(r.UsedAt),
	}
}

// CreateInvite gives a link with which one person may sign up. Sensitive. An invite bound to an address is mailed there
// when there is mail. Error: [identity.ErrInviteInvalid] with fields.
func (s *Service) CreateInvite(ctx context.Context, in identity.AdminCreateInviteInput) (address string, expires time.Time, err error) {
	a, err := s.allowed(ctx, identity.ActionAdminAct)
	if err != nil {
		return "", time.Time{}, err
	}
	in.Note = strings.TrimSpace(in.Note)
	if err := in.Validate(); err != nil {
		return "", time.Time{}, err
	}
	now := s.now()
	plain, _ := secret.Token()
	address = s.linkAddress(identity.LinkInvite, plain)
	expires = now.Add(time.Duration(in.ExpiresInDays) * 24 * time.Hour)
	row := inviteRow{ID: id.New(now), Note: in.Note, CreatedAt: db.Millis(now), ExpiresAt: db.Millis(expires)}
	if in.Email != nil && strings.TrimSpace(*in.Email) != "" {
		email, err := identity.ParseEmail(*in.Email)
		if err != nil {
			return "", time.Time{}, err
		}
		row.Email = &email
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.adminTurn(ctx, tx, a.UserID); err != nil {
			return err
		}
		if err := s.store.insertInvite(ctx, tx, row, hashText(plain), a.UserID); err != nil {
			return err
		}
		if err := s.emit(ctx, tx, "", identity.InviteCreated{Trace: s.trace(ctx), InviteID: row.ID}); err != nil || row.Email == nil {
			return err
		}
		inviter, err := s.store.userByID(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		return s.write(ctx, tx, identity.LetterInvite, nil, *row.Email, map[string]string{
			"url": address, "note": row.Note, "days": strconv.Itoa(in.ExpiresInDays), "inviter": inviter.DisplayName,
		})
	})
	return address, expires, err
}

// RevokeInvite takes an open invite back. Sensitive. Error: [identity.ErrInviteNotFound].
func (s *Service) RevokeInvite(ctx context.Context, inviteID string) error {
	a, err := s.allowed(ctx, identity.ActionAdminAct)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.adminTurn(ctx, tx, a.UserID); err != nil {
			return err
		}
		n, err := tx.Exec(ctx, `DELETE FROM identity_invites WHERE id = $1 AND used_at IS NULL`, inviteID)
		if err != nil {
			return err
		}
		if n == 0 {
			return identity.ErrInviteNotFound
		}
		return s.emit(ctx, tx, "", identity.InviteRevoked{Trace: s.trace(ctx), InviteID: inviteID})
	})
}

// Invites lists invites, newest first. Errors: [identity.ErrAdminOnly], [page.ErrBadFirst], [page.ErrBadCursor].
func (s *Service) Invites(ctx context.Context, args page.Args) (*identity.InviteConnection, error) {
	a, err := s.allowed(ctx, identity.ActionAdminRead)
	if err != nil {
		return nil, err
	}
	limit, err := page.Limit(args.First, adminPage)
	if err != nil {
		return nil, err
	}
	scope := page.Scope("adminInvites", nil)
	after, err := s.Pages.OpenN(scope, a.UserID, args.After, 1)
	if err != nil {
		return nil, err
	}
	last := ""
	if after != nil {
		last = after[0]
	}
	rows, err := db.Select[inviteRow](ctx, s.DB.Reader(), `SELECT `+inviteColumns+` FROM identity_invites
		WHERE $1 = '' OR id < $1 ORDER BY id DESC LIMIT $2`, last, limit+1)
	if err != nil {
		return nil, err
	}
	kept, cursors, info := page.Connect(s.Pages, scope, a.UserID, rows, limit, func(r inviteRow) []string { return []string{r.ID} })
	out := &identity.InviteConnection{Nodes: make([]identity.Invite, len(kept)), Edges: make([]identity.InviteEdge, len(kept)), PageInfo: info}
	for i, r := range kept {
		out.Nodes[i] = r.noun()
		out.Edges[i] = identity.InviteEdge{Cursor: cursors[i], Node: out.Nodes[i]}
	}
	return out, nil
}

// InspectInvite tells what the page of an invite may show. It changes nothing. Error: [identity.ErrLinkDead].
func (s *Service) InspectInvite(ctx context.Context, invite string) (identity.LinkView, error) {
	row, err := db.Get[inviteRow](ctx, s.DB.Reader(), `SELECT `+inviteColumns+` FROM identity_invites
		WHERE hash = $1 AND used_at IS NULL AND expires_at > $2`, hashText(invite), db.Millis(s.now()))
	if errors.Is(err, db.ErrNoRows) {
		return identity.LinkView{}, identity.ErrLinkDead
	}
	if err != nil {
		return identity.LinkView{}, err
	}
	view := identity.LinkView{Purpose: identity.LinkInvite, ExpiresAt: db.FromMillis(row.ExpiresAt)}
	if row.Email != nil {
		view.Email = *row.Email
	}
	return view, nil
}

// spendInvite uses an invite up for the account; of any number at once exactly one gets it.
// Error: [identity.ErrInviteNeeded], also when it is bound to another address.
func (s *Service) spendInvite(ctx context.Context, tx *db.Tx, invite string, u *userRow) (inviteRow, error) {
	row, err := db.Get[inviteRow](ctx, tx, `UPDATE identity_invites SET used_at = $2, used_by = $3
		WHERE hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING `+inviteColumns, hashText(invite), db.Millis(s.now()), u.ID)
	if errors.Is(err, db.ErrNoRows) {
		return row, identity.ErrInviteNeeded
	}
	if err == nil && row.Email != nil && identity.EmailKey(*row.Email) != u.EmailKey {
		return row, identity.ErrInviteNeeded
	}
	return row, err
}

func (store) insertInvite(ctx context.Context, tx *db.Tx, r inviteRow, hash, createdBy string) error {
	_, err := tx.Exec(ctx, `INSERT INTO identity_invites (id, email, note, hash, created_by, created_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, r.ID, r.Email, r.Note, hash, createdBy, r.CreatedAt, r.ExpiresAt)
	return err
}
