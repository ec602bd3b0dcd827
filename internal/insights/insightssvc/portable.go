package insightssvc

import (
	"context"
	"slices"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/portable"
)

const (
	streakFile = "streak.json"
	// streakLimit is far above a file with as many rules and days as one person can have.
	streakLimit = 2 << 20
	eraseBatch  = 500
)

// portableStreak is what a person chose for their streak, in an archive.
type portableStreak struct {
	DaysOff []portableDayOff `json:"daysOff"`
	Rules   []portableRules  `json:"rules"`
}

type portableDayOff struct {
	Day  day.Date            `json:"day"`
	Kind insights.DayOffKind `json:"kind"`
}

type portableRules struct {
	FreezeEvery int      `json:"freezeEvery"`
	FreezeMax   int      `json:"freezeMax"`
	From        day.Date `json:"from"`
	RestDays    []string `json:"restDays"`
}

// Portable is what insights takes along, brings and erases.
func (s *Service) Portable() portable.Part {
	return portable.Part{Domain: "insights", Export: s.export, Import: s.importStreak, Erase: s.erase}
}

func (s *Service) export(ctx context.Context, userID string, out *portable.Out) error {
	streak, err := s.streakOf(ctx, userID)
	if err != nil || len(streak.DaysOff) == 0 && len(streak.Rules) == 0 {
		return err
	}
	return out.JSON(streakFile, streak)
}

func (s *Service) streakOf(ctx context.Context, userID string) (portableStreak, error) {
	out := portableStreak{DaysOff: []portableDayOff{}, Rules: []portableRules{}}
	rules, err := s.store.rules(ctx, s.store.db.Reader(), userID, maxRules)
	if err != nil {
		return out, err
	}
	for _, r := range slices.Backward(rules) {
		out.Rules = append(out.Rules, portableRules{r.FreezeEvery, r.FreezeMax, r.FromDay, strings.Fields(r.RestDays)})
	}
	off, err := s.store.daysOff(ctx, userID, day.Range{From: insights.FirstDay, To: "9999-12-31"}, maxDaysOffEver)
	for _, o := range off {
		out.DaysOff = append(out.DaysOff, portableDayOff(o))
	}
	return out, err
}

func (s *Service) importStreak(ctx context.Context, in *portable.In) error {
	if !in.Has(streakFile) {
		return nil
	}
	var streak portableStreak
	if err := in.JSON(streakFile, streakLimit, &streak); err != nil {
		return in.Report.Refuse("daysOff", "insights/"+streakFile, err)
	}
	if len(streak.DaysOff) > maxDaysOffEver || len(streak.Rules) > maxRules {
		return in.Report.Refuse("daysOff", "insights/"+streakFile, portable.ErrFileBroken)
	}
	have, err := s.streakOf(ctx, in.UserID)
	if err != nil {
		return err
	}
	return s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		for _, o := range streak.DaysOff {
			if err := s.bringDayOff(ctx, tx, in, o, have); err != nil {
				return err
			}
		}
		for _, r := range streak.Rules {
			if err := s.bringRules(ctx, tx, in, r, have); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) bringDayOff(ctx context.Context, tx *db.Tx, in *portable.In, o portableDayOff, have portableStreak) error {
	if !o.Day.Valid() || o.Day < insights.FirstDay || (o.Kind != insights.DayOffKindSick && o.Kind != insights.DayOffKindVacation) {
		return in.Report.Refuse("daysOff", "insights/"+streakFile, portable.ErrFileBroken)
	}
	at := slices.IndexFunc(have.DaysOff, func(h portableDayOff) bool { return h.Day == o.Day })
	if at >= 0 {
		in.Report.Note("daysOff", sameOrKept(have.DaysOff[at] == o))
		return nil
	}
	in.Report.Note("daysOff", portable.Created)
	if in.DryRun {
		return nil
	}
	return s.store.setDaysOff(ctx, tx, in.UserID, day.Range{From: o.Day, To: o.Day}, o.Kind)
}

func (s *Service) bringRules(ctx context.Context, tx *db.Tx, in *portable.In, r portableRules, have portableStreak) error {
	if !r.From.Valid() || !validRules(r) {
		return in.Report.Refuse("streakRules", "insights/"+streakFile, portable.ErrFileBroken)
	}
	at := slices.IndexFunc(have.Rules, func(h portableRules) bool { return h.From == r.From })
	if at >= 0 {
		h := have.Rules[at]
		in.Report.Note("streakRules", sameOrKept(h.FreezeEvery == r.FreezeEvery && h.FreezeMax == r.FreezeMax && slices.Equal(h.RestDays, r.RestDays)))
		return nil
	}
	in.Report.Note("streakRules", portable.Created)
	if in.DryRun {
		return nil
	}
	row := rulesRow{FromDay: r.From, RestDays: strings.Join(r.RestDays, " "), FreezeEvery: r.FreezeEvery, FreezeMax: r.FreezeMax}
	return s.store.saveRules(ctx, tx, in.UserID, row, db.Millis(s.clock.Now()))
}

func validRules(r portableRules) bool {
	for i, d := range r.RestDays {
		if !identity.Weekday(d).Valid() || slices.Contains(r.RestDays[:i], d) {
			return false
		}
	}
	return len(r.RestDays) < 7 && r.FreezeEvery >= 0 && r.FreezeEvery <= 365 && r.FreezeMax >= 0 && r.FreezeMax <= 30
}

func sameOrKept(same bool) portable.Outcome {
	if same {
		return portable.Same
	}
	return portable.Kept
}

// erase removes some of the days off; the choices go with the last of them.
func (s *Service) erase(ctx context.Context, userID string) (bool, error) {
	n, err := s.store.eraseDaysOff(ctx, userID, eraseBatch)
	if err != nil || n == eraseBatch {
		return n == eraseBatch, err
	}
	return false, s.store.eraseRules(ctx, userID)
}

func (s store) eraseDaysOff(ctx context.Context, userID string, limit int) (int64, error) {
	return s.db.Writer().Exec(ctx, `DELETE FROM insights_days_off WHERE user_id = $1 AND day IN
		(SELECT day FROM insights_days_off WHERE user_id = $1 LIMIT $2)`, userID, limit)
}

func (s store) eraseRules(ctx context.Context, userID string) error {
	_, err := s.db.Writer().Exec(ctx, `DELETE FROM insights_streak_rules WHERE user_id = $1`, userID)
	return err
}
