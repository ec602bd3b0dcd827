package notifysvc

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
)

// noticeRow is a row of notify_notices.
type noticeRow struct {
	ID         string `db:"id"`
	UserID     string `db:"user_id"`
	Category   string `db:"category"`
	Kind       string `db:"kind"`
	EventKey   string `db:"event_key"`
	Facts      string `db:"facts"`
	Path       string `db:"path"`
	InInbox    bool   `db:"in_inbox"`
	CreatedAt  int64  `db:"created_at"`
	ReadAt     *int64 `db:"read_at"`
	ArchivedAt *int64 `db:"archived_at"`
	DeletedAt  *int64 `db:"deleted_at"`
}

const noticeColumns = `n.id, n.user_id, n.category, n.kind, n.event_key, n.facts, n.path, n.in_inbox, n.created_at, n.read_at, n.archived_at, n.deleted_at`

// factsFor are the facts as the wording takes them: instants in the reader's zone.
func (r noticeRow) factsFor(zone *time.Location) (map[string]string, error) {
	facts := map[string]string{}
	if err := json.Unmarshal([]byte(r.Facts), &facts); err != nil {
		return nil, fmt.Errorf("read facts of notice %s: %w", r.ID, err)
	}
	if t, err := time.Parse(time.RFC3339, facts["time"]); err == nil {
		facts["time"] = t.In(zone).Format(time.RFC3339)
	}
	return facts, nil
}

// insertNotice adds a notice and tells whether it was new for the person.
func (s store) insertNotice(ctx context.Context, tx *db.Tx, r noticeRow) (bool, error) {
	n, err := tx.Exec(ctx, `
		INSERT INTO notify_notices (id, user_id, category, kind, event_key, facts, path, in_inbox, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (user_id, event_key) DO NOTHING`,
		r.ID, r.UserID, r.Category, r.Kind, r.EventKey, r.Facts, r.Path, r.InInbox, r.CreatedAt)
	return n > 0, err
}

// recentNotices counts those of a category since an instant, at most limit.
func (s store) recentNotices(ctx context.Context, q db.Querier, userID, category string, since int64, limit int) (int, error) {
	return db.Get[int](ctx, q, `SELECT COUNT(*) FROM (
		SELECT 1 FROM notify_notices WHERE user_id = $1 AND category = $3 AND created_at > $2 LIMIT $4) c`, userID, since, category, limit)
}

const inInbox = `user_id = $1 AND in_inbox = TRUE AND deleted_at IS NULL`

// inbox lists notices before an id ("" is the top), newest first.
func (s store) inbox(ctx context.Context, userID, before string, box notify.Box, unread bool, limit int) ([]noticeRow, error) {
	where := ` AND archived_at IS NULL`
	if box == notify.BoxArchive {
		where = ` AND archived_at IS NOT NULL`
	}
	if unread {
		where += ` AND read_at IS NULL`
	}
	return db.Select[noticeRow](ctx, s.db.Reader(), `SELECT `+noticeColumns+` FROM notify_notices n
		WHERE `+inInbox+` AND ($2 = '' OR n.id < $2)`+where+` ORDER BY n.id DESC LIMIT $3`, userID, before, limit)
}

// unread counts the unread notices of the inbox, at most [notify.MaxUnread].
func (s store) unread(ctx context.Context, q db.Querier, userID string) (int, error) {
	return db.Get[int](ctx, q, `SELECT COUNT(*) FROM (SELECT 1 FROM notify_notices
		WHERE `+inInbox+` AND archived_at IS NULL AND read_at IS NULL LIMIT $2) c`, userID, notify.MaxUnread)
}

// acts are the changes of a row; $2 is the instant.
var acts = map[notify.Act]string{
	notify.ActRead:      `read_at = $2 WHERE read_at IS NULL`,
	notify.ActUnread:    `read_at = NULL WHERE $2 > CAST(0 AS BIGINT) AND read_at IS NOT NULL`,
	notify.ActArchive:   `archived_at = $2, read_at = COALESCE(read_at, $2) WHERE archived_at IS NULL`,
	notify.ActUnarchive: `archived_at = NULL WHERE $2 > CAST(0 AS BIGINT) AND archived_at IS NOT NULL`,
	notify.ActDelete:    `deleted_at = $2 WHERE deleted_at IS NULL`,
	notify.ActRestore:   `deleted_at = NULL WHERE $2 > CAST(0 AS BIGINT) AND deleted_at IS NOT NULL`,
}

// act changes notices of a person and tells how many.
func (s store) act(ctx context.Context, tx *db.Tx, userID string, act notify.Act, ids []string, now int64) (int, error) {
	args := []any{userID, now}
	for _, id := range ids {
		args = append(args, id)
	}
	n, err := tx.Exec(ctx, `UPDATE notify_notices SET `+acts[act]+` AND user_id = $1 AND in_inbox = TRUE AND id IN `+db.In(len(ids), 3), args...)
	return int(n), err
}

func (s store) readAll(ctx context.Context, tx *db.Tx, userID string, now int64) (int, error) {
	n, err := tx.Exec(ctx, `UPDATE notify_notices SET read_at = $2 WHERE `+inInbox+` AND archived_at IS NULL AND read_at IS NULL`, userID, now)
	return int(n), err
}

// sweep removes notices that were deleted before one instant or made before another, some at a time.
func (s store) sweep(ctx context.Context, deletedBefore, madeBefore int64, limit int) (int64, error) {
	return s.db.Writer().Exec(ctx, `DELETE FROM notify_notices WHERE id IN (
		SELECT id FROM notify_notices WHERE deleted_at < $1 OR created_at < $2 LIMIT $3)`, deletedBefore, madeBefore, limit)
}

// told reports whether a person has heard of an event already.
func (s store) told(ctx context.Context, q db.Querier, userID, key string) (bool, error) {
	n, err := db.Get[int](ctx, q, `SELECT COUNT(*) FROM notify_notices WHERE user_id = $1 AND event_key = $2`, userID, key)
	return n > 0, err
}

// noticesAfter are notices of a person that were not deleted, oldest first, after an id.
func (s store) noticesAfter(ctx context.Context, userID, after string, limit int) ([]noticeRow, error) {
	return db.Select[noticeRow](ctx, s.db.Reader(), `SELECT `+noticeColumns+` FROM notify_notices n
		WHERE n.user_id = $1 AND n.id > $2 AND n.deleted_at IS NULL ORDER BY n.id LIMIT $3`, userID, after, limit)
}

func (s store) eraseNotices(ctx context.Context, userID string, limit int) (int64, error) {
	return s.db.Writer().Exec(ctx, `DELETE FROM notify_notices WHERE user_id = $1 AND id IN (
		SELECT id FROM notify_notices WHERE user_id = $1 LIMIT $2)`, userID, limit)
}
