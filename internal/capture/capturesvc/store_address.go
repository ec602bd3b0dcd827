package capturesvc

import (
	"context"
	"fmt"
	"strings"

	"tamatar.dev/tamatar/internal/capture"
	"tamatar.dev/tamatar/internal/platform/db"
)

// addressRow is a row of capture_addresses, without its hash.
type addressRow struct {
	OwnerID   string
	Senders   string
	CreatedAt int64
	Uses      int
	LastAt    *int64
}

const addressColumns = "owner_id, senders, created_at, uses, last_at"

func (r *addressRow) noun() *capture.CaptureAddress {
	return &capture.CaptureAddress{Senders: strings.Fields(r.Senders), CreatedAt: db.FromMillis(r.CreatedAt), Uses: r.Uses, LastAt: instant(r.LastAt)}
}

// saveAddress gives a person a new address; who may write to it stays as it was.
func (s store) saveAddress(ctx context.Context, tx *db.Tx, ownerID, hash string, at int64) error {
	_, err := tx.Exec(ctx, `INSERT INTO capture_addresses (owner_id, hash, senders, created_at) VALUES ($1, $2, '', $3)
		ON CONFLICT (owner_id) DO UPDATE SET hash = $2, created_at = $3, uses = 0, last_at = NULL`, ownerID, hash, at)
	if err != nil {
		return fmt.Errorf("save mail address: %w", err)
	}
	return nil
}

// address reads that of a person. Error: db.ErrNoRows.
func (s store) address(ctx context.Context, q db.Querier, ownerID string) (addressRow, error) {
	return db.Get[addressRow](ctx, q, "SELECT "+addressColumns+" FROM capture_addresses WHERE owner_id = $1", ownerID)
}

// addressByHash finds the address of a secret. Error: db.ErrNoRows.
func (s store) addressByHash(ctx context.Context, hash string) (addressRow, error) {
	return db.Get[addressRow](ctx, s.db.Reader(), "SELECT "+addressColumns+" FROM capture_addresses WHERE hash = $1", hash)
}

// saveSenders says who may write. Error: db.ErrNoRows.
func (s store) saveSenders(ctx context.Context, tx *db.Tx, ownerID, senders string) (addressRow, error) {
	return db.Get[addressRow](ctx, tx, "UPDATE capture_addresses SET senders = $2 WHERE owner_id = $1 RETURNING "+addressColumns, ownerID, senders)
}

func (s store) useAddress(ctx context.Context, ownerID string, at int64) error {
	_, err := s.db.Writer().Exec(ctx, "UPDATE capture_addresses SET uses = uses + 1, last_at = $2 WHERE owner_id = $1", ownerID, at)
	if err != nil {
		return fmt.Errorf("note the use of a mail address: %w", err)
	}
	return nil
}

// deleteAddress removes that of a person. Error: db.ErrNoRows.
func (s store) deleteAddress(ctx context.Context, tx *db.Tx, ownerID string) (addressRow, error) {
	return db.Get[addressRow](ctx, tx, "DELETE FROM capture_addresses WHERE owner_id = $1 RETURNING "+addressColumns, ownerID)
}
