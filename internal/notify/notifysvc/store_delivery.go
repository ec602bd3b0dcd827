package notifysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
)

// deliveryRow is one notice on its way on one channel.
type deliveryRow struct {
	noticeRow

	DeliveryID string           `db:"delivery_id"`
	Channel    notify.Channel   `db:"channel"`
	Frequency  notify.Frequency `db:"frequency"`
	DoneAt     *int64           `db:"done_at"`
}

// insertDelivery promises a notice on a channel; batch is nil while it waits for a digest.
func (s store) insertDelivery(ctx context.Context, tx *db.Tx, id string, n noticeRow, c notify.Channel, f notify.Frequency, batch *string) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO notify_deliveries (id, notice_id, user_id, channel, frequency, batch_id, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, id, n.ID, n.UserID, c, f, batch, n.CreatedAt)
	return err
}

// mailsSince counts the mails that were put on their way at once since an instant.
func (s store) mailsSince(ctx context.Context, q db.Querier, userID string, since int64) (int, error) {
	return db.Get[int](ctx, q, `SELECT COUNT(*) FROM notify_deliveries
		WHERE user_id = $1 AND channel = 'mail' AND created_at > $2 AND frequency = 'at_once'`, userID, since)
}

// maxBatch is how many notices one mail or push stands for; a longer digest says that there is more.
const maxBatch = 500

// batch are the notices that go out together, oldest first.
func (s store) batch(ctx context.Context, q db.Querier, batchID string) ([]deliveryRow, error) {
	return db.Select[deliveryRow](ctx, q, `
		SELECT `+noticeColumns+`, d.id AS delivery_id, d.channel, d.frequency, d.done_at
		FROM notify_deliveries d JOIN notify_notices n ON n.id = d.notice_id
		WHERE d.batch_id = $1 ORDER BY n.id LIMIT $2`, batchID, maxBatch)
}

// collect gives everything that waits for a digest one batch and tells how many there are.
func (s store) collect(ctx context.Context, tx *db.Tx, userID string, c notify.Channel, f notify.Frequency, batchID string) (int64, error) {
	return tx.Exec(ctx, `UPDATE notify_deliveries SET batch_id = $4 WHERE id IN (
		SELECT id FROM notify_deliveries WHERE user_id = $1 AND channel = $2 AND frequency = $3 AND batch_id IS NULL ORDER BY id LIMIT $5)`,
		userID, c, f, batchID, maxBatch)
}

// claim makes the caller the only one who sends a batch until stale; false when somebody else is at it or it is done.
func (s store) claim(ctx context.Context, batchID string, now, stale int64) (bool, error) {
	n, err := s.db.Writer().Exec(ctx, `UPDATE notify_deliveries SET claimed_at = $2
		WHERE batch_id = $1 AND done_at IS NULL AND (claimed_at IS NULL OR claimed_at < $3)`, batchID, now, stale)
	return n > 0, err
}

// release gives a batch back after an attempt that failed.
func (s store) release(ctx context.Context, batchID string) error {
	_, err := s.db.Writer().Exec(ctx, `UPDATE notify_deliveries SET claimed_at = NULL WHERE batch_id = $1 AND done_at IS NULL`, batchID)
	return err
}

// finish writes down how it ended.
func (s store) finish(ctx context.Context, q db.Querier, batchID, outcome string, now int64) error {
	_, err := q.Exec(ctx, `UPDATE notify_deliveries SET done_at = $2, outcome = $3 WHERE batch_id = $1 AND done_at IS NULL`, batchID, now, outcome)
	return err
}
