package journalsvc

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/importer"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/tags"
)

// outcome is what an import made, or would make, of one entry.
type outcome string

const (
	outcomeCreated outcome = "created"
	outcomeUpdated outcome = "updated"
	outcomeSkipped outcome = "skipped"
	outcomeRefused outcome = "refused"
)

// result is the outcome of one entry of an import, in its order.
type result struct {
	sourceKey string
	outcome   outcome
	message   string // why it was rejected
	left      int    // files that were not taken
}

// importBatch is how many entries share a transaction.
const importBatch = 100

// Import brings entries from elsewhere into a person's journal, any number of them. What is known by its
// source key stays as it is, in the trash and purged ones too; a draft that nobody has touched takes the
// newer text of its origin. Entries that cannot be imported are reported and do not stop the others.
// Errors: journal.ErrSourceInvalid.
func (s *Service) Import(ctx context.Context, authorID string, in journal.ImportEntriesInput) (*journal.ImportEntriesPayload, error) {
	results, err := s.importAll(ctx, authorID, in, nil)
	if err != nil {
		return nil, err
	}
	p := &journal.ImportEntriesPayload{Rejected: []journal.ImportRejection{}, Errors: []errs.UserError{}}
	for _, r := range results {
		switch r.outcome {
		case outcomeCreated:
			p.Created++
		case outcomeUpdated:
			p.Updated++
		case outcomeSkipped:
			p.Skipped++
		case outcomeRefused:
			p.Rejected = append(p.Rejected, journal.ImportRejection{SourceKey: r.sourceKey, Message: r.message})
		}
	}
	return p, nil
}

func (s *Service) importAll(ctx context.Context, authorID string, in journal.ImportEntriesInput, attached map[string][]importer.Attachment) ([]result, error) {
	if !in.Source.Valid() || in.Source == journal.EntrySourceWritten || in.Source == journal.EntrySourceCLI {
		return nil, journal.ErrSourceInvalid.WithField("source", journal.ErrSourceInvalid.Public)
	}
	b := s.newImport(authorID, in)
	b.attached = attached
	for chunk := range slices.Chunk(in.Entries, importBatch) {
		if err := b.batch(ctx, chunk); err != nil {
			return nil, err
		}
	}
	return b.results, nil
}

func (s *Service) newImport(authorID string, in journal.ImportEntriesInput) *importRun {
	now := s.now()
	return &importRun{s: s, author: authorID, in: in, now: now, today: day.Of(now, time.UTC, 0), seen: map[string]bool{}}
}

// importRun carries one import through its batches.
type importRun struct {
	s       *Service
	author  string
	in      journal.ImportEntriesInput
	now     time.Time
	today   day.Date
	seen    map[string]bool
	results []result
	// attached are the files beside notes; full tells that there is no space for more.
	attached map[string][]importer.Attachment
	full     bool
}

// candidate is an entry of a batch that passed its checks.
type candidate struct {
	at   int // index into results
	in   journal.ImportEntryInput
	c    content
	st   stamp
	tags []tags.Tag
	old  *entryRow // the untouched draft to refresh; nil for a new entry
}

func (b *importRun) batch(ctx context.Context, chunk []journal.ImportEntryInput) error {
	known, err := b.s.store.origins(ctx, b.author, chunk)
	if err != nil {
		return err
	}
	var todo []*candidate
	for _, in := range chunk {
		if c := b.check(in, known); c != nil {
			todo = append(todo, c)
		}
	}
	if b.in.DryRun || len(todo) == 0 {
		return nil
	}
	for _, c := range todo {
		if err := b.attach(ctx, c); err != nil {
			return err
		}
	}
	names := make([][]string, len(todo))
	for i, c := range todo {
		names[i] = c.c.tagNames
	}
	lists, err := b.s.tags.EnsureAll(ctx, b.author, names)
	if err != nil {
		return err
	}
	for i, c := range todo {
		c.tags = lists[i]
	}
	return b.s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		for _, c := range todo {
			if err := b.save(ctx, tx, c); err != nil {
				return err
			}
		}
		return nil
	})
}

// check notes the outcome of an entry and returns what there is to save of it.
func (b *importRun) check(in journal.ImportEntryInput, known map[string]*entryRow) *candidate {
	note := func(o outcome, err error) {
		b.results = append(b.results, result{sourceKey: in.SourceKey, outcome: o, message: sentences(err)})
	}
	if err := in.Validate(b.today); err != nil {
		note(outcomeRefused, err)
		return nil
	}
	old, isKnown := known[originImport+in.SourceKey]
	if b.seen[in.SourceKey] || isKnown && !refreshes(old, in, b.attached[in.SourceKey]) {
		note(outcomeSkipped, nil)
		return nil
	}
	b.seen[in.SourceKey] = true
	st, err := newStamp(in.LoggedAt, in.Zone, 0, &in.Day)
	if err != nil {
		note(outcomeRefused, err)
		return nil
	}
	st.late = in.Late
	c, err := compileImport(in.Body, in.Tags)
	if err != nil {
		note(outcomeRefused, err)
		return nil
	}
	o := outcomeCreated
	if isKnown {
		o = outcomeUpdated
	}
	note(o, nil)
	return &candidate{at: len(b.results) - 1, in: in, c: c, st: st, old: old}
}

// refreshes reports whether the origin has something new for a draft that nobody has looked at.
func refreshes(old *entryRow, in journal.ImportEntryInput, attached []importer.Attachment) bool {
	return old != nil && old.Draft && old.DeletedAt == nil && in.Draft && !sameText(old.Body, in.Body, attached)
}

func (b *importRun) save(ctx context.Context, tx *db.Tx, c *candidate) error {
	r, err := b.row(c)
	if err != nil {
		return err
	}
	var done bool
	var ev interface{ EventName() string }
	if c.old == nil {
		done, err = b.s.store.insert(ctx, tx, r, c.tags)
		ev = journal.EntryWritten{EntryID: r.ID, AuthorID: r.AuthorID, Day: r.Day, Source: r.Source}
	} else {
		done, err = b.s.store.refreshDraft(ctx, tx, c.old, r, c.tags)
		ev = journal.EntryEdited{EntryID: r.ID, AuthorID: r.AuthorID, Day: r.Day, DayBefore: c.old.Day, Revision: r.Revision}
	}
	if err != nil {
		return err
	}
	if !done { // somebody else imported, accepted or deleted it since we looked
		b.results[c.at].outcome = outcomeSkipped
		return nil
	}
	return b.s.emit(ctx, tx, ev)
}

func (b *importRun) row(c *candidate) (*entryRow, error) {
	r, err := newRow(b.author, originImport+c.in.SourceKey, c.st, c.c, c.tags, b.now)
	if err != nil {
		return nil, err
	}
	r.Kind, r.Source, r.Draft, r.Audience = c.in.Kind, b.in.Source, c.in.Draft, audience.Private
	r.Minutes, r.Mood, r.Energy, r.SourceCount = c.in.Minutes, c.in.Mood, c.in.Energy, c.in.SourceCount
	if c.old != nil {
		r.ID, r.CreatedAt, r.Revision = c.old.ID, c.old.CreatedAt, c.old.Revision+1
	}
	return r, nil
}

// compileImport is compile for texts that nobody is there to mend: of too many tags the first are kept.
func compileImport(body string, picked []string) (content, error) {
	c, err := compile(body, picked)
	if !errors.Is(err, tags.ErrTooMany) {
		return c, err
	}
	picked, err = tags.Merge(picked)
	if err != nil {
		return c, err
	}
	names := slices.Concat(picked, c.typed)
	for n := min(len(names), tags.MaxPerObject); ; n++ {
		merged, err := tags.Merge(names[:n])
		if err != nil {
			return c, nil //nolint:nilerr // one more is too many: what was merged before is kept
		}
		if c.tagNames = merged; n == len(names) {
			return c, nil
		}
	}
}

// sentences are the words of an error for a report.
func sentences(err error) string {
	list, rest := errs.UserErrors(err)
	if rest != nil {
		return errs.From(rest).Public
	}
	words := make([]string, len(list))
	for i, e := range list {
		words[i] = e.Message
	}
	return strings.Join(words, " ")
}
