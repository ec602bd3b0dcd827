package events_test

import (
	"context"
	"errors"
	"log/slog"
	"reflect"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/jobs"
)

type planted struct {
	ID string `json:"id"`
	N  int64  `json:"n"`
}

func (planted) EventName() string { return "garden.tomato_planted.v1" }

type unheard struct{}

func (unheard) EventName() string { return "garden.unheard.v1" }

func TestEverySubscriberHearsAnEventOnce(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		c := clock.NewFake(time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC))
		r := jobs.New(d, c, slog.New(slog.DiscardHandler), jobs.Options{})
		b := events.NewBus(r)
		heard := map[string][]planted{}
		fail := true
		events.On(b, "kitchen", func(_ context.Context, _ *db.Tx, e planted) error {
			heard["kitchen"] = append(heard["kitchen"], e)
			return nil
		})
		events.On(b, "cellar", func(_ context.Context, _ *db.Tx, e planted) error {
			if fail {
				return errors.New("cellar is locked")
			}
			heard["cellar"] = append(heard["cellar"], e)
			return nil
		})
		want := planted{"t1", 1<<53 + 1}
		ctx, statements := db.CountStatements(t.Context())
		err := d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			if err := b.Emit(ctx, tx, unheard{}); err != nil {
				return err
			}
			if *statements != 0 {
				t.Error("an event nobody listens to must write nothing")
			}
			return b.Emit(ctx, tx, want)
		})
		if err != nil || *statements != 1 {
			t.Fatalf("emitting took %d statements (%v), want 1", *statements, err)
		}
		if err := r.Drain(t.Context()); err == nil {
			t.Fatal("a failing subscriber must be reported")
		}
		fail = false
		c.Advance(time.Minute)
		if err := r.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		if all := map[string][]planted{"kitchen": {want}, "cellar": {want}}; !reflect.DeepEqual(heard, all) {
			t.Fatalf("heard %v, want %v", heard, all)
		}
		if subs := b.Subscribers(); !reflect.DeepEqual(subs, map[string][]string{"garden.tomato_planted.v1": {"cellar", "kitchen"}}) {
			t.Fatal(subs)
		}
	})
}

func TestAWatcherIsToldAfterTheCommitOnly(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		r := jobs.New(d, clock.System{}, slog.New(slog.DiscardHandler), jobs.Options{})
		b := events.NewBus(r)
		var told []planted
		events.Watch(b, func(e planted) { told = append(told, e) })
		boom := errors.New("boom")
		err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			return errors.Join(b.Emit(ctx, tx, planted{"lost", 1}), boom)
		})
		if !errors.Is(err, boom) || len(told) != 0 {
			t.Fatal("told of what was rolled back", told, err)
		}
		ctx, statements := db.CountStatements(t.Context())
		err = d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
			if err := b.Emit(ctx, tx, planted{"t1", 2}); err != nil || len(told) != 0 {
				t.Error("told before the commit", err)
			}
			return b.Emit(ctx, tx, unheard{})
		})
		if err != nil || *statements != 0 || !reflect.DeepEqual(told, []planted{{"t1", 2}}) {
			t.Fatal(err, *statements, told)
		}
	})
}

func BenchmarkEmit(b *testing.B) {
	dbtest.RunB(b, func(b *testing.B, d *db.DB) {
		for _, subscribers := range []int{0, 1, 3} {
			r := jobs.New(d, clock.System{}, slog.New(slog.DiscardHandler), jobs.Options{})
			bus := events.NewBus(r)
			for i := range subscribers {
				events.On(bus, string(rune('a'+i)), func(context.Context, *db.Tx, planted) error { return nil })
			}
			b.Run(string(rune('0'+subscribers))+"subscribers", func(b *testing.B) {
				n := int64(0)
				for b.Loop() {
					n++
					err := d.InTx(b.Context(), func(ctx context.Context, tx *db.Tx) error {
						if _, err := tx.Exec(ctx, `INSERT INTO platform_schedules (name, interval_ms, next_at) VALUES ($1, $2, $2)
							ON CONFLICT (name) DO NOTHING`, b.Name()+time.Now().String(), n); err != nil {
							return err
						}
						return bus.Emit(ctx, tx, planted{"t1", n})
					})
					if err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	})
}
