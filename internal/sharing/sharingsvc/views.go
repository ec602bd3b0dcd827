package sharingsvc

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/sharing"
)

// Streaks counts days in a row.
type Streaks interface {
	// CurrentStreak is that of the person; whether it may be shown is asked by the caller.
	CurrentStreak(ctx context.Context, userID string) (int, error)
}

// ShowStreaks says where streaks are counted; the wiring calls it before anything is served.
func (s *Service) ShowStreaks(from Streaks) { s.streaks = from }

// PublicView is what the actor chose to show.
func (s *Service) PublicView(ctx context.Context, a identity.Actor) (*sharing.PublicView, error) {
	v, err := s.store.view(ctx, a.UserID)
	return &v.PublicView, err
}

// UpdatePublicView changes what the actor shows; it holds with the next request. Errors: those of sharing.Can,
// sharing.ErrLookBack.
func (s *Service) UpdatePublicView(ctx context.Context, a identity.Actor, v sharing.PublicView) (*sharing.PublicView, error) {
	if err := sharing.Can(a); err != nil {
		return nil, err
	}
	if err := v.Validate(); err != nil {
		return nil, err
	}
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.store.saveView(ctx, tx, a.UserID, v, db.Millis(s.now())); err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, sharing.ViewChanged{Trace: s.trace(ctx), UserID: a.UserID})
	})
	if err != nil {
		return nil, err
	}
	return &v, nil
}

// view is a choice, with when it was made.
type view struct {
	sharing.PublicView

	changedAt time.Time
	// today is the person's, where days are counted back from it.
	today day.Date
}

// since is the first day that strangers see; "" for all.
func (v view) since() day.Date {
	if v.LookBackDays == nil {
		return ""
	}
	return v.today.AddDays(-*v.LookBackDays)
}

// shown is what strangers see of a person now. Days are counted as the person counts them.
// Error: identity.ErrUserNotFound for somebody who shows nothing any more.
func (s *Service) shown(ctx context.Context, ownerID string) (view, error) {
	v, err := s.store.view(ctx, ownerID)
	if err != nil || v.LookBackDays == nil {
		return v, err
	}
	a, err := s.People.ActorOf(ctx, ownerID, "public page", identity.Scopes{identity.ScopeRead})
	if errors.Is(err, identity.ErrBadCredential) {
		return v, identity.ErrUserNotFound
	}
	if err != nil {
		return v, err
	}
	zone, err := day.LoadZone(a.Zone)
	if err != nil {
		return v, fmt.Errorf("zone of who shares: %w", err)
	}
	v.today = day.Of(s.now(), zone, a.DayStart)
	return v, nil
}

// blur takes from an entry what the view hides.
func (v view) blur(e *journal.Entry) {
	if !v.Times {
		e.LoggedAt, e.CreatedAt, e.UpdatedAt = wholeDay(e.LoggedAt), wholeDay(e.CreatedAt), wholeDay(e.UpdatedAt)
		if at, err := time.Parse(time.DateOnly, string(e.Day)); err == nil {
			e.LoggedAt = at
		}
	}
}

func wholeDay(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

type viewRow struct {
	Streak       bool
	Times        bool
	LookBackDays *int `db:"look_back_days"`
	ChangedAt    int64
}

// view reads the choice of a person, or the usual one.
func (s store) view(ctx context.Context, ownerID string) (view, error) {
	r, err := db.Get[viewRow](ctx, s.db.Reader(), "SELECT streak, times, look_back_days, changed_at FROM sharing_views WHERE owner_id = $1", ownerID)
	if errors.Is(err, db.ErrNoRows) {
		return view{PublicView: sharing.DefaultPublicView()}, nil
	}
	if err != nil {
		return view{}, fmt.Errorf("read what is shown: %w", err)
	}
	return view{
		PublicView: sharing.PublicView{Streak: r.Streak, Times: r.Times, LookBackDays: r.LookBackDays}, changedAt: db.FromMillis(r.ChangedAt),
	}, nil
}

func (s store) saveView(ctx context.Context, tx *db.Tx, ownerID string, v sharing.PublicView, at int64) error {
	_, err := tx.Exec(ctx, `INSERT INTO sharing_views (owner_id, streak, times, look_back_days, changed_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (owner_id) DO UPDATE SET streak = $2, times = $3, look_back_days = $4, changed_at = $5`, ownerID, v.Streak, v.Times, v.LookBackDays, at)
	if err != nil {
		return fmt.Errorf("save what is shown: %w", err)
	}
	return nil
}
