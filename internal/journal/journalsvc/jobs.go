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

// RenderAgain brings the HTML of entries up to the sanitiser of this release, and tells how many it changed.
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
			if err := s.store.rerender(ctx, r, html, markdown.SanitiserVersion); err != nil {
				return total, err
			}
			total++
		}
		after = rows[len(rows)-1].ID
	}
}

// outdatedRow is an entry whose HTML another sanitiser made.
type outdatedRow struct {
	ID       string
	Revision int
	Body     string
}

func (s store) outdated(ctx context.Context, after string, version, limit int) ([]outdatedRow, error) {
	rows, err := db.Select[outdatedRow](ctx, s.db.Reader(), `SELECT id, revision, body FROM journal_entries
		WHERE id > $1 AND html_version <> $2 ORDER BY id LIMIT $3`, after, version, limit)
	if err != nil {
		return nil, fmt.Errorf("read outdated entries: %w", err)
	}
	return rows, nil
}

// rerender leaves an entry alone that was edited meanwhile: the edit has rendered it.
func (s store) rerender(ctx context.Context, r outdatedRow, html string, version int) error {
	_, err := s.db.Writer().Exec(ctx,
		"UPDATE journal_entries SET body_html = $3, html_version = $4 WHERE id = $1 AND revision = $2", r.ID, r.Revision, html, version)
	if err != nil {
		return fmt.Errorf("render entry again: %w", err)
	}
	return nil
}
