package identitysvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// takeHandle makes the handle the user's current one and keeps the former one for [identity.HandleHold].
// Error: [identity.ErrHandleTaken].
func (store) takeHandle(ctx context.Context, tx *db.Tx, userID, handle string, now time.Time) error {
	skeleton := identity.HandleSkeleton(handle)
	n, err := tx.Exec(ctx, `INSERT INTO identity_handles (skeleton, handle, user_id, current, held_until) VALUES ($1, $2, $3, TRUE, NULL)
		ON CONFLICT (skeleton) DO UPDATE SET handle = excluded.handle, user_id = excluded.user_id, current = TRUE, held_until = NULL
		WHERE identity_handles.user_id = excluded.user_id OR (NOT identity_handles.current AND identity_handles.held_until <= $4)`,
		skeleton, handle, userID, db.Millis(now))
	if err != nil {
		return err
	}
	if n == 0 {
		return identity.ErrHandleTaken.WithField("handle", identity.ErrHandleTaken.Public)
	}
	_, err = tx.Exec(ctx, `UPDATE identity_handles SET current = FALSE, held_until = $3 WHERE user_id = $1 AND current AND skeleton <> $2`,
		userID, skeleton, db.Millis(now.Add(identity.HandleHold)))
	return err
}

// reserveHandle keeps a handle back without an owner. Error: [identity.ErrHandleTaken].
func (store) reserveHandle(ctx context.Context, tx *db.Tx, handle string, now, until time.Time) error {
	n, err := tx.Exec(ctx, `INSERT INTO identity_handles (skeleton, handle, user_id, current, held_until) VALUES ($1, $2, NULL, FALSE, $3)
		ON CONFLICT (skeleton) DO UPDATE SET handle = excluded.handle, user_id = NULL, held_until = excluded.held_until
		WHERE NOT identity_handles.current AND identity_handles.held_until <= $4`,
		identity.HandleSkeleton(handle), handle, db.Millis(until), db.Millis(now))
	if err != nil {
		return err
	}
	if n == 0 {
		return identity.ErrHandleTaken.WithField("handle", identity.ErrHandleTaken.Public)
	}
	return nil
}

// dropHandles frees the handles of an account that was never proven, or keeps those of a deleted one back.
func (store) dropHandles(ctx context.Context, tx *db.Tx, userID string, until time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE identity_handles SET user_id = NULL, current = FALSE, held_until = $2 WHERE user_id = $1`, userID, db.Millis(until))
	return err
}
