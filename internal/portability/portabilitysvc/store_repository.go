package portabilitysvc

import (
	"context"
	"errors"
	"fmt"

	"tamatar.dev/tamatar/internal/platform/db"
)

// repositoryRow is a row of portability_repositories.
type repositoryRow struct {
	UserID    string
	Version   int
	StateKey  string
	Head      string
	Commits   int
	MadeAt    int64
	FetchedAt *int64
}

// repository reads a person's repository; nil when they have none.
func (s store) repository(ctx context.Context, userID string) (*repositoryRow, error) {
	r, err := db.Get[repositoryRow](ctx, s.db.Reader(), `SELECT user_id, version, state_key, head, commits, made_at, fetched_at
		FROM portability_repositories WHERE user_id = $1`, userID)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil //nolint:nilnil // most people have none
	}
	if err != nil {
		return nil, fmt.Errorf("read repository: %w", err)
	}
	return &r, nil
}

// noteFile notes a file before it is written, so that it is found again whatever happens then.
func (s store) noteFile(ctx context.Context, userID, key string, now int64) error {
	_, err := s.db.Writer().Exec(ctx, `INSERT INTO portability_repository_files (blob_key, user_id, live, made_at) VALUES ($1, $2, FALSE, $3)`, key, userID, now)
	return err
}

// saveRepository makes these files those of the repository. False means that somebody else has changed it since before.
func (s store) saveRepository(ctx context.Context, r repositoryRow, before int, live []string) (saved bool, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		var n int64
		if before == 0 {
			n, err = tx.Exec(ctx, `INSERT INTO portability_repositories (user_id, version, state_key, head, commits, made_at) VALUES ($1, 1, $2, $3, $4, $5)
				ON CONFLICT (user_id) DO NOTHING`, r.UserID, r.StateKey, r.Head, r.Commits, r.MadeAt)
		} else {
			n, err = tx.Exec(ctx, `UPDATE portability_repositories SET version = version + 1, state_key = $2, head = $3, commits = $4, made_at = $5
				WHERE user_id = $1 AND version = $6`, r.UserID, r.StateKey, r.Head, r.Commits, r.MadeAt, before)
		}
		if saved = n > 0; err != nil || !saved {
			return err
		}
		// What is no longer needed goes an hour from now: somebody may be fetching it.
		if _, err := tx.Exec(ctx, `UPDATE portability_repository_files SET live = FALSE, made_at = $2 WHERE user_id = $1 AND live`, r.UserID, r.MadeAt); err != nil {
			return err
		}
		for _, key := range live {
			if _, err := tx.Exec(ctx, `UPDATE portability_repository_files SET live = TRUE WHERE blob_key = $1`, key); err != nil {
				return err
			}
		}
		return nil
	})
	return saved, err
}

func (s store) noteFetch(ctx context.Context, userID string, now int64) error {
	_, err := s.db.Writer().Exec(ctx, `UPDATE portability_repositories SET fetched_at = $2 WHERE user_id = $1`, userID, now)
	return err
}

// staleFiles are files that no repository needs since then.
func (s store) staleFiles(ctx context.Context, before int64, limit int) ([]string, error) {
	return db.Select[string](ctx, s.db.Reader(), `SELECT blob_key FROM portability_repository_files WHERE NOT live AND made_at < $1 ORDER BY made_at LIMIT $2`, before, limit)
}

// repositoryFiles are all files of a person's repository.
func (s store) repositoryFiles(ctx context.Context, userID string, limit int) ([]string, error) {
	return db.Select[string](ctx, s.db.Reader(), `SELECT blob_key FROM portability_repository_files WHERE user_id = $1 ORDER BY blob_key LIMIT $2`, userID, limit)
}

func (s store) forgetFile(ctx context.Context, key string) error {
	_, err := s.db.Writer().Exec(ctx, `DELETE FROM portability_repository_files WHERE blob_key = $1`, key)
	return err
}

func (s store) deleteRepository(ctx context.Context, userID string) error {
	_, err := s.db.Writer().Exec(ctx, `DELETE FROM portability_repositories WHERE user_id = $1`, userID)
	return err
}
