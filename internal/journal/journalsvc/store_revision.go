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

// pastRow is an earlier version as its table holds it.
type pastRow struct {
	EntryID               string
	Revision              int
	Body, Day, Kind       string
	Minutes, Mood, Energy *int
	Audience              string
	TagIDs                string `db:"tag_ids"`
	ReplacedAt            int64
}

const revisionColumns = "entry_id, revision, body, day, kind, minutes, mood, energy, audience, tag_ids, replaced_at"

// revisions reads the earlier versions of an entry below a number, newest first, at most limit.
func (s store) revisions(ctx context.Context, entryID string, below, limit int) ([]pastRow, error) {
	rows, err := db.Select[pastRow](ctx, s.db.Reader(), "SELECT "+revisionColumns+
		" FROM journal_revisions WHERE entry_id = $1 AND revision < $2 ORDER BY revision DESC LIMIT $3", entryID, below, limit)
	if err != nil {
		return nil, fmt.Errorf("read revisions: %w", err)
	}
	return rows, nil
}

// revision reads one earlier version. Error: journal.ErrRevisionUnknown.
func (s store) revision(ctx context.Context, entryID string, number int) (pastRow, error) {
	r, err := db.Get[pastRow](ctx, s.db.Reader(), "SELECT "+revisionColumns+
		" FROM journal_revisions WHERE entry_id = $1 AND revision = $2", entryID, number)
	if errors.Is(err, db.ErrNoRows) {
		return r, journal.ErrRevisionUnknown
	}
	if err != nil {
		return r, fmt.Errorf("read revision: %w", err)
	}
	return r, nil
}
