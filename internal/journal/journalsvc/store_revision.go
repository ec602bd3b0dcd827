package journalsvc

import (
	"context"
	"errors"
	"fmt"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
)

// keepRevision writes down the version that an edit has just replaced.
func (s store) keepRevision(ctx context.Context, tx *db.Tx, old *entryRow, replacedAt int64) error {
	err := tx.Defer(ctx, `INSERT INTO journal_revisions
			(entry_id, revision, edit_key, body, day, kind, minutes, mood, energy, audience, tag_ids, replaced_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		old.ID, old.Revision, old.EditKey, old.Body, string(old.Day), string(old.Kind), old.Minutes, old.Mood, old.Energy,
		string(old.Audience), old.TagIDs, replacedAt)
	if err != nil {
		return fmt.Errorf("keep revision: %w", err)
	}
	return nil
}

// revisionBody reads the text of an earlier version; nil when it is not known.
func (s store) revisionBody(ctx context.Context, entryID string, revision int) (*string, error) {
	body, err := db.Get[string](ctx, s.db.Reader(),
		"SELECT body FROM journal_revisions WHERE entry_id = $1 AND revision = $2", entryID, revision)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil //nolint:nilnil // not known is an answer
	}
	if err != nil {
		return nil, fmt.Errorf("read revision: %w", err)
	}
	return &body, nil
}

// editWasSaved reports whether an earlier version was made by that edit.
func (s store) editWasSaved(ctx context.Context, entryID, editKey string) (bool, error) {
	n, err := db.Get[int](ctx, s.db.Reader(),
		"SELECT count(*) FROM journal_revisions WHERE entry_id = $1 AND edit_key = $2", entryID, editKey)
	if err != nil {
		return false, fmt.Errorf("look for edit: %w", err)
	}
	return n > 0, nil
}

// versions reads the earlier versions of an entry, newest first, at most limit.
func (s store) versions(ctx context.Context, entryID string, limit int) ([]journal.Version, error) {
	type row struct {
		EntryID    string
		Revision   int
		Body       string
		ReplacedAt int64
	}
	rows, err := db.Select[row](ctx, s.db.Reader(), `SELECT entry_id, revision, body, replaced_at FROM journal_revisions
		WHERE entry_id = $1 ORDER BY revision DESC LIMIT $2`, entryID, limit)
	if err != nil {
		return nil, fmt.Errorf("read versions: %w", err)
	}
	out := make([]journal.Version, len(rows))
	for i, r := range rows {
		out[i] = journal.Version{EntryID: r.EntryID, Revision: r.Revision, Body: r.Body, ReplacedAt: db.FromMillis(r.ReplacedAt)}
	}
	return out, nil
}
