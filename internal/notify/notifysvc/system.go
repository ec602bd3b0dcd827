package notifysvc

import (
	"context"
	"errors"
	"fmt"

	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
)

// SystemWelcome puts into somebody's inbox what they would have found there: the summary of the week before, and today's
// question. Only the command line may call it. Doing it again adds nothing.
func (s *Service) SystemWelcome(ctx context.Context, userID string) error {
	p, err := s.store.person(ctx, s.DB.Reader(), userID)
	if errors.Is(err, db.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the person: %w", err)
	}
	week, err := s.lastWeek(ctx, p)
	if err != nil {
		return err
	}
	today := day.Of(s.now(), p.zone(), p.DayStart)
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if week != nil {
			t := telling{userID: userID, kind: notify.KindWeek, key: "week:" + week.From, path: "/", facts: weekFacts(*week)}
			if err := s.tell(ctx, tx, t); err != nil {
				return err
			}
		}
		return s.tell(ctx, tx, telling{userID: userID, kind: notify.KindLogToday, key: "log_today:" + string(today), path: "/journal/new"})
	})
}
