package identitysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/searchtext"
)

// store is all SQL of identity. It has no state; every method says on which connection it runs.
type store struct{}

func (store) userByID(ctx context.Context, q db.Querier, id string) (*userRow, error) {
	return db.Get[*userRow](ctx, q, `SELECT `+userColumns+` FROM identity_users u WHERE u.id = $1`, id)
}

// lockUser reads the user for a change: on PostgreSQL other changes wait.
func (store) lockUser(ctx context.Context, tx *db.Tx, id string) (*userRow, error) {
	if _, err := tx.Exec(ctx, `UPDATE identity_users SET revision = revision WHERE id = $1`, id); err != nil {
		return nil, err
	}
	return store{}.userByID(ctx, tx, id)
}

func (store) userByEmail(ctx context.Context, q db.Querier, emailKey string) (*userRow, error) {
	return db.Get[*userRow](ctx, q, `SELECT `+userColumns+` FROM identity_users u WHERE u.email_key = $1 AND u.status <> 'deleted'`, emailKey)
}

// userByHandle finds the owner of a handle; with old also by a handle that was given up and still leads to its owner.
func (store) userByHandle(ctx context.Context, q db.Querier, handle string, old bool, nowMs int64) (*userRow, error) {
	return db.Get[*userRow](ctx, q, `SELECT `+userColumns+` FROM identity_handles h JOIN identity_users u ON u.id = h.user_id
		WHERE h.skeleton = $1 AND h.handle = $2 AND u.status <> 'deleted' AND (h.current OR ($3 AND h.held_until > $4))`,
		identity.HandleSkeleton(handle), handle, old, nowMs)
}

func (store) usersByID(ctx context.Context, q db.Querier, ids []string) ([]*userRow, error) {
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	return db.Select[*userRow](ctx, q, `SELECT `+userColumns+` FROM identity_users u WHERE u.id IN `+db.In(len(ids), 1), args...)
}

func (store) insertUser(ctx context.Context, tx *db.Tx, u *userRow) error {
	_, err := tx.Exec(ctx, `INSERT INTO identity_users (id, email, email_key, email_verified, handle, display_name, time_zone, week_start,
		locale, role, status, needs_approval, password_hash, created_at, display_name_folded)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		u.ID, u.Email, u.EmailKey, u.EmailVerified, u.Handle, u.DisplayName, u.TimeZone, string(u.WeekStart),
		u.Locale, string(u.Role), string(u.Status), u.NeedsApproval, u.PasswordHash, u.CreatedAt, searchtext.Name(u.DisplayName))
	return err
}

// replaceUnverified puts what was typed last in place of an account that nobody has proven to own.
func (store) replaceUnverified(ctx context.Context, tx *db.Tx, u *userRow) error {
	_, err := tx.Exec(ctx, `UPDATE identity_users SET email = $2, handle = $3, display_name = $4, time_zone = $5, week_start = $6, locale = $7,
		password_hash = $8, needs_approval = $9, email_verified = $10, status = $11, created_at = $12, display_name_folded = $13,
		auth_version = auth_version + 1
		WHERE id = $1 AND NOT email_verified`,
		u.ID, u.Email, u.Handle, u.DisplayName, u.TimeZone, string(u.WeekStart), u.Locale, u.PasswordHash, u.NeedsApproval,
		u.EmailVerified, string(u.Status), u.CreatedAt, searchtext.Name(u.DisplayName))
	return err
}

func (store) setPassword(ctx context.Context, tx *db.Tx, userID, hash string, short bool) error {
	_, err := tx.Exec(ctx, `UPDATE identity_users SET password_hash = $2, short_password = $3, auth_version = auth_version + 1 WHERE id = $1`, userID, hash, short)
	return err
}

// rehash keeps the password and raises the cost of its hash, unless the password was changed meanwhile.
func (store) rehash(ctx context.Context, q db.Querier, userID, oldHash, newHash string) error {
	_, err := q.Exec(ctx, `UPDATE identity_users SET password_hash = $3 WHERE id = $1 AND password_hash = $2`, userID, oldHash, newHash)
	return err
}

// setVerified marks the address as proven and lets the account in unless it waits for approval.
func (store) setVerified(ctx context.Context, tx *db.Tx, userID string) error {
	_, err := tx.Exec(ctx, `UPDATE identity_users SET email_verified = TRUE,
		status = CASE WHEN status = 'pending' AND NOT needs_approval THEN 'active' ELSE status END WHERE id = $1`, userID)
	return err
}

func (store) setStatus(ctx context.Context, tx *db.Tx, userID string, to identity.UserStatus, reason string) error {
	_, err := tx.Exec(ctx, `UPDATE identity_users SET status = $2, suspended_reason = $3, auth_version = auth_version + 1,
		needs_approval = CASE WHEN $2 = 'active' THEN FALSE ELSE needs_approval END WHERE id = $1`, userID, string(to), reason)
	return err
}

func (store) setRole(ctx context.Context, tx *db.Tx, userID string, role identity.Role) error {
	_, err := tx.Exec(ctx, `UPDATE identity_users SET role = $2, auth_version = auth_version + 1 WHERE id = $1`, userID, string(role))
	return err
}

// otherAdmins counts the administrators other than the user who can sign in: one who has never set a password helps nobody.
func (store) otherAdmins(ctx context.Context, q db.Querier, userID string) (int64, error) {
	return db.Get[int64](ctx, q, `SELECT COUNT(*) FROM identity_users WHERE role = 'admin' AND status = 'active' AND password_hash <> '' AND id <> $1`, userID)
}

func (store) adminIDs(ctx context.Context, q db.Querier) ([]string, error) {
	return db.Select[string](ctx, q, `SELECT id FROM identity_users WHERE role = 'admin' AND status = 'active' ORDER BY id LIMIT 20`)
}

// scrubUser empties everything personal. The id stays, so that records about it keep their meaning.
func (store) scrubUser(ctx context.Context, tx *db.Tx, userID string, nowMs int64) error {
	_, err := tx.Exec(ctx, `UPDATE identity_users SET email = '', email_key = 'deleted:' || id, email_verified = FALSE, pending_email = NULL,
		handle = 'deleted:' || id, display_name = '', display_name_folded = '', bio = '', bio_html = '', pronouns = '', location = '', links = '[]',
		avatar_id = NULL, time_zone = 'UTC', day_start = 0, week_start = 'monday', locale = 'en', theme = 'system', dashboard = '[]', role = 'member',
		status = 'deleted', needs_approval = FALSE, suspended_reason = '', password_hash = '', short_password = FALSE, auth_version = auth_version + 1,
		revision = revision + 1, onboarded_at = NULL, last_seen_at = NULL, deleted_at = $2 WHERE id = $1`, userID, nowMs)
	return err
}
