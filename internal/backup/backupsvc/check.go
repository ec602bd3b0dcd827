package backupsvc

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"

	"tamatar.dev/tamatar/internal/backup"
	"tamatar.dev/tamatar/internal/backup/archive"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/jobs"
)

// checkArgs asks to look through a kept archive.
type checkArgs struct {
	RunID string `json:"runId"`
}

// Kind names the job.
func (checkArgs) Kind() string { return "backup.check" }

// Run asks for a backup now. Errors: those of [backup.CanAct], [backup.ErrNotConfigured], [backup.ErrUnderWay].
func (s *Service) Run(ctx context.Context) (*backup.BackupRun, error) {
	if err := s.mayAct(ctx); err != nil {
		return nil, err
	}
	if s.Dir == "" {
		return nil, backup.ErrNotConfigured
	}
	var runID string
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		if runID, err = s.ask(ctx, tx, "person"); err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, backup.RunAsked{Trace: s.trace(ctx), RunID: runID})
	})
	if err != nil {
		return nil, err
	}
	return s.one(ctx, runID)
}

// Check asks to look through a kept archive. Errors: those of [backup.CanAct], [backup.ErrRunNotFound].
func (s *Service) Check(ctx context.Context, runID string) (*backup.BackupRun, error) {
	if err := s.mayAct(ctx); err != nil {
		return nil, err
	}
	r, err := s.byID(ctx, runID)
	if err != nil {
		return nil, err
	}
	if !r.kept() || s.Dir == "" {
		return nil, backup.ErrRunNotFound
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return errors.Join(s.Jobs.Enqueue(ctx, tx, checkArgs{r.ID}, jobs.EnqueueOptions{UniqueKey: r.ID, MaxAttempts: 3}),
			s.Bus.Emit(ctx, tx, backup.CheckAsked{Trace: s.trace(ctx), RunID: r.ID, File: r.File}))
	})
	if err != nil {
		return nil, err
	}
	out := r.noun()
	return &out, nil
}

// check compares the file with the bytes that were proven; where this instance can open it, it is restored once more. An
// archive for recipients cannot be opened here: that its bytes are the proven ones is all there is to know.
func (s *Service) check(ctx context.Context, args checkArgs) error {
	r, err := s.byID(ctx, args.RunID)
	if err != nil || !r.kept() {
		return err
	}
	failure, err := s.lookThrough(ctx, r)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if failure == "" && err == nil {
		return s.checked(ctx, r.ID)
	}
	s.Log.ErrorContext(ctx, "a kept backup no longer counts", "file", r.File, "err", err)
	return errors.Join(s.giveUp(ctx, r.ID, failure), s.checked(ctx, r.ID))
}

func (s *Service) lookThrough(ctx context.Context, r runRow) (backup.BackupFailure, error) {
	root, err := s.folder()
	if err != nil {
		return backup.BackupFailureFolder, err
	}
	defer root.Close()
	hash, err := hashOf(root, r.File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return backup.BackupFailureMissing, err
	case err != nil:
		return backup.BackupFailureFolder, err
	case hash != r.SHA256:
		return backup.BackupFailureDamaged, errors.New("its bytes are not those that were proven")
	}
	key, err := s.Lock.Key()
	if err != nil {
		return backup.BackupFailureOther, err
	}
	_, err = archive.Prove(ctx, func() (io.ReadCloser, error) { return root.Open(r.File) }, key, s.Dir)
	if err == nil || errors.Is(err, archive.ErrLocked) || errors.Is(err, archive.ErrWrongKey) {
		return "", nil
	}
	return why(err), err
}

func hashOf(root *os.Root, name string) (string, error) {
	f, err := root.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

func (s *Service) mayAct(ctx context.Context) error {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return err
	}
	return backup.CanAct(a, s.now())
}

func (s *Service) one(ctx context.Context, runID string) (*backup.BackupRun, error) {
	r, err := s.byID(ctx, runID)
	if err != nil {
		return nil, err
	}
	out := r.noun()
	return &out, nil
}
