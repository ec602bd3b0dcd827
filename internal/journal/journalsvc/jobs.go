package journalsvc

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/markdown"
)

// schedule registers jobs and the periodic work.
func (s *Service) schedule(r *jobs.Runner) {
	jobs.Every(r, "journal.purge_trash", time.Hour, func(ctx context.Context) error {
		n, err := s.PurgeTrash(ctx)
		if n > 0 {
			s.log.InfoContext(ctx, "purged the trash", "entries", n)
		}
		return err
	})
	jobs.Register(r, s.publish)
	jobs.Every(r, "journal.publish_overdue", time.Hour, s.publishOverdue)
	// A run ends when its time is up, and the next goes on where work is left. Only a new release makes new work, so
	// once a run has found no more, this process looks no more.
	var done atomic.Bool
	jobs.Every(r, "journal.render_again", 10*time.Minute, func(ctx context.Context) error {
		if done.Load() {
			return nil
		}
		n, err := s.RenderAgain(ctx)
		done.Store(err == nil)
		if n > 0 {
			s.log.InfoContext(ctx, "rendered entries with the new sanitiser", "entries", n)
		}
		if n > 0 && ctx.Err() != nil {
			err = nil // the time is up; the next run goes on
		}
		return err
	})
}

// RenderAgain brings the HTML of entries, and what is found by it, up to this release, and tells how many it changed.
// A text that is refused today gets empty HTML: nothing unsafe stays, and the body is kept.
func (s *Service) RenderAgain(ctx context.Context) (int, error) {
	const batch = 100
	total := 0
	for after := ""; ; {
		rows, err := s.store.outdated(ctx, after, markdown.SanitiserVersion, batch)
		if err != nil || len(rows) == 0 {
			return total, err
		}
		for _, r := range rows {
			html, err := markdown.Render(r.Body)
			if errors.Is(err, markdown.ErrBusy) {
				return total, err // the next run goes on
			}
			if err != nil {
				html = ""
			}
			if err := s.renderAgain(ctx, r, html); err != nil {
				return total, err
			}
			total++
		}
		after = rows[len(rows)-1].ID
	}
}

// renderAgain saves new HTML and, for entries outside of the trash, what they are found by. An entry that was edited
// meanwhile is left alone: the edit has done both.
func (s *Service) renderAgain(ctx context.Context, r outdatedRow, html string) error {
	row := &entryRow{ID: r.ID, AuthorID: r.AuthorID, Body: r.Body, BodyHTML: html, TagIDs: r.TagIDs}
	list, err := s.tagsOf(ctx, row)
	if err != nil {
		return err
	}
	return s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		alive, err := s.store.rerender(ctx, tx, r, html, markdown.SanitiserVersion)
		if err != nil || !alive {
			return err
		}
		return s.store.index(ctx, tx, row, list)
	})
}

// outdatedRow is an entry whose HTML another sanitiser made.
type outdatedRow struct {
	ID       string
	AuthorID string
	Revision int
	Body     string
	TagIDs   string `db:"tag_ids"`
}

func (s store) outdated(ctx context.Context, after string, version, limit int) ([]outdatedRow, error) {
	rows, err := db.Select[outdatedRow](ctx, s.db.Reader(), `SELECT id, author_id, revision, body, tag_ids FROM journal_entries
		WHERE id > $1 AND html_version <> $2 ORDER BY id LIMIT $3`, after, version, limit)
	if err != nil {
		return nil, fmt.Errorf("read outdated entries: %w", err)
	}
	return rows, nil
}

// rerender reports whether the entry was still at that revision and is not in the trash.
func (s store) rerender(ctx context.Context, tx *db.Tx, r outdatedRow, html string, version int) (alive bool, err error) {
	kept, err := db.Select[bool](ctx, tx, `UPDATE journal_entries SET body_html = $3, html_version = $4 WHERE id = $1 AND revision = $2
		RETURNING deleted_at IS NULL`, r.ID, r.Revision, html, version)
	if err != nil {
		return false, fmt.Errorf("render entry again: %w", err)
	}
	return len(kept) == 1 && kept[0], nil
}
