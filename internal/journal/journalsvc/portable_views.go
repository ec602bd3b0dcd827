package journalsvc

import (
	"context"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/portable"
)

const viewsFile = "views.jsonl"

// portableView is a view in an archive; they stand there in their order.
type portableView struct {
	CreatedAt time.Time `json:"createdAt"`
	ID        string    `json:"id"`
	Key       string    `json:"key"`
	Name      string    `json:"name"`
	Pinned    bool      `json:"pinned"`
	Query     string    `json:"query"`
	UpdatedAt time.Time `json:"updatedAt"`
}

func (s *Service) exportViews(ctx context.Context, userID string, out *portable.Out) error {
	rows, err := s.store.viewRows(ctx, s.store.db.Reader(), userID)
	if err != nil || len(rows) == 0 {
		return err
	}
	w, err := out.Begin(viewsFile, time.Time{})
	if err != nil {
		return err
	}
	for _, r := range rows {
		v := portableView{
			CreatedAt: db.FromMillis(r.CreatedAt), ID: r.ID, Key: r.ClientKey, Name: r.Name, Pinned: r.Pinned, Query: r.Query, UpdatedAt: db.FromMillis(r.UpdatedAt),
		}
		if err := portable.Line(w, v); err != nil {
			return err
		}
	}
	return nil
}

// importViews brings the views that are not there yet, behind those that are.
func (s *Service) importViews(ctx context.Context, in *portable.In) error {
	if !in.Has(viewsFile) {
		return nil
	}
	rows, err := s.store.viewRows(ctx, s.store.db.Reader(), in.UserID)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, r := range rows {
		known[r.ClientKey] = true
	}
	err = portable.Lines(in, viewsFile, func(v portableView) error {
		if !id.Valid(v.ID) || journal.CheckViewName(v.Name) != nil || strings.TrimSpace(v.Query) == "" || len(v.Query) > 4*journal.MaxQuery || v.Key == "" || len(v.Key) > 100 {
			return in.Report.Refuse("views", "journal/"+viewsFile, portable.ErrFileBroken)
		}
		if known[v.Key] {
			in.Report.Note("views", portable.Same)
			return nil
		}
		if len(known) >= journal.MaxViews {
			return in.Report.Refuse("views", "journal/"+viewsFile, journal.ErrTooManyViews)
		}
		known[v.Key] = true
		return s.bringView(ctx, in, v)
	})
	if err != nil {
		return in.Report.Refuse("views", "journal/"+viewsFile, err)
	}
	return nil
}

// bringView saves a view; an id that is taken is replaced.
func (s *Service) bringView(ctx context.Context, in *portable.In, v portableView) error {
	return s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		taken, err := db.Get[int](ctx, tx, "SELECT count(*) FROM journal_views WHERE id = $1", v.ID)
		if err != nil {
			return err
		}
		if taken > 0 {
			fresh := id.New(s.clock.Now())
			in.Report.NewID("views", v.ID, fresh)
			v.ID = fresh
		}
		in.Report.Note("views", portable.Created)
		if in.DryRun {
			return nil
		}
		return s.store.insertView(ctx, tx, journal.View{
			ID: v.ID, OwnerID: in.UserID, Name: v.Name, Query: v.Query, Pinned: v.Pinned, CreatedAt: v.CreatedAt, UpdatedAt: v.UpdatedAt,
		}, v.Key)
	})
}
