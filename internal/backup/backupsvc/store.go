package backupsvc

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/backup"
	"tamatar.dev/tamatar/internal/platform/db"
)

type runRow struct {
	ID         string `db:"id"`
	Status     string `db:"status"`
	Cause      string `db:"cause"`
	AskedAt    int64  `db:"asked_at"`
	FinishedAt *int64 `db:"finished_at"`
	File       string `db:"file"`
	RemovedAt  *int64 `db:"removed_at"`
	SHA256     string `db:"sha256"`
	Bytes      int64  `db:"bytes"`
	Rows       int64  `db:"row_count"`
	Tables     int64  `db:"table_count"`
	Files      int64  `db:"file_count"`
	WriteMS    int64  `db:"write_ms"`
	ProofMS    int64  `db:"proof_ms"`
	Encrypted  bool   `db:"encrypted"`
	Keyring    bool   `db:"has_keyring"`
	MadeBy     string `db:"made_by"`
	Failure    string `db:"failure"`
	CheckedAt  *int64 `db:"checked_at"`
}

const runColumns = `id, status, cause, asked_at, finished_at, file, removed_at, sha256, bytes, row_count, table_count, file_count,
	write_ms, proof_ms, encrypted, has_keyring, made_by, failure, checked_at`

// kept tells whether there should be an archive.
func (r runRow) kept() bool { return r.File != "" && r.RemovedAt == nil }

func (r runRow) noun() backup.BackupRun {
	out := backup.BackupRun{
		ID: r.ID, Status: backup.BackupStatus(r.Status), Scheduled: r.Cause == "schedule", AskedAt: db.FromMillis(r.AskedAt),
		Megabytes: float64(r.Bytes) / 1e6, Rows: int(r.Rows), Tables: int(r.Tables), Files: int(r.Files),
		WriteSeconds: float64(r.WriteMS) / 1000, ProofSeconds: float64(r.ProofMS) / 1000,
		Encrypted: r.Encrypted, WithKeyring: r.Keyring, MadeBy: r.MadeBy, FinishedAt: instant(r.FinishedAt), CheckedAt: instant(r.CheckedAt),
	}
	if r.Failure != "" {
		f := backup.BackupFailure(r.Failure)
		out.Failure = &f
	}
	if r.kept() {
		out.File = &r.File
		if r.Encrypted {
			path := downloadPath + r.ID
			out.DownloadPath = &path
		}
	}
	return out
}

func instant(ms *int64) *time.Time {
	if ms == nil {
		return nil
	}
	t := db.FromMillis(*ms)
	return &t
}

// add notes a new run unless one is under way.
func (s *Service) add(ctx context.Context, tx *db.Tx, id, cause string, now int64) error {
	n, err := tx.Exec(ctx, `INSERT INTO backup_runs (id, status, cause, asked_at) SELECT $1, 'waiting', $2, $3
		WHERE NOT EXISTS (SELECT 1 FROM backup_runs WHERE status IN ('waiting', 'running'))`, id, cause, now)
	if err != nil {
		return fmt.Errorf("note a backup: %w", err)
	}
	if n == 0 {
		return backup.ErrUnderWay
	}
	return nil
}

// begin marks a run as running; false when it has ended already.
func (s *Service) begin(ctx context.Context, id string) (bool, error) {
	n, err := s.DB.Writer().Exec(ctx, `UPDATE backup_runs SET status = 'running', started_at = $2 WHERE id = $1 AND status IN ('waiting', 'running')`,
		id, db.Millis(s.now()))
	return n == 1, err
}

// fail ends a run, or takes the trust out of a proven one.
func (s *Service) fail(ctx context.Context, tx *db.Tx, id string, why backup.BackupFailure) error {
	_, err := tx.Exec(ctx, `UPDATE backup_runs SET status = 'failed', failure = $2, finished_at = COALESCE(finished_at, $3) WHERE id = $1`,
		id, string(why), db.Millis(s.now()))
	return err
}

func (s *Service) proven(ctx context.Context, tx *db.Tx, r runRow) error {
	_, err := tx.Exec(ctx, `UPDATE backup_runs SET status = 'proven', finished_at = $2, file = $3, sha256 = $4, bytes = $5, row_count = $6,
		table_count = $7, file_count = $8, write_ms = $9, proof_ms = $10, encrypted = $11, has_keyring = $12, made_by = $13 WHERE id = $1`,
		r.ID, db.Millis(s.now()), r.File, r.SHA256, r.Bytes, r.Rows, r.Tables, r.Files, r.WriteMS, r.ProofMS, r.Encrypted, r.Keyring, r.MadeBy)
	return err
}

// abandon ends runs that nobody works at any more, and gives their ids.
func (s *Service) abandon(ctx context.Context, tx *db.Tx, before int64) ([]string, error) {
	return db.Select[string](ctx, tx, `UPDATE backup_runs SET status = 'failed', failure = 'interrupted', finished_at = $2
		WHERE status IN ('waiting', 'running') AND asked_at < $1 RETURNING id`, before, db.Millis(s.now()))
}

func (s *Service) byID(ctx context.Context, id string) (runRow, error) {
	r, err := db.Get[runRow](ctx, s.DB.Reader(), `SELECT `+runColumns+` FROM backup_runs WHERE id = $1`, id)
	if errors.Is(err, db.ErrNoRows) {
		return runRow{}, backup.ErrRunNotFound
	}
	return r, err
}

// list reads runs from the newest, or behind one.
func (s *Service) list(ctx context.Context, at int64, id string, limit int) ([]runRow, error) {
	return db.Select[runRow](ctx, s.DB.Reader(), `SELECT `+runColumns+` FROM backup_runs
		WHERE $1 = 0 OR asked_at < $1 OR (asked_at = $1 AND id < $2) ORDER BY asked_at DESC, id DESC LIMIT $3`, at, id, limit)
}

// lastProven is the newest proven run; ErrNoRows when there is none.
func (s *Service) lastProven(ctx context.Context) (runRow, error) {
	return db.Get[runRow](ctx, s.DB.Reader(), `SELECT `+runColumns+` FROM backup_runs WHERE status = 'proven' ORDER BY finished_at DESC LIMIT 1`)
}

// provenFiles are the proven runs whose archives are kept, newest first.
func (s *Service) provenFiles(ctx context.Context) ([]runRow, error) {
	return db.Select[runRow](ctx, s.DB.Reader(), `SELECT `+runColumns+` FROM backup_runs
		WHERE status = 'proven' AND removed_at IS NULL ORDER BY finished_at DESC LIMIT 1000`)
}

func (s *Service) removed(ctx context.Context, id string) error {
	_, err := s.DB.Writer().Exec(ctx, `UPDATE backup_runs SET removed_at = $2 WHERE id = $1`, id, db.Millis(s.now()))
	return err
}

func (s *Service) checked(ctx context.Context, id string) error {
	_, err := s.DB.Writer().Exec(ctx, `UPDATE backup_runs SET checked_at = $2 WHERE id = $1`, id, db.Millis(s.now()))
	return err
}
