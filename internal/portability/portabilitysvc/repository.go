package portabilitysvc

import (
	"bufio"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/portability"
	"tamatar.dev/tamatar/internal/portability/gitrepo"
)

const (
	repositoryFolder = "portability/git/"
	repositoryType   = "application/octet-stream"
	// repositoryTries is how often a change begins again because another node was faster.
	repositoryTries = 3
	// replacedLife is how long a file stays that no repository needs any more.
	replacedLife = time.Hour
	// filesAtOnce is how many files one step removes.
	filesAtOnce = 50
)

// repository brings a person's repository up to what their archive would hold now, and gives it. The person is called
// by the handle in new commits.
func (s *Service) repository(ctx context.Context, userID, handle string) (*gitrepo.Repo, error) {
	for range repositoryTries {
		row, err := s.store.repository(ctx, userID)
		if err != nil {
			return nil, err
		}
		repo, before := gitrepo.New(), 0
		if row != nil {
			if repo, err = s.loadRepository(ctx, row); err != nil {
				return nil, err
			}
			before = row.Version
		}
		repo, saved, err := s.advance(ctx, userID, handle, repo, before)
		if err != nil || saved {
			return repo, err
		}
	}
	return nil, portability.ErrArchiveBusy
}

func (s *Service) loadRepository(ctx context.Context, row *repositoryRow) (*gitrepo.Repo, error) {
	f, err := s.Blob.Get(ctx, row.StateKey)
	if err != nil {
		return nil, fmt.Errorf("read the state of a repository: %w", err)
	}
	repo := gitrepo.New()
	err = gob.NewDecoder(bufio.NewReader(f)).Decode(repo)
	return repo, errors.Join(err, f.Close())
}

// advance commits what has changed. saved is false when another node was faster.
func (s *Service) advance(ctx context.Context, userID, handle string, repo *gitrepo.Repo, before int) (_ *gitrepo.Repo, saved bool, err error) {
	key := repositoryFolder + userID + "/" + id.New(s.now())
	now := db.Millis(s.now())
	if err := s.store.noteFile(ctx, userID, key+".part", now); err != nil {
		return nil, false, err
	}
	build := func(repo *gitrepo.Repo) (res buildResult, err error) {
		err = s.pipe(ctx, key+".part", func(w io.Writer) (err error) {
			res, err = s.build(ctx, userID, handle, repo, w, key+".part")
			return err
		})
		return res, err
	}
	res, err := build(repo)
	if err == nil && res.purged { // what was removed for good is in the history no more either
		repo = gitrepo.New()
		res, err = build(repo)
	}
	if err != nil || !res.changed {
		return repo, err == nil, errors.Join(err, s.dropKept(ctx, key+".part"))
	}
	row := repositoryRow{UserID: userID, StateKey: key + ".state", Head: repo.Head.String(), Commits: len(repo.Commits), MadeAt: now}
	if err := s.store.noteFile(ctx, userID, row.StateKey, now); err != nil {
		return nil, false, err
	}
	if err := s.pipe(ctx, row.StateKey, func(w io.Writer) error { return gob.NewEncoder(w).Encode(repo) }); err != nil {
		return nil, false, err
	}
	live := []string{row.StateKey}
	for _, p := range repo.Parts {
		live = append(live, p.Key)
	}
	saved, err = s.store.saveRepository(ctx, row, before, live)
	return repo, saved, err
}

// pipe keeps under key what fn writes.
func (s *Service) pipe(ctx context.Context, key string, fn func(w io.Writer) error) error {
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() {
		buffered := bufio.NewWriterSize(w, 64<<10)
		err := fn(buffered)
		if err == nil {
			err = buffered.Flush()
		}
		_ = w.CloseWithError(err) // nil ends the file
		done <- err
	}()
	err := s.Blob.PutLimited(ctx, key, repositoryType, r, portability.MaxExport)
	_ = r.CloseWithError(err)
	return errors.Join(<-done, err)
}

// dropKept removes a file and the note of it.
func (s *Service) dropKept(ctx context.Context, key string) error {
	ctx = context.WithoutCancel(ctx)
	if err := s.Blob.Delete(ctx, key); err != nil {
		return err
	}
	return s.store.forgetFile(ctx, key)
}

// dropReplaced removes files that no repository needs any more.
func (s *Service) dropReplaced(ctx context.Context) error {
	keys, err := s.store.staleFiles(ctx, db.Millis(s.now().Add(-replacedLife)), filesAtOnce)
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := s.dropKept(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

// eraseRepository removes a piece of a person's repository, and tells whether more may be left.
func (s *Service) eraseRepository(ctx context.Context, userID string) (more bool, err error) {
	if err := s.store.deleteRepository(ctx, userID); err != nil {
		return false, err
	}
	keys, err := s.store.repositoryFiles(ctx, userID, filesAtOnce)
	if err != nil {
		return false, err
	}
	for _, key := range keys {
		if err := s.dropKept(ctx, key); err != nil {
			return false, err
		}
	}
	return len(keys) == filesAtOnce, nil
}
