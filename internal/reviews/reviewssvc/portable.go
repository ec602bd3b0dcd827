package reviewssvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/portable"
	"tamatar.dev/tamatar/internal/reviews"
)

const (
	answersFile = "answers.json"
	answersNoun = "reviewAnswers"
	// answersLimit is far above a file with as many answers as one person can have.
	answersLimit = 2 << 20
	// maxAnswers bounds how many answers are taken along: a hundred years of weeks, months and years.
	maxAnswers = 6500
	eraseBatch = 500
)

// portableAnswer is an answer in an archive.
type portableAnswer struct {
	Entry   string    `json:"entry"`
	Period  string    `json:"period"`
	SavedAt time.Time `json:"savedAt"`
}

// Portable is what reviews takes along, brings and erases.
func (s *Service) Portable() portable.Part {
	return portable.Part{Domain: "reviews", Export: s.export, Import: s.bring, Erase: s.eraseSome}
}

func (s *Service) export(ctx context.Context, userID string, out *portable.Out) error {
	rows, err := s.store.allAnswers(ctx, userID, maxAnswers)
	if err != nil || len(rows) == 0 {
		return err
	}
	list := make([]portableAnswer, len(rows))
	for i, r := range rows {
		list[i] = portableAnswer{Entry: r.EntryID, Period: r.Period, SavedAt: db.FromMillis(r.SavedAt)}
	}
	return out.JSON(answersFile, list)
}

// bring ties the answers of an archive to their periods. A period that has one keeps it.
func (s *Service) bring(ctx context.Context, in *portable.In) error {
	if !in.Has(answersFile) {
		return nil
	}
	var list []portableAnswer
	if err := in.JSON(answersFile, answersLimit, &list); err != nil || len(list) > maxAnswers {
		return in.Report.Refuse(answersNoun, "reviews/"+answersFile, portable.ErrFileBroken)
	}
	have, err := s.store.allAnswers(ctx, in.UserID, maxAnswers)
	if err != nil {
		return err
	}
	held := make(map[string]string, len(have))
	for _, h := range have {
		held[h.Period] = h.EntryID
	}
	here := renamed(in)
	return s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		for _, a := range list {
			if to := here[a.Entry]; to != "" {
				a.Entry = to
			}
			if err := s.bringAnswer(ctx, tx, in, a, held); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) bringAnswer(ctx context.Context, tx *db.Tx, in *portable.In, a portableAnswer, held map[string]string) error {
	p, err := reviews.ParsePeriod(a.Period, day.Of(s.Clock.Now(), time.UTC, 0).AddDays(1), time.Monday)
	if err != nil || p.Key != a.Period || !p.Unit.Reviewed() || a.Entry == "" || len(a.Entry) > 64 || a.SavedAt.UnixMilli() < 0 {
		return in.Report.Refuse(answersNoun, "reviews/"+answersFile, portable.ErrFileBroken)
	}
	if old, ok := held[a.Period]; ok {
		if old == a.Entry {
			in.Report.Note(answersNoun, portable.Same)
		} else {
			in.Report.Note(answersNoun, portable.Kept)
		}
		return nil
	}
	held[a.Period] = a.Entry
	in.Report.Note(answersNoun, portable.Created)
	if in.DryRun {
		return nil
	}
	return s.store.saveAnswer(ctx, tx, in.UserID, answerRow{Period: a.Period, EntryID: a.Entry, SavedAt: db.Millis(a.SavedAt)})
}

// renamed are the new ids of entries whose own belong to somebody else here. An answer is shown when its entry is the
// person's own, so that one which points elsewhere shows nothing.
func renamed(in *portable.In) map[string]string {
	out := map[string]string{}
	for _, r := range in.Report.Renamed {
		if r.Noun == "entries" {
			out[r.From] = r.To
		}
	}
	return out
}

func (s *Service) eraseSome(ctx context.Context, userID string) (bool, error) {
	n, err := s.store.erase(ctx, userID, eraseBatch)
	return n == eraseBatch, err
}
