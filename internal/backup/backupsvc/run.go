package backupsvc

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"

	"tamatar.dev/tamatar/internal/backup"
	"tamatar.dev/tamatar/internal/backup/archive"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/jobs"
)

// lostAfter is longer than any run may take: what is older has been given up.
const lostAfter = 5 * time.Hour

// runArgs asks for one backup.
type runArgs struct {
	RunID string `json:"runId"`
}

// Kind names the job.
func (runArgs) Kind() string { return "backup.run" }

// runScheduled notes the next run. While one is under way there is nothing to do.
func (s *Service) runScheduled(ctx context.Context) error {
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		_, err := s.ask(ctx, tx, "schedule")
		return err
	})
	if errors.Is(err, backup.ErrUnderWay) {
		return nil
	}
	return err
}

// ask notes a run and enqueues it.
func (s *Service) ask(ctx context.Context, tx *db.Tx, cause string) (runID string, err error) {
	now := s.now()
	lost, err := s.abandon(ctx, tx, db.Millis(now.Add(-lostAfter)))
	if err != nil {
		return "", err
	}
	for _, l := range lost {
		if err := s.Bus.Emit(ctx, tx, backup.RunFailed{RunID: l, Failure: backup.BackupFailureInterrupted}); err != nil {
			return "", err
		}
	}
	runID = id.New(now)
	if err := s.add(ctx, tx, runID, cause, db.Millis(now)); err != nil {
		return "", err
	}
	return runID, s.Jobs.Enqueue(ctx, tx, runArgs{runID}, jobs.EnqueueOptions{MaxAttempts: 3})
}

// run writes an archive, proves it, and removes those that need not be kept. A failure is noted and told; it is tried
// again when the schedule says so. Only when the process is stopped does the job run again.
func (s *Service) run(ctx context.Context, args runArgs) error {
	if mine, err := s.begin(ctx, args.RunID); err != nil || !mine {
		return err
	}
	made, err := s.make(ctx, args.RunID)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		s.Log.ErrorContext(ctx, "backup failed", "run", args.RunID, "err", err)
		return s.giveUp(ctx, args.RunID, why(err))
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return errors.Join(s.proven(ctx, tx, made),
			s.Bus.Emit(ctx, tx, backup.RunProven{RunID: made.ID, File: made.File, Bytes: made.Bytes, Rows: made.Rows}))
	})
	if err != nil {
		return err
	}
	s.Log.InfoContext(ctx, "backup proven", "file", made.File, "bytes", made.Bytes, "rows", made.Rows, "write_ms", made.WriteMS, "proof_ms", made.ProofMS)
	return s.prune(ctx)
}

func (s *Service) giveUp(ctx context.Context, runID string, failure backup.BackupFailure) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return errors.Join(s.fail(ctx, tx, runID, failure), s.Bus.Emit(ctx, tx, backup.RunFailed{RunID: runID, Failure: failure}))
	})
}

// why puts a failure into one of a few words.
func why(err error) backup.BackupFailure {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, db.ErrDiskFull):
		return backup.BackupFailureDiskFull
	case errors.Is(err, archive.ErrDamaged), errors.Is(err, db.ErrChecksum), errors.Is(err, db.ErrCorrupt):
		return backup.BackupFailureNotProven
	case errors.Is(err, db.ErrUnavailable):
		return backup.BackupFailureDatabase
	case errors.Is(err, errFolder), errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.EROFS):
		return backup.BackupFailureFolder
	default:
		return backup.BackupFailureOther
	}
}

var errFolder = errors.New("the folder for backups cannot be used")

// folder opens the folder for archives; nothing outside of it can be named through it.
func (s *Service) folder() (*os.Root, error) {
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return nil, errors.Join(errFolder, err)
	}
	root, err := os.OpenRoot(s.Dir)
	if err != nil {
		return nil, errors.Join(errFolder, err)
	}
	return root, nil
}

// make writes the archive beside the others and proves what is on the disk. It has its name only when both went well.
func (s *Service) make(ctx context.Context, runID string) (r runRow, err error) {
	root, err := s.folder()
	if err != nil {
		return runRow{}, err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	lock, key, err := s.Lock.Once()
	if err != nil {
		return runRow{}, err
	}
	name := archive.Name(s.now(), lock.On())
	partial := "." + name + ".partial"
	defer func() { _ = root.Remove(partial) }() // gone already when all went well
	r = runRow{ID: runID, File: name, Encrypted: lock.On(), Keyring: s.WithKeyring, MadeBy: s.MadeBy}
	began := s.Clock.Now()
	written, err := s.write(ctx, root, partial, lock, &r)
	if err != nil {
		return runRow{}, err
	}
	r.WriteMS = s.Clock.Now().Sub(began).Milliseconds()
	began = s.Clock.Now()
	proven, err := archive.Prove(ctx, func() (io.ReadCloser, error) { return root.Open(partial) }, key, s.Dir)
	if err != nil {
		return runRow{}, fmt.Errorf("prove: %w", err)
	}
	if !sameContent(written, proven) {
		return runRow{}, fmt.Errorf("prove: %w: it says something else than what was written", archive.ErrDamaged)
	}
	r.ProofMS = s.Clock.Now().Sub(began).Milliseconds()
	r.Rows, r.Tables, r.Files = proven.Rows(), int64(len(proven.End.Tables)), proven.End.Files.Count
	if err := root.Rename(partial, name); err != nil {
		return runRow{}, fmt.Errorf("name the archive: %w", err)
	}
	return r, nil
}

func sameContent(a, b archive.Summary) bool {
	if len(a.End.Tables) != len(b.End.Tables) || a.End.Files != b.End.Files || a.End.Seal != b.End.Seal {
		return false
	}
	for i := range a.End.Tables {
		if a.End.Tables[i] != b.End.Tables[i] {
			return false
		}
	}
	return true
}

// write writes and flushes the archive, and notes size and hash of the file.
func (s *Service) write(ctx context.Context, root *os.Root, name string, lock archive.Lock, r *runRow) (archive.Summary, error) {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return archive.Summary{}, errors.Join(errFolder, err)
	}
	sum, size := sha256.New(), &counter{}
	written, err := archive.Write(ctx, archive.Source{DB: s.DB, Files: s.Files, Keyring: s.Keyring, Clock: s.Clock, MadeBy: s.MadeBy},
		io.MultiWriter(f, sum, size), archive.Options{Lock: lock, WithKeyring: s.WithKeyring})
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return archive.Summary{}, err
	}
	r.SHA256, r.Bytes = hex.EncodeToString(sum.Sum(nil)), size.n
	return written, nil
}

type counter struct{ n int64 }

// Write counts.
func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

// prune removes archives that no rule keeps, and what broken off runs left.
func (s *Service) prune(ctx context.Context) error {
	root, err := s.folder()
	if err != nil {
		return err
	}
	defer root.Close()
	runs, err := s.provenFiles(ctx)
	if err != nil {
		return err
	}
	ends := make([]time.Time, len(runs))
	for i, r := range runs {
		ends[i] = *instant(r.FinishedAt)
	}
	for i, kept := range s.Keep.Kept(ends) {
		if kept {
			continue
		}
		if err := root.Remove(runs[i].File); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove an old backup: %w", err)
		}
		if err := s.removed(ctx, runs[i].ID); err != nil {
			return err
		}
	}
	return nil
}
