package identitysvc

import (
	"context"
	"errors"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/searchtext"
)

const adminPage = 50

// AdminUsers lists accounts, newest first; deleted ones only when asked for.
// Errors: [identity.ErrAdminOnly], [page.ErrBadFirst], [page.ErrBadCursor].
func (s *Service) AdminUsers(ctx context.Context, args page.Args, f identity.AdminUserFilter) (*identity.AdminUserConnection, error) {
	a, err := s.allowed(ctx, identity.ActionAdminRead)
	if err != nil {
		return nil, err
	}
	limit, err := page.Limit(args.First, adminPage)
	if err != nil {
		return nil, err
	}
	f.Search = strings.TrimSpace(f.Search)
	scope := page.Scope("adminUsers", f)
	after, err := s.Pages.OpenN(scope, a.UserID, args.After, 1)
	if err != nil {
		return nil, err
	}
	last := ""
	if after != nil {
		last = after[0]
	}
	rows, err := s.store.adminUsers(ctx, s.DB.Reader(), f, last, limit+1)
	if err != nil {
		return nil, err
	}
	total, err := s.store.countAdminUsers(ctx, s.DB.Reader(), f)
	if err != nil {
		return nil, err
	}
	nodes, cursors, info := page.Connect(s.Pages, scope, a.UserID, rows, limit, func(u identity.AdminUser) []string { return []string{u.ID} })
	out := &identity.AdminUserConnection{Nodes: nodes, Edges: make([]identity.AdminUserEdge, len(nodes)), PageInfo: info, TotalCount: int(total)}
	for i, n := range nodes {
		out.Edges[i] = identity.AdminUserEdge{Cursor: cursors[i], Node: n}
	}
	return out, nil
}

// AdminUser gives one account, and nil when there is none. Error: [identity.ErrAdminOnly].
func (s *Service) AdminUser(ctx context.Context, userID string) (*identity.AdminUser, error) {
	if _, err := s.allowed(ctx, identity.ActionAdminRead); err != nil {
		return nil, err
	}
	u, err := s.store.adminUser(ctx, s.DB.Reader(), userID)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil //nolint:nilnil // the field is null.
	}
	return u, err
}

// adminUserRow is an account as administrators see it.
type adminUserRow struct {
	ID            string              `db:"id"`
	Handle        string              `db:"handle"`
	DisplayName   string              `db:"display_name"`
	Email         string              `db:"email"`
	EmailVerified bool                `db:"email_verified"`
	Role          identity.Role       `db:"role"`
	Status        identity.UserStatus `db:"status"`
	CreatedAt     int64               `db:"created_at"`
	LastSeenAt    *int64              `db:"last_seen_at"`
	SessionCount  int                 `db:"session_count"`
	FactorCount   int                 `db:"factor_count"`
}

const adminUserColumns = `u.id, u.handle, u.display_name, u.email, u.email_verified, u.role, u.status, u.created_at, u.last_seen_at,
	(SELECT COUNT(*) FROM identity_sessions s WHERE s.user_id = u.id) AS session_count,
	(SELECT COUNT(*) FROM identity_passkeys p WHERE p.user_id = u.id) +
	(SELECT COUNT(*) FROM identity_totp o WHERE o.user_id = u.id AND o.confirmed_at IS NOT NULL) AS factor_count`

func (r adminUserRow) noun() identity.AdminUser {
	out := identity.AdminUser{
		ID: r.ID, Handle: r.Handle, DisplayName: r.DisplayName, Email: r.Email, EmailVerified: r.EmailVerified, Role: r.Role,
		Status: r.Status, CreatedAt: db.FromMillis(r.CreatedAt), LastSeenAt: instant(r.LastSeenAt), SessionCount: r.SessionCount, FactorCount: r.FactorCount,
	}
	if r.Status == identity.StatusDeleted {
		gone := identity.DeletedUser(r.ID)
		out.Handle, out.DisplayName = gone.Handle, gone.DisplayName
	}
	return out
}

// adminUserWhere is the condition of a filter: $1 status, $2 beginning, $3 part.
const adminUserWhere = `(u.status = $1 OR ($1 = '' AND u.status <> 'deleted'))
	AND ($2 = '' OR u.handle LIKE $2 ESCAPE '\' OR u.email_key LIKE $2 ESCAPE '\' OR u.display_name_folded LIKE $3 ESCAPE '\')`

func adminUserArgs(f identity.AdminUserFilter) []any {
	begin, part := "", ""
	if f.Search != "" {
		plain := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
		begin, part = plain.Replace(identity.EmailKey(strings.TrimPrefix(f.Search, "@")))+"%", "%"+plain.Replace(searchtext.Name(f.Search))+"%"
	}
	return []any{string(f.Status), begin, part}
}

func (store) adminUsers(ctx context.Context, q db.Querier, f identity.AdminUserFilter, after string, limit int) ([]identity.AdminUser, error) {
	rows, err := db.Select[adminUserRow](ctx, q, `SELECT `+adminUserColumns+` FROM identity_users u WHERE `+adminUserWhere+`
		AND ($4 = '' OR u.id < $4) ORDER BY u.id DESC LIMIT $5`, append(adminUserArgs(f), after, limit)...)
	if err != nil {
		return nil, err
	}
	out := make([]identity.AdminUser, len(rows))
	for i, r := range rows {
		out[i] = r.noun()
	}
	return out, nil
}

func (store) countAdminUsers(ctx context.Context, q db.Querier, f identity.AdminUserFilter) (int64, error) {
	return db.Get[int64](ctx, q, `SELECT COUNT(*) FROM identity_users u WHERE `+adminUserWhere, adminUserArgs(f)...)
}

func (store) adminUser(ctx context.Context, q db.Querier, id string) (*identity.AdminUser, error) {
	r, err := db.Get[adminUserRow](ctx, q, `SELECT `+adminUserColumns+` FROM identity_users u WHERE u.id = $1`, id)
	if err != nil {
		return nil, err
	}
	out := r.noun()
	return &out, nil
}
