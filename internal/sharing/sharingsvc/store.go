package sharingsvc

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/sharing"
)

// store is all SQL of sharing. Every statement names the owner, except those that a token or an event leads to.
type store struct{ db *db.DB }

// linkRow is a row of sharing_links, without its hash.
type linkRow struct {
	ID          string
	OwnerID     string
	EntryID     string
	CreatedAt   int64
	ExpiresAt   *int64
	LastAt      *int64
	LastNetwork string
}

const linkColumns = "id, owner_id, entry_id, created_at, expires_at, last_at, last_network"

func (r *linkRow) noun(e *journal.Entry) sharing.EntryLink {
	return sharing.EntryLink{
		ID: r.ID, Entry: e, CreatedAt: db.FromMillis(r.CreatedAt), ExpiresAt: instant(r.ExpiresAt), LastAt: instant(r.LastAt), LastNetwork: r.LastNetwork,
	}
}

func (s store) insertLink(ctx context.Context, tx *db.Tx, r *linkRow, hash string) error {
	_, err := tx.Exec(ctx, "INSERT INTO sharing_links (id, owner_id, entry_id, hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
		r.ID, r.OwnerID, r.EntryID, hash, r.CreatedAt, r.ExpiresAt)
	if err != nil {
		return fmt.Errorf("insert link: %w", err)
	}
	return nil
}

func (s store) countLinks(ctx context.Context, tx *db.Tx, ownerID string) (int, error) {
	n, err := db.Get[int](ctx, tx, "SELECT count(*) FROM sharing_links WHERE owner_id = $1", ownerID)
	if err != nil {
		return 0, fmt.Errorf("count links: %w", err)
	}
	return n, nil
}

// links reads a person's links that are not over, newest first.
func (s store) links(ctx context.Context, ownerID string, entryID *string, now int64, limit int) ([]linkRow, error) {
	rows, err := db.Select[linkRow](ctx, s.db.Reader(), "SELECT "+linkColumns+` FROM sharing_links
		WHERE owner_id = $1 AND (expires_at IS NULL OR expires_at > $2) AND (CAST($3 AS TEXT) IS NULL OR entry_id = $3)
		ORDER BY id DESC LIMIT $4`, ownerID, now, entryID, limit)
	if err != nil {
		return nil, fmt.Errorf("read links: %w", err)
	}
	return rows, nil
}

// linkByHash finds the link of a token that is not over. Error: db.ErrNoRows.
func (s store) linkByHash(ctx context.Context, hash string, now int64) (linkRow, error) {
	return db.Get[linkRow](ctx, s.db.Reader(), "SELECT "+linkColumns+
		" FROM sharing_links WHERE hash = $1 AND (expires_at IS NULL OR expires_at > $2)", hash, now)
}

func (s store) useLink(ctx context.Context, linkID string, at int64, network string) error {
	_, err := s.db.Writer().Exec(ctx, "UPDATE sharing_links SET last_at = $2, last_network = $3 WHERE id = $1", linkID, at, network)
	if err != nil {
		return fmt.Errorf("note the use of a link: %w", err)
	}
	return nil
}

// deleteLink removes a link of its owner. Error: db.ErrNoRows.
func (s store) deleteLink(ctx context.Context, tx *db.Tx, ownerID, linkID string) (linkRow, error) {
	return db.Get[linkRow](ctx, tx, "DELETE FROM sharing_links WHERE id = $1 AND owner_id = $2 RETURNING "+linkColumns, linkID, ownerID)
}

// deleteLinksOf removes the link of an entry.
func (s store) deleteLinksOf(ctx context.Context, tx *db.Tx, entryID string) ([]linkRow, error) {
	rows, err := db.Select[linkRow](ctx, tx, "DELETE FROM sharing_links WHERE entry_id = $1 RETURNING "+linkColumns, entryID)
	if err != nil {
		return nil, fmt.Errorf("end links: %w", err)
	}
	return rows, nil
}

func (s store) deleteExpired(ctx context.Context, now int64) error {
	if _, err := s.db.Writer().Exec(ctx, "DELETE FROM sharing_links WHERE expires_at <= $1", now); err != nil {
		return fmt.Errorf("forget expired links: %w", err)
	}
	return nil
}

// feedRow is a row of sharing_feeds, without its hash.
type feedRow struct {
	ID          string
	OwnerID     string
	Name        string
	Tag         string
	ViewID      string
	CreatedAt   int64
	LastAt      *int64
	LastNetwork string
	LastClient  string
}

const feedColumns = "id, owner_id, name, tag, view_id, created_at, last_at, last_network, last_client"

func (r *feedRow) noun() sharing.Feed {
	f := sharing.Feed{
		ID: r.ID, Name: r.Name, CreatedAt: db.FromMillis(r.CreatedAt), LastAt: instant(r.LastAt), LastNetwork: r.LastNetwork, LastClient: r.LastClient,
	}
	if r.Tag != "" {
		f.Tag = &r.Tag
	}
	if r.ViewID != "" {
		f.ViewID = &r.ViewID
	}
	return f
}

func (s store) insertFeed(ctx context.Context, tx *db.Tx, r *feedRow, hash string) error {
	_, err := tx.Exec(ctx, "INSERT INTO sharing_feeds (id, owner_id, name, tag, view_id, hash, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		r.ID, r.OwnerID, r.Name, r.Tag, r.ViewID, hash, r.CreatedAt)
	if err != nil {
		return fmt.Errorf("insert feed: %w", err)
	}
	return nil
}

func (s store) countFeeds(ctx context.Context, tx *db.Tx, ownerID string) (int, error) {
	n, err := db.Get[int](ctx, tx, "SELECT count(*) FROM sharing_feeds WHERE owner_id = $1", ownerID)
	if err != nil {
		return 0, fmt.Errorf("count feeds: %w", err)
	}
	return n, nil
}

// feeds reads a person's private feeds, newest first.
func (s store) feeds(ctx context.Context, ownerID string, limit int) ([]feedRow, error) {
	rows, err := db.Select[feedRow](ctx, s.db.Reader(), "SELECT "+feedColumns+" FROM sharing_feeds WHERE owner_id = $1 ORDER BY id DESC LIMIT $2", ownerID, limit)
	if err != nil {
		return nil, fmt.Errorf("read feeds: %w", err)
	}
	return rows, nil
}

// feedByHash finds the feed of a token. Error: db.ErrNoRows.
func (s store) feedByHash(ctx context.Context, hash string) (feedRow, error) {
	return db.Get[feedRow](ctx, s.db.Reader(), "SELECT "+feedColumns+" FROM sharing_feeds WHERE hash = $1", hash)
}

func (s store) useFeed(ctx context.Context, feedID string, at int64, network, client string) error {
	_, err := s.db.Writer().Exec(ctx, "UPDATE sharing_feeds SET last_at = $2, last_network = $3, last_client = $4 WHERE id = $1", feedID, at, network, client)
	if err != nil {
		return fmt.Errorf("note the use of a feed: %w", err)
	}
	return nil
}

// deleteFeed removes a feed of its owner. Error: db.ErrNoRows.
func (s store) deleteFeed(ctx context.Context, tx *db.Tx, ownerID, feedID string) (feedRow, error) {
	return db.Get[feedRow](ctx, tx, "DELETE FROM sharing_feeds WHERE id = $1 AND owner_id = $2 RETURNING "+feedColumns, feedID, ownerID)
}

// erase removes everything of a person; it is little.
func (s store) erase(ctx context.Context, ownerID string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		for _, table := range []string{"sharing_links", "sharing_feeds", "sharing_views"} {
			if _, err := tx.Exec(ctx, "DELETE FROM "+table+" WHERE owner_id = $1", ownerID); err != nil {
				return fmt.Errorf("erase %s: %w", table, err)
			}
		}
		return nil
	})
}
