package notifysvc

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/jobs"
)

const (
	// keepFor is how long a notice is kept, and keepDeleted how long a deleted one can be brought back.
	keepFor     = 365 * 24 * time.Hour
	keepDeleted = 30 * 24 * time.Hour
	// clientLife is how long a client counts as known after its last sign-in.
	clientLife = 365 * 24 * time.Hour
	sweepPart  = 1000
)

func (s *Service) registerJobs() {
	jobs.RegisterOutside(s.Jobs, s.sendMail)
	jobs.Register(s.Jobs, s.spreadPush)
	jobs.RegisterOutside(s.Jobs, s.sendPush)
	jobs.Every(s.Jobs, "notify.due", time.Minute, s.runDue)
	jobs.Every(s.Jobs, "notify.watch", 15*time.Minute, s.watch)
	jobs.Every(s.Jobs, "notify.sweep", 6*time.Hour, s.sweep)
}

// watch tells of what no event says: jobs that nobody will try again, a new version.
func (s *Service) watch(ctx context.Context) error {
	return errors.Join(s.deadJobs(ctx), s.newVersion(ctx))
}

// deadJobs tells administrators, once a day at most, that jobs have used up their attempts.
func (s *Service) deadJobs(ctx context.Context) error {
	now := s.now()
	dead, err := s.Jobs.DeadLetters(ctx, 0, sweepPart)
	if err != nil {
		return fmt.Errorf("look for dead jobs: %w", err)
	}
	fresh := 0
	for _, d := range dead {
		if now.Sub(db.FromMillis(d.DiedAt)) < 24*time.Hour {
			fresh++
		}
	}
	if fresh == 0 {
		return nil
	}
	return s.tellAdmins(ctx, telling{
		kind: notify.KindJobsDead, key: "jobs_dead:" + now.UTC().Format(time.DateOnly), path: "/admin",
		facts: map[string]string{"count": strconv.Itoa(fresh)},
	})
}

const versionState = "version"

// newVersion tells administrators when another version has started; the first one of all is no news.
func (s *Service) newVersion(ctx context.Context) error {
	before, err := s.store.state(ctx, s.DB.Reader(), versionState)
	if errors.Is(err, db.ErrNoRows) {
		return s.store.keepState(ctx, s.DB.Writer(), versionState, s.Version)
	}
	if err != nil || before == s.Version {
		return err
	}
	mine, err := s.store.swapState(ctx, s.DB.Writer(), versionState, before, s.Version)
	if err != nil || !mine {
		return err
	}
	return s.tellAdmins(ctx, telling{
		kind: notify.KindVersionChanged, key: "version:" + s.Version, path: "/admin",
		facts: map[string]string{"version": s.Version, "before": before},
	})
}

func (s *Service) tellAdmins(ctx context.Context, t telling) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return s.tellAllAdmins(ctx, tx, t) })
}

// tellAllAdmins is [Service.tell] for every administrator.
func (s *Service) tellAllAdmins(ctx context.Context, tx *db.Tx, t telling) error {
	admins, err := s.store.admins(ctx, tx)
	if err != nil {
		return fmt.Errorf("read administrators: %w", err)
	}
	for _, t.userID = range admins {
		if err := s.tell(ctx, tx, t); err != nil {
			return err
		}
	}
	return nil
}

// sweep removes old notices, and browsers whose sessions have ended.
func (s *Service) sweep(ctx context.Context) error {
	now := s.now()
	for {
		n, err := s.store.sweep(ctx, db.Millis(now.Add(-keepDeleted)), db.Millis(now.Add(-keepFor)), sweepPart)
		if err != nil {
			return fmt.Errorf("sweep notices: %w", err)
		}
		if n < sweepPart {
			break
		}
	}
	if err := s.store.dropDeadEndpoints(ctx, db.Millis(now.Add(-clientLife))); err != nil {
		return fmt.Errorf("sweep browsers: %w", err)
	}
	return nil
}
