package filessvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
)

// batch is how many files are looked at or removed at a time.
const batch = 100

// Describe sets what a picture shows. Errors: files.ErrNotFound, ErrAltTooLong.
func (s *Service) Describe(ctx context.Context, a identity.Actor, fileID, alt string) (*files.File, error) {
	alt, err := files.CheckAlt(alt)
	if err != nil {
		return nil, err
	}
	r, err := s.own(ctx, a, fileID)
	if err != nil {
		return nil, err
	}
	if err := s.store.describe(ctx, r.ID, alt); err != nil {
		return nil, err
	}
	r.Alt = alt
	f := r.file()
	return &f, nil
}

// Delete removes an own file for good. Error: files.ErrNotFound.
func (s *Service) Delete(ctx context.Context, a identity.Actor, fileID string) error {
	r, err := s.own(ctx, a, fileID)
	if err != nil {
		return err
	}
	return s.remove(ctx, []fileRow{*r})
}

// own reads the row of a file that the actor may change. Error: files.ErrNotFound.
func (s *Service) own(ctx context.Context, a identity.Actor, fileID string) (*fileRow, error) {
	r, err := s.ready(ctx, fileID)
	if err != nil {
		return nil, err
	}
	f := r.file()
	if !files.CanChange(a.UserID, &f) {
		return nil, files.ErrNotFound
	}
	return r, nil
}

// ready reads a file of anybody; the caller asks the policy. Error: files.ErrNotFound.
func (s *Service) ready(ctx context.Context, fileID string) (*fileRow, error) {
	if !id.Valid(fileID) {
		return nil, files.ErrNotFound
	}
	rows, err := s.store.byIDs(ctx, []string{fileID})
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || !rows[0].Ready {
		return nil, files.ErrNotFound
	}
	return &rows[0], nil
}

// remove takes files away: the bytes first, so that a crash leaves a row and never bytes that nobody knows.
func (s *Service) remove(ctx context.Context, rows []fileRow) error {
	for _, r := range rows {
		if err := s.Blob.Delete(ctx, blobKey(r.ID)); err != nil {
			return err
		}
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return s.store.remove(ctx, tx, rows) })
}

// Sweep removes uploads of more than [files.KeepDays] days ago that nothing holds, and those that never arrived whole. It
// tells how many went.
func (s *Service) Sweep(ctx context.Context) (int, error) {
	if s.uses == nil {
		return 0, nil
	}
	cutoff := db.Millis(s.now().Add(-files.KeepDays * 24 * time.Hour))
	total := 0
	for after := ""; ; {
		rows, err := s.store.touchedBefore(ctx, after, cutoff, batch)
		if err != nil || len(rows) == 0 {
			return total, err
		}
		after = rows[len(rows)-1].ID
		idle, err := s.idle(ctx, rows)
		if err != nil {
			return total, err
		}
		if err := s.remove(ctx, idle); err != nil {
			return total, err
		}
		total += len(idle)
	}
}

// idle are those of the rows that nothing holds.
func (s *Service) idle(ctx context.Context, rows []fileRow) ([]fileRow, error) {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	held, err := s.uses.FilesHeld(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []fileRow
	for _, r := range rows {
		if !r.Ready || !held[r.ID] {
			out = append(out, r)
		}
	}
	return out, nil
}

// erase removes some files of a person with their bytes; then what was counted.
func (s *Service) erase(ctx context.Context, userID string) (more bool, err error) {
	rows, err := s.store.pageOf(ctx, userID, "", batch)
	if err != nil {
		return false, err
	}
	if err := s.remove(ctx, rows); err != nil {
		return false, err
	}
	if len(rows) == batch {
		return true, nil
	}
	return false, s.store.forget(ctx, userID)
}
