package sharingsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/portable"
	"tamatar.dev/tamatar/internal/sharing"
)

const (
	viewFile  = "public-view.json"
	viewLimit = 1 << 10
	viewNoun  = "publicViews"
)

// portableView is the choice as archives have it.
type portableView struct {
	LookBackDays *int `json:"lookBackDays"`
	Streak       bool `json:"streak"`
	Times        bool `json:"times"`
}

// export hands over what the person chose to show; links and feeds are bound to this instance.
func (s *Service) export(ctx context.Context, userID string, out *portable.Out) error {
	v, err := s.store.view(ctx, userID)
	if err != nil || v.changedAt.IsZero() {
		return err
	}
	return out.JSON(viewFile, portableView{v.LookBackDays, v.Streak, v.Times})
}

// bring takes a choice over where none was made here.
func (s *Service) bring(ctx context.Context, in *portable.In) error {
	if !in.Has(viewFile) {
		return nil
	}
	var p portableView
	if err := in.JSON(viewFile, viewLimit, &p); err != nil {
		return in.Report.Refuse(viewNoun, "sharing/"+viewFile, err)
	}
	v := sharing.PublicView{Streak: p.Streak, Times: p.Times, LookBackDays: p.LookBackDays}
	if err := v.Validate(); err != nil {
		return in.Report.Refuse(viewNoun, "sharing/"+viewFile, err)
	}
	have, err := s.store.view(ctx, in.UserID)
	if err != nil {
		return err
	}
	if !have.changedAt.IsZero() {
		outcome := portable.Kept
		if have.Streak == v.Streak && have.Times == v.Times && sameDays(have.LookBackDays, v.LookBackDays) {
			outcome = portable.Same
		}
		in.Report.Note(viewNoun, outcome)
		return nil
	}
	in.Report.Note(viewNoun, portable.Created)
	if in.DryRun {
		return nil
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return s.store.saveView(ctx, tx, in.UserID, v, db.Millis(s.now()))
	})
}

func sameDays(a, b *int) bool { return a == b || a != nil && b != nil && *a == *b }
