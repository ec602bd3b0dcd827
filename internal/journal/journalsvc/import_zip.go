package journalsvc

import (
	"context"
	"io"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/importer"
	"tamatar.dev/tamatar/internal/platform/portable"
)

// People is what the journal needs of identity to do something for a person who is not there.
type People interface {
	// ActorOf is the person as an actor with these scopes. Error: identity.ErrBadCredential when the account may do nothing.
	ActorOf(ctx context.Context, userID, credentialID string, scopes identity.Scopes) (identity.Actor, error)
}

// zipRun brings the export of another program, batch by batch.
type zipRun struct {
	s       *Service
	b       *importRun
	report  *portable.Report
	batch   []journal.ImportEntryInput
	reports []importer.FileReport
}

// ImportZip brings the export of another program, a zip, into a person's journal, or with dryRun only tells what would
// become of it. Doing it again adds nothing. What is wrong with the zip or with files of it is in the report. It reports
// whether anything in the zip was of a known format.
func (s *Service) ImportZip(ctx context.Context, userID string, r io.ReaderAt, size int64, dryRun bool, report *portable.Report) (known bool, err error) {
	a, err := s.people.ActorOf(ctx, userID, "import", identity.Scopes{identity.ScopeEntriesWrite})
	if err != nil {
		return false, err
	}
	z := &zipRun{s: s, report: report, b: s.newImport(userID, journal.ImportEntriesInput{Source: journal.EntrySourceMarkdown, DryRun: dryRun})}
	told := 0
	err = importer.ReadZip(r, size, importer.Options{Zone: a.Zone, DayStart: a.DayStart}, func(in *journal.ImportEntryInput, rep importer.FileReport) error {
		if told++; in == nil {
			return report.Refuse("files", rep.Place(), journal.ErrImportRefused.WithPublic(rep.Refused))
		}
		z.batch, z.reports = append(z.batch, *in), append(z.reports, rep)
		if len(z.batch) < importBatch {
			return nil
		}
		return z.save(ctx)
	})
	if err == nil {
		err = z.save(ctx)
	}
	if err != nil {
		return true, report.Refuse("files", "", err)
	}
	return told > 0, nil
}

// save brings a batch and notes what became of each entry.
func (z *zipRun) save(ctx context.Context) error {
	from := len(z.b.results)
	z.b.attached = attachedBy(z.reports)
	if err := z.b.batch(ctx, z.batch); err != nil {
		return err
	}
	for i, res := range z.b.results[from:] {
		if err := z.note(res, z.reports[i]); err != nil {
			return err
		}
	}
	z.b.results, z.batch, z.reports = z.b.results[:0], z.batch[:0], z.reports[:0]
	return nil
}

func (z *zipRun) note(res result, rep importer.FileReport) error {
	switch res.outcome {
	case outcomeCreated:
		z.report.Note(entriesNoun, portable.Created)
	case outcomeUpdated:
		z.report.Note(entriesNoun, portable.Changed)
	case outcomeSkipped:
		z.report.Note(entriesNoun, portable.Same)
	case outcomeRefused:
		return z.report.Refuse("files", rep.Place(), journal.ErrImportRefused.WithPublic(res.message))
	}
	if rep.Left+res.left > 0 {
		return z.report.Refuse("pictures", rep.Place(), journal.ErrPicturesLeft)
	}
	return nil
}
