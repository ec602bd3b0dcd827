package journalsvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/portable"
)

const (
	templatesFile = "templates.jsonl"
	rollOverFile  = "roll-over.json"
	templatesNoun = "templates"
	rollOverNoun  = "rollOver"
	// rollOverLimit bounds the file of the roll-over, in bytes.
	rollOverLimit = 16 << 10
)

// portableTemplate is a template in an archive; they stand there in their order.
type portableTemplate struct {
	Body      string             `json:"body"`
	CreatedAt time.Time          `json:"createdAt"`
	ID        string             `json:"id"`
	Key       string             `json:"key"`
	Kind      *journal.Kind      `json:"kind,omitempty"`
	Name      string             `json:"name"`
	Tags      []string           `json:"tags"`
	UpdatedAt time.Time          `json:"updatedAt"`
	Weekdays  []identity.Weekday `json:"weekdays"`
}

// portableRollOver is how tasks are carried over, in an archive.
type portableRollOver struct {
	Automatic   bool                  `json:"automatic"`
	DoneHeading string                `json:"doneHeading"`
	Heading     string                `json:"heading"`
	Place       journal.RollOverPlace `json:"place"`
	TakeOut     bool                  `json:"takeOut"`
}

// exportRollOver writes what was chosen, where something was.
func (s *Service) exportRollOver(ctx context.Context, userID string, out *portable.Out) error {
	r, chosen, err := s.store.rollOver(ctx, userID)
	if err != nil || !chosen {
		return err
	}
	return out.JSON(rollOverFile, portableRollOver{r.Automatic, r.DoneHeading, r.Heading, r.Place, r.TakeOut})
}

// exportTemplates writes the templates in their order.
func (s *Service) exportTemplates(ctx context.Context, userID string, out *portable.Out) error {
	rows, err := s.store.templateRows(ctx, s.store.db.Reader(), userID)
	if err != nil || len(rows) == 0 {
		return err
	}
	w, err := out.Begin(templatesFile, time.Time{})
	if err != nil {
		return err
	}
	for _, r := range rows {
		t := r.template()
		if err := portable.Line(w, portableTemplate{t.Body, t.CreatedAt, t.ID, r.ClientKey, t.Kind, t.Name, t.Tags, t.UpdatedAt, t.Weekdays}); err != nil {
			return err
		}
	}
	return nil
}

// importRollOver brings what was chosen; a choice that was made here stays.
func (s *Service) importRollOver(ctx context.Context, in *portable.In) error {
	if !in.Has(rollOverFile) {
		return nil
	}
	var p portableRollOver
	if err := in.JSON(rollOverFile, rollOverLimit, &p); err != nil {
		return in.Report.Refuse(rollOverNoun, "journal/"+rollOverFile, err)
	}
	r := journal.RollOver{Automatic: p.Automatic, DoneHeading: p.DoneHeading, Heading: p.Heading, Place: p.Place, TakeOut: p.TakeOut}
	if err := r.Check(); err != nil {
		return in.Report.Refuse(rollOverNoun, "journal/"+rollOverFile, err)
	}
	have, chosen, err := s.store.rollOver(ctx, in.UserID)
	if err != nil {
		return err
	}
	if chosen {
		outcome := portable.Kept
		if have == r {
			outcome = portable.Same
		}
		in.Report.Note(rollOverNoun, outcome)
		return nil
	}
	in.Report.Note(rollOverNoun, portable.Created)
	if in.DryRun {
		return nil
	}
	return s.store.saveRollOver(ctx, in.UserID, r, db.Millis(s.now()))
}

// importTemplates brings the templates that are not there yet, behind those that are.
func (s *Service) importTemplates(ctx context.Context, in *portable.In) error {
	if !in.Has(templatesFile) {
		return nil
	}
	rows, err := s.store.templateRows(ctx, s.store.db.Reader(), in.UserID)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, r := range rows {
		known[r.ClientKey] = true
	}
	err = portable.Lines(in, templatesFile, func(p portableTemplate) error {
		t := journal.Template{
			ID: p.ID, OwnerID: in.UserID, Name: p.Name, Body: p.Body, Kind: p.Kind, Tags: p.Tags, Weekdays: p.Weekdays, CreatedAt: p.CreatedAt, UpdatedAt: p.UpdatedAt,
		}
		if !id.Valid(p.ID) || p.Key == "" || len(p.Key) > 100 {
			return in.Report.Refuse(templatesNoun, "journal/"+templatesFile, portable.ErrFileBroken)
		}
		if err := t.Check(); err != nil {
			return in.Report.Refuse(templatesNoun, "journal/"+templatesFile, err)
		}
		if known[p.Key] {
			in.Report.Note(templatesNoun, portable.Same)
			return nil
		}
		if len(known) >= journal.MaxTemplates {
			return in.Report.Refuse(templatesNoun, "journal/"+templatesFile, journal.ErrTooManyTemplates)
		}
		known[p.Key] = true
		return s.bringTemplate(ctx, in, t, p.Key)
	})
	if err != nil {
		return in.Report.Refuse(templatesNoun, "journal/"+templatesFile, err)
	}
	return nil
}

// bringTemplate saves a template; an id that is taken is replaced.
func (s *Service) bringTemplate(ctx context.Context, in *portable.In, t journal.Template, key string) error {
	return s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		taken, err := db.Get[int](ctx, tx, "SELECT count(*) FROM journal_templates WHERE id = $1", t.ID)
		if err != nil {
			return err
		}
		if taken > 0 {
			fresh := id.New(s.clock.Now())
			in.Report.NewID(templatesNoun, t.ID, fresh)
			t.ID = fresh
		}
		in.Report.Note(templatesNoun, portable.Created)
		if in.DryRun {
			return nil
		}
		return s.store.insertTemplate(ctx, tx, t, key)
	})
}
