package capturesvc

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/capture"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
)

// store is all SQL of capture. Every statement names the owner, except those that a secret leads to.
type store struct{ db *db.DB }

// hookRow is a row of capture_hooks, without its hash.
type hookRow struct {
	ID          string
	OwnerID     string
	Name        string
	Kind        journal.Kind
	Tags        string
	Signing     string
	CreatedAt   int64
	Uses        int
	LastAt      *int64
	LastNetwork string
	LastClient  string
}

const hookColumns = "id, owner_id, name, kind, tags, signing, created_at, uses, last_at, last_network, last_client"

func (r *hookRow) noun() capture.CaptureHook {
	return capture.CaptureHook{
		ID: r.ID, Name: r.Name, Kind: r.Kind, Tags: strings.Fields(r.Tags), Signed: r.Signing != "", CreatedAt: db.FromMillis(r.CreatedAt),
		Uses: r.Uses, LastAt: instant(r.LastAt), LastNetwork: r.LastNetwork, LastClient: r.LastClient,
	}
}

func (s store) insertHook(ctx context.Context, tx *db.Tx, r *hookRow, hash string) error {
	_, err := tx.Exec(ctx, "INSERT INTO capture_hooks (id, owner_id, name, kind, tags, hash, signing, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		r.ID, r.OwnerID, r.Name, r.Kind, r.Tags, hash, r.Signing, r.CreatedAt)
	if err != nil {
		return fmt.Errorf("insert hook: %w", err)
	}
	return nil
}

func (s store) countHooks(ctx context.Context, tx *db.Tx, ownerID string) (int, error) {
	n, err := db.Get[int](ctx, tx, "SELECT count(*) FROM capture_hooks WHERE owner_id = $1", ownerID)
	if err != nil {
		return 0, fmt.Errorf("count hooks: %w", err)
	}
	return n, nil
}

// hooks reads a person's hooks, newest first.
func (s store) hooks(ctx context.Context, ownerID string, limit int) ([]hookRow, error) {
	rows, err := db.Select[hookRow](ctx, s.db.Reader(), "SELECT "+hookColumns+" FROM capture_hooks WHERE owner_id = $1 ORDER BY id DESC LIMIT $2", ownerID, limit)
	if err != nil {
		return nil, fmt.Errorf("read hooks: %w", err)
	}
	return rows, nil
}

// hookByHash finds the hook of a token. Error: db.ErrNoRows.
func (s store) hookByHash(ctx context.Context, hash string) (hookRow, error) {
	return db.Get[hookRow](ctx, s.db.Reader(), "SELECT "+hookColumns+" FROM capture_hooks WHERE hash = $1", hash)
}

func (s store) useHook(ctx context.Context, hookID string, at int64, network, client string) error {
	_, err := s.db.Writer().Exec(ctx, "UPDATE capture_hooks SET uses = uses + 1, last_at = $2, last_network = $3, last_client = $4 WHERE id = $1", hookID, at, network, client)
	if err != nil {
		return fmt.Errorf("note the use of a hook: %w", err)
	}
	return nil
}

// deleteHook removes a hook of its owner. Error: db.ErrNoRows.
func (s store) deleteHook(ctx context.Context, tx *db.Tx, ownerID, hookID string) (hookRow, error) {
	return db.Get[hookRow](ctx, tx, "DELETE FROM capture_hooks WHERE id = $1 AND owner_id = $2 RETURNING "+hookColumns, hookID, ownerID)
}

// erase removes everything of a person; it is little.
func (s store) erase(ctx context.Context, ownerID string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		for _, table := range []string{"capture_hooks", "capture_addresses"} {
			if _, err := tx.Exec(ctx, "DELETE FROM "+table+" WHERE owner_id = $1", ownerID); err != nil {
				return fmt.Errorf("erase %s: %w", table, err)
			}
		}
		return nil
	})
}

func instant(ms *int64) *time.Time {
	if ms == nil {
		return nil
	}
	t := db.FromMillis(*ms)
	return &t
}
