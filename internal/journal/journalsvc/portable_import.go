package journalsvc

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/markdown"
	"tamatar.dev/tamatar/internal/platform/portable"
	"tamatar.dev/tamatar/internal/tags"
)

const (
	entriesNoun  = "entries"
	versionsNoun = "versions"
	purgedNoun   = "purged"
	// maxEntryFile has room for a body of the largest size twice, as JSON, with its front matter.
	maxEntryFile = 13*journal.MaxBody + 32<<10
	// maxOffset is more than any zone is from UTC, in minutes.
	maxOffset = 16 * 60
)

// archiveRun brings the journal of an archive.
type archiveRun struct {
	s     *Service
	in    *portable.In
	today day.Date
	// here are the entries that this archive may add versions to, by the id they have in it.
	here map[string]string
	// files are the ids that files of the archive have here, where they are others; filesThere is the way back.
	files, filesThere map[string]string
	// seen are the ids and origins that came before in this archive.
	seen map[string]bool
	// fresh are the entries that this archive made, by their id here.
	fresh map[string]bool
}

// importArchive brings what export wrote. Entries that are there already are left alone. No event tells of each of
// them: whoever reacts to an import hears of it as a whole.
func (s *Service) importArchive(ctx context.Context, in *portable.In) error {
	b := &archiveRun{s: s, in: in, today: day.Of(s.now(), time.UTC, 0), here: map[string]string{}, seen: map[string]bool{}, fresh: map[string]bool{}, files: map[string]string{}, filesThere: map[string]string{}}
	for _, r := range in.Report.Renamed {
		if r.Noun == "files" {
			b.files[r.From], b.filesThere[r.To] = r.To, r.From
		}
	}
	if err := b.purged(ctx); err != nil {
		return err
	}
	for _, folder := range []string{entriesFolder, trashFolder} {
		if err := b.folder(ctx, folder); err != nil {
			return err
		}
	}
	if err := b.history(ctx); err != nil {
		return err
	}
	if err := b.schedules(ctx); err != nil {
		return err
	}
	if err := s.importTemplates(ctx, in); err != nil {
		return err
	}
	if err := s.importRollOver(ctx, in); err != nil {
		return err
	}
	return s.importViews(ctx, in)
}

func (b *archiveRun) folder(ctx context.Context, folder string) error {
	batch := make([]*archived, 0, importBatch)
	for name := range b.in.Names(folder) {
		a, err := b.read(name)
		if err != nil {
			if err = b.in.Report.Refuse(entriesNoun, "journal/"+name, err); err != nil {
				return err
			}
			continue
		}
		if batch = append(batch, a); len(batch) == importBatch {
			if err := b.bring(ctx, batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	return b.bring(ctx, batch)
}

// archived is an entry of an archive on its way.
type archived struct {
	entryFile
	name string
	raw  []byte
	id   string // as the archive has it
}

// read reads and checks one file. Errors: [portable.ErrFileBroken], those of journal, tags and markdown.
func (b *archiveRun) read(name string) (*archived, error) {
	raw, err := b.in.Bytes(name, maxEntryFile)
	if err != nil {
		return nil, err
	}
	f, err := decodeEntry(raw)
	if err != nil {
		return nil, err
	}
	a := &archived{entryFile: *f, name: name, raw: raw, id: f.row.ID}
	if err := b.check(a); err != nil {
		return nil, err
	}
	b.seen[a.id], b.seen[a.row.OriginKey] = true, true
	return a, nil
}

// check refuses what this program would never have written.
func (b *archiveRun) check(a *archived) error {
	r := &a.row
	origin, text, _ := strings.Cut(r.OriginKey, ":")
	_, zoneErr := day.LoadZone(r.Zone)
	switch {
	case !id.Valid(r.ID), b.seen[r.ID], b.seen[r.OriginKey], origin != "c" && origin != "i", text == "", len(r.OriginKey) > journal.MaxSourceKey+2,
		r.Revision < 1, r.OffsetMinutes < -maxOffset, r.OffsetMinutes > maxOffset, !r.Source.Valid(), zoneErr != nil,
		r.Draft && r.Audience != audience.Private, strings.HasPrefix(a.name, trashFolder) != (r.DeletedAt != nil),
		!r.Day.Valid(), !strings.HasSuffix(a.name, entryPath(r)), r.CreatedAt < 0, r.UpdatedAt < r.CreatedAt:
		return portable.ErrFileBroken
	}
	if err := checkArchived(r.Body, r.Kind, r.Day, b.today, r.Audience, r.Minutes, r.Mood, r.Energy, r.SourceCount); err != nil {
		return err
	}
	clean, err := tags.Merge(a.tagNames)
	if err != nil {
		return err
	}
	a.tagNames = clean
	return nil
}

// checkArchived checks what has rules in the journal's nouns.
func checkArchived(body string, kind journal.Kind, d, today day.Date, level audience.Level, minutes, mood, energy, count *int) error {
	in := journal.ImportEntryInput{SourceKey: "archive", Body: body, Kind: kind, Day: d, LoggedAt: time.UnixMilli(0).UTC(), Minutes: minutes, Mood: mood, Energy: energy, SourceCount: count}
	if err := in.Validate(today); err != nil {
		return err
	}
	if !level.Valid() {
		return journal.ErrAudienceInvalid
	}
	return nil
}

// bring saves a batch in one transaction.
func (b *archiveRun) bring(ctx context.Context, batch []*archived) error {
	if len(batch) == 0 {
		return nil
	}
	known, err := b.s.store.knownEntries(ctx, b.in.UserID, batch)
	if err != nil {
		return err
	}
	todo := batch[:0:0]
	for _, a := range batch {
		fresh, err := b.decide(ctx, a, known)
		if err != nil {
			return err
		}
		if fresh {
			todo = append(todo, a)
		}
	}
	if b.in.DryRun || len(todo) == 0 {
		return nil
	}
	lists, err := b.tagsOf(ctx, todo)
	if err != nil {
		return err
	}
	return b.s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		for i, a := range todo {
			a.row.TagIDs = joinIDs(lists[i])
			if err := b.s.store.insertArchived(ctx, tx, &a.row, lists[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// decide notes what becomes of an entry, makes its row, and reports whether it is to be saved.
func (b *archiveRun) decide(ctx context.Context, a *archived, known knownEntries) (bool, error) {
	r := &a.row
	r.AuthorID = b.in.UserID
	old := known.byOrigin[r.OriginKey]
	if old == nil && known.owner[r.ID] == b.in.UserID {
		old = known.byID[r.ID]
	}
	if old != nil {
		return false, b.compare(ctx, a, old)
	}
	if known.purged[r.OriginKey] {
		b.in.Report.Note(entriesNoun, portable.Kept)
		return false, nil
	}
	r.Body = renameFiles(r.Body, b.files)
	m, err := markdown.Compile(r.Body)
	if err != nil {
		return false, b.in.Report.Refuse(entriesNoun, "journal/"+a.name, err)
	}
	c := content{body: r.Body, html: m.HTML, title: m.Title}
	for _, t := range m.Tasks {
		c.tasks = append(c.tasks, journal.Task{Text: t.Text, Done: t.Done})
	}
	if err := r.setContent(c, nil); err != nil {
		return false, err
	}
	if known.owner[r.ID] != "" {
		r.ID = id.New(b.s.now())
		b.in.Report.NewID(entriesNoun, a.id, r.ID)
	}
	b.here[a.id], b.fresh[r.ID] = r.ID, true
	b.in.Report.Note(entriesNoun, portable.Created)
	return true, nil
}

// compare notes whether what is there is what the archive brings.
func (b *archiveRun) compare(ctx context.Context, a *archived, old *entryRow) error {
	b.here[a.id] = old.ID
	if old.ID != a.id {
		b.in.Report.NewID(entriesNoun, a.id, old.ID)
	}
	names, err := b.s.tagNames(ctx, []entryRow{*old})
	if err != nil {
		return err
	}
	as := *old
	as.ID, as.Body = a.id, renameFiles(old.Body, b.filesThere)
	if bytes.Equal(encodeEntry(&as, names(as.TagIDs)), a.raw) {
		b.in.Report.Note(entriesNoun, portable.Same)
	} else {
		b.in.Report.Note(entriesNoun, portable.Kept)
	}
	return nil
}

// tagsOf are the tags of the entries: those the person has, and new ones for names that the archive's tags did not have.
func (b *archiveRun) tagsOf(ctx context.Context, todo []*archived) ([][]tags.Tag, error) {
	names := make([][]string, len(todo))
	for i, a := range todo {
		names[i] = a.tagNames
	}
	return b.s.existingTags(ctx, b.in.UserID, names)
}

func (s *Service) existingTags(ctx context.Context, userID string, names [][]string) ([][]tags.Tag, error) {
	var keys []string
	for _, list := range names {
		for _, n := range list {
			if k := strings.ToLower(n); !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		}
	}
	found, err := s.tags.Existing(ctx, userID, keys)
	if err != nil {
		return nil, err
	}
	out := make([][]tags.Tag, len(names))
	for i, list := range names {
		for _, n := range list {
			t, ok := found[strings.ToLower(n)]
			if !ok {
				made, err := s.tags.Ensure(ctx, userID, []string{n})
				if err != nil {
					return nil, err
				}
				t = made[0]
				found[t.Key] = t
			}
			out[i] = append(out[i], t)
		}
	}
	return out, nil
}

func (b *archiveRun) purged(ctx context.Context) error {
	if !b.in.Has(purgedFile) {
		return nil
	}
	err := portable.Lines(b.in, purgedFile, func(p portablePurged) error {
		if len(p.Origin) < 3 || len(p.Origin) > journal.MaxSourceKey+2 || p.Origin[1] != ':' {
			return b.in.Report.Refuse(purgedNoun, "journal/"+purgedFile, portable.ErrFileBroken)
		}
		there, err := b.s.store.originUsed(ctx, b.in.UserID, p.Origin)
		if err != nil {
			return err
		}
		if there {
			b.in.Report.Note(purgedNoun, portable.Same)
			return nil
		}
		b.in.Report.Note(purgedNoun, portable.Created)
		if b.in.DryRun {
			return nil
		}
		return b.s.store.keepPurged(ctx, b.in.UserID, p.Origin, db.Millis(p.PurgedAt))
	})
	return b.orRefused(purgedNoun, purgedFile, err)
}

// orRefused reports a file that is broken as a whole; what is no fault of the file comes back.
func (b *archiveRun) orRefused(noun, file string, err error) error {
	if err == nil {
		return nil
	}
	return b.in.Report.Refuse(noun, "journal/"+file, err)
}
