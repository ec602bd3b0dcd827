package journalsvc

import (
	"context"
	"errors"
	"fmt"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
)

// rollOver reads what a person chose; false when that is nothing.
func (s store) rollOver(ctx context.Context, ownerID string) (r journal.RollOver, chosen bool, err error) {
	r, err = db.Get[journal.RollOver](ctx, s.db.Reader(),
		"SELECT automatic, place, heading, done_heading, take_out FROM journal_rollovers WHERE owner_id = $1", ownerID)
	if errors.Is(err, db.ErrNoRows) {
		return r, false, nil
	}
	if err != nil {
		return r, false, fmt.Errorf("read roll-over: %w", err)
	}
	return r, true, nil
}

func (s store) saveRollOver(ctx context.Context, ownerID string, r journal.RollOver, at int64) error {
	_, err := s.db.Writer().Exec(ctx, `INSERT INTO journal_rollovers (owner_id, automatic, place, heading, done_heading, take_out, changed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (owner_id) DO UPDATE SET automatic = $2, place = $3, heading = $4, done_heading = $5, take_out = $6, changed_at = $7`,
		ownerID, r.Automatic, string(r.Place), r.Heading, r.DoneHeading, r.TakeOut, at)
	if err != nil {
		return fmt.Errorf("save roll-over: %w", err)
	}
	return nil
}

// eraseHelpers removes what helped a person to write: views, templates and the way tasks are carried.
func (s store) eraseHelpers(ctx context.Context, ownerID string) error {
	for _, table := range []string{"journal_views", "journal_templates", "journal_rollovers"} {
		if _, err := s.db.Writer().Exec(ctx, "DELETE FROM "+table+" WHERE owner_id = $1", ownerID); err != nil {
			return fmt.Errorf("erase %s: %w", table, err)
		}
	}
	return nil
}
