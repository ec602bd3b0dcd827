package backupsvc

import (
	"context"
	"errors"
	"time"

	"tamatar.dev/tamatar/internal/backup"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/page"
)

const runsPage = 20

// Overview tells whether the instance could be brought back. Errors: those of [backup.CanRead].
func (s *Service) Overview(ctx context.Context) (*backup.BackupOverview, error) {
	if _, err := s.mayRead(ctx); err != nil {
		return nil, err
	}
	out := &backup.BackupOverview{
		Scheduled: s.Dir != "", EverySeconds: int(s.Every.Seconds()), KeepDaily: s.Keep.Daily, KeepWeekly: s.Keep.Weekly, KeepMonthly: s.Keep.Monthly,
		Encrypted: s.Lock.On(), WithKeyring: s.WithKeyring,
	}
	newest, err := s.list(ctx, 0, "", 1)
	if err != nil {
		return nil, err
	}
	if len(newest) > 0 {
		run := newest[0].noun()
		out.Last = &run
	}
	proven, err := s.lastProven(ctx)
	switch {
	case err == nil:
		run := proven.noun()
		out.LastProven = &run
	case !errors.Is(err, db.ErrNoRows):
		return nil, err
	}
	out.Overdue = s.overdue(out)
	return out, nil
}

// overdue tells that two intervals have passed without a proven backup; before the first, since the first attempt.
func (s *Service) overdue(o *backup.BackupOverview) bool {
	if !o.Scheduled {
		return false
	}
	if o.LastProven != nil {
		return s.now().Sub(*o.LastProven.FinishedAt) > 2*s.Every
	}
	return o.Last != nil && s.now().Sub(o.Last.AskedAt) > 2*s.Every
}

// LastProven is when the newest proven backup was finished; the zero time when there is none. Anybody in this process may
// ask: it feeds the metrics.
func (s *Service) LastProven(ctx context.Context) (at time.Time, bytes int64, err error) {
	r, err := s.lastProven(ctx)
	if errors.Is(err, db.ErrNoRows) {
		return time.Time{}, 0, nil
	}
	if err != nil {
		return time.Time{}, 0, err
	}
	return db.FromMillis(*r.FinishedAt), r.Bytes, nil
}

// List lists backups and attempts at them, newest first. Errors: those of [backup.CanRead], [page.ErrBadFirst], [page.ErrBadCursor].
func (s *Service) List(ctx context.Context, args page.Args) (*backup.BackupRunConnection, error) {
	a, err := s.mayRead(ctx)
	if err != nil {
		return nil, err
	}
	limit, err := page.Limit(args.First, runsPage)
	if err != nil {
		return nil, err
	}
	scope := page.Scope("adminBackupRuns", nil)
	after, err := s.Pages.OpenN(scope, a.UserID, args.After, 2)
	if err != nil {
		return nil, err
	}
	at, id := int64(0), ""
	if after != nil {
		if at, err = page.ParseInt(after[0]); err != nil {
			return nil, err
		}
		id = after[1]
	}
	rows, err := s.list(ctx, at, id, limit+1)
	if err != nil {
		return nil, err
	}
	kept, cursors, info := page.Connect(s.Pages, scope, a.UserID, rows, limit, func(r runRow) []string { return []string{page.Int(r.AskedAt), r.ID} })
	out := &backup.BackupRunConnection{Nodes: make([]backup.BackupRun, len(kept)), Edges: make([]backup.BackupRunEdge, len(kept)), PageInfo: info}
	for i, r := range kept {
		out.Nodes[i] = r.noun()
		out.Edges[i] = backup.BackupRunEdge{Cursor: cursors[i], Node: out.Nodes[i]}
	}
	return out, nil
}

func (s *Service) mayRead(ctx context.Context) (identity.Actor, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return identity.Actor{}, err
	}
	return a, backup.CanRead(a, s.now())
}
