package notifysvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// store is all SQL of this domain. What it reads of identity it never writes.
type store struct{ db *db.DB }

// personRow is what this room reads of an account.
type personRow struct {
	ID            string              `db:"id"`
	Email         string              `db:"email"`
	EmailVerified bool                `db:"email_verified"`
	DisplayName   string              `db:"display_name"`
	TimeZone      string              `db:"time_zone"`
	DayStart      int                 `db:"day_start"`
	WeekStart     identity.Weekday    `db:"week_start"`
	Locale        string              `db:"locale"`
	Role          identity.Role       `db:"role"`
	Status        identity.UserStatus `db:"status"`
}

const personColumns = `u.id, u.email, u.email_verified, u.display_name, u.time_zone, u.day_start, u.week_start, u.locale, u.role, u.status`

func (p personRow) zone() *time.Location { return zoneOf(p.TimeZone) }

func (p personRow) admin() bool { return p.Role == identity.RoleAdmin }

// actor is the person as the rooms know somebody who asks about themselves.
func (p personRow) actor() identity.Actor {
	return identity.Actor{
		UserID: p.ID, Role: p.Role, Zone: p.TimeZone, DayStart: p.DayStart, WeekStart: p.WeekStart.Time(), Locale: p.Locale,
	}
}

// person is one active account. Error: db.ErrNoRows.
func (s store) person(ctx context.Context, q db.Querier, userID string) (personRow, error) {
	return db.Get[personRow](ctx, q, `SELECT `+personColumns+` FROM identity_users u WHERE u.id = $1 AND u.status = 'active'`, userID)
}

// maxAdmins bounds how many administrators hear of the instance.
const maxAdmins = 50

func (s store) admins(ctx context.Context, q db.Querier) ([]string, error) {
	return db.Select[string](ctx, q, `
		SELECT id FROM identity_users WHERE role = 'admin' AND status = 'active' ORDER BY id LIMIT $1`, maxAdmins)
}

// inviter is who made the invite with which somebody signed up; db.ErrNoRows when there was none.
func (s store) inviter(ctx context.Context, q db.Querier, userID string) (string, error) {
	return db.Get[string](ctx, q, `SELECT created_by FROM identity_invites WHERE used_by = $1 ORDER BY id LIMIT 1`, userID)
}

func (s store) handle(ctx context.Context, q db.Querier, userID string) (string, error) {
	return db.Get[string](ctx, q, `SELECT handle FROM identity_users WHERE id = $1`, userID)
}

// waiting is the handle of somebody whom an administrator has to let in. Error: db.ErrNoRows.
func (s store) waiting(ctx context.Context, q db.Querier, userID string) (string, error) {
	return db.Get[string](ctx, q, `SELECT handle FROM identity_users WHERE id = $1 AND status = 'pending' AND needs_approval`, userID)
}

// seen remembers a client and tells whether it was known, and whether any other was.
func (s store) seen(ctx context.Context, tx *db.Tx, userID, client string, now int64) (known, others bool, err error) {
	count, err := db.Get[int64](ctx, tx, `SELECT COUNT(*) FROM (SELECT 1 FROM notify_clients WHERE user_id = $1 LIMIT 1) c`, userID)
	if err != nil {
		return false, false, err
	}
	changed, err := tx.Exec(ctx, `UPDATE notify_clients SET seen_at = $3 WHERE user_id = $1 AND client = $2`, userID, client, now)
	if err != nil || changed > 0 {
		return changed > 0, count > 0, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO notify_clients (user_id, client, seen_at) VALUES ($1, $2, $3)
		ON CONFLICT (user_id, client) DO NOTHING`, userID, client, now)
	return false, count > 0, err
}

func (s store) state(ctx context.Context, q db.Querier, name string) (string, error) {
	return db.Get[string](ctx, q, `SELECT value FROM notify_state WHERE name = $1`, name)
}

// keepState keeps a value unless there is one already.
func (s store) keepState(ctx context.Context, q db.Querier, name, value string) error {
	_, err := q.Exec(ctx, `INSERT INTO notify_state (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`, name, value)
	return err
}

// swapState puts a value in place of another one and tells whether it was this call.
func (s store) swapState(ctx context.Context, q db.Querier, name, old, value string) (bool, error) {
	n, err := q.Exec(ctx, `UPDATE notify_state SET value = $3 WHERE name = $1 AND value = $2`, name, old, value)
	return n > 0, err
}

// tables of a person, in an order that no foreign key minds.
var personTables = []string{
	"notify_deliveries", "notify_notices", "notify_preferences", "notify_settings", "notify_push_endpoints", "notify_clients",
}

// forget removes everything of a person.
func (s store) forget(ctx context.Context, tx *db.Tx, userID string) error {
	for _, table := range personTables {
		if _, err := tx.Exec(ctx, `DELETE FROM `+table+` WHERE user_id = $1`, userID); err != nil {
			return err
		}
	}
	return nil
}
