package journalsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/portable"
	"tamatar.dev/tamatar/internal/tags"
)

// history brings the earlier versions of the entries that came with the archive.
func (b *archiveRun) history(ctx context.Context) error {
	if !b.in.Has(historyFile) {
		return nil
	}
	batch := make([]revisionRow, 0, importBatch)
	names := make([][]string, 0, importBatch)
	flush := func() error {
		err := b.bringVersions(ctx, batch, names)
		batch, names = batch[:0], names[:0]
		return err
	}
	err := portable.Lines(b.in, historyFile, func(v portableVersion) error {
		r, list, err := b.version(v)
		if err != nil {
			return b.in.Report.Refuse(versionsNoun, "journal/"+historyFile, err)
		}
		if batch, names = append(batch, r), append(names, list); len(batch) == importBatch {
			return flush()
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	return b.orRefused(versionsNoun, historyFile, err)
}

// version checks one earlier version. Errors: [portable.ErrFileBroken], those of journal and tags.
func (b *archiveRun) version(v portableVersion) (revisionRow, []string, error) {
	entryID, ok := b.here[v.Entry]
	if !ok || !id.Valid(v.Entry) || v.Revision < 1 {
		return revisionRow{}, nil, portable.ErrFileBroken
	}
	if err := checkArchived(v.Body, v.Kind, v.Day, b.today, v.Audience, v.Minutes, v.Mood, v.Energy, nil); err != nil {
		return revisionRow{}, nil, err
	}
	list, err := tags.Merge(v.Tags)
	return revisionRow{
		EntryID: entryID, Revision: v.Revision, Body: renameFiles(v.Body, b.files), Day: v.Day, Kind: v.Kind, Minutes: v.Minutes, Mood: v.Mood, Energy: v.Energy,
		Audience: v.Audience, ReplacedAt: db.Millis(v.ReplacedAt),
	}, list, err
}

func (b *archiveRun) bringVersions(ctx context.Context, batch []revisionRow, names [][]string) error {
	if len(batch) == 0 {
		return nil
	}
	known, err := b.s.store.knownVersions(ctx, batch)
	if err != nil {
		return err
	}
	var lists [][]tags.Tag
	if !b.in.DryRun {
		if lists, err = b.s.existingTags(ctx, b.in.UserID, names); err != nil {
			return err
		}
	}
	return b.s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		for i, r := range batch {
			if known[versionKey{r.EntryID, r.Revision}] {
				b.in.Report.Note(versionsNoun, portable.Same)
				continue
			}
			b.in.Report.Note(versionsNoun, portable.Created)
			if b.in.DryRun {
				continue
			}
			r.TagIDs = joinIDs(lists[i])
			if err := b.s.store.insertVersion(ctx, tx, b.in.UserID, r); err != nil {
				return err
			}
		}
		return nil
	})
}
