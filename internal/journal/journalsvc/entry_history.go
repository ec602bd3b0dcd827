package journalsvc

import (
	"context"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/page"
)

// Revisions reads a page of the history of the actor's entry, newest first, beginning with the version that stands now.
// Errors: journal.ErrEntryNotFound, page.ErrBadFirst, page.ErrBadCursor.
func (s *Service) Revisions(ctx context.Context, a identity.Actor, entryID string, p page.Args) (*journal.RevisionConnection, error) {
	current, err := s.own(ctx, a, entryID)
	if err != nil {
		return nil, err
	}
	limit, err := page.Limit(p.First, defaultPage)
	if err != nil {
		return nil, err
	}
	scope := page.Scope("revisions", entryID)
	below := current.Revision + 1
	parts, err := s.cursors.OpenN(scope, a.UserID, p.After, 1)
	if err != nil {
		return nil, err
	}
	if parts != nil {
		n, err := page.ParseInt(parts[0])
		if err != nil {
			return nil, err
		}
		below = int(n)
	}
	nodes, err := s.revisionsBelow(ctx, current, below, limit+1)
	if err != nil {
		return nil, err
	}
	nodes, more := page.Cut(nodes, limit)
	if err := s.preloadRevisions(ctx, current.AuthorID, nodes); err != nil {
		return nil, err
	}
	out := &journal.RevisionConnection{Nodes: nodes, PageInfo: page.Info{HasNextPage: more}}
	if len(nodes) > 0 {
		end := s.cursors.Seal(scope, a.UserID, page.Int(int64(nodes[len(nodes)-1].Revision)))
		out.PageInfo.EndCursor = &end
	}
	return out, nil
}

// revisionsBelow gives up to limit versions whose number is below the given one. A version was saved when the one before
// it was replaced, so one row more is read than given.
func (s *Service) revisionsBelow(ctx context.Context, current *entryRow, below, limit int) ([]journal.Revision, error) {
	rows, err := s.store.revisions(ctx, current.ID, below, limit+1)
	if err != nil {
		return nil, err
	}
	if below > current.Revision {
		rows = append([]pastRow{current.asRevision()}, rows...)
	}
	out := make([]journal.Revision, 0, limit)
	for i, r := range rows[:min(len(rows), limit)] {
		saved := current.CreatedAt
		if i+1 < len(rows) {
			saved = rows[i+1].ReplacedAt
		}
		out = append(out, r.revision(saved, r.Revision == current.Revision))
	}
	return out, nil
}

// asRevision is the version that stands now.
func (r *entryRow) asRevision() pastRow {
	return pastRow{
		EntryID: r.ID, Revision: r.Revision, Body: r.Body, Day: string(r.Day), Kind: string(r.Kind),
		Minutes: r.Minutes, Mood: r.Mood, Energy: r.Energy, Audience: string(r.Audience), TagIDs: r.TagIDs,
	}
}

func (r pastRow) revision(savedAt int64, current bool) journal.Revision {
	return journal.Revision{
		EntryID: r.EntryID, Revision: r.Revision, SavedAt: db.FromMillis(savedAt), Current: current, Body: r.Body,
		Day: day.Date(r.Day), Kind: journal.Kind(r.Kind), Minutes: r.Minutes, Mood: r.Mood, Energy: r.Energy,
		Audience: audience.Level(r.Audience), TagIDs: strings.Fields(r.TagIDs),
	}
}

// preloadRevisions fills tags and author, as preload does for entries.
func (s *Service) preloadRevisions(ctx context.Context, authorID string, list []journal.Revision) error {
	entries := make([]journal.Entry, len(list))
	for i := range list {
		entries[i] = journal.Entry{AuthorID: authorID, TagIDs: list[i].TagIDs}
	}
	if err := s.preload(ctx, entries); err != nil {
		return err
	}
	for i := range list {
		list[i].Author, list[i].Tags = entries[i].Author, entries[i].Tags
	}
	return nil
}

// RestoreRevision brings an earlier version of the actor's entry back as a new one. Who may see the entry stays as it is
// now: a text that was narrowed is not opened again by going back. The same client id again gives the entry as it is now.
// Errors: journal.ErrEntryNotFound, ErrRevisionUnknown, and those of [Service.Edit].
func (s *Service) RestoreRevision(ctx context.Context, a identity.Actor, in journal.RestoreRevisionInput) (*journal.Entry, *journal.EntryConflict, error) {
	current, err := s.own(ctx, a, in.EntryID)
	if err != nil {
		return nil, nil, err
	}
	row, err := s.store.revision(ctx, in.EntryID, in.Revision)
	if err != nil {
		return nil, nil, err
	}
	old := []journal.Revision{row.revision(row.ReplacedAt, false)}
	if err := s.preloadRevisions(ctx, current.AuthorID, old); err != nil {
		return nil, nil, err
	}
	names := make([]string, len(old[0].Tags))
	for i, t := range old[0].Tags {
		names[i] = t.Name
	}
	return s.Edit(ctx, a, journal.EditEntryInput{
		ID: in.EntryID, BaseRevision: in.BaseRevision, ClientID: in.ClientID, Body: old[0].Body, Kind: old[0].Kind, Day: old[0].Day,
		Minutes: old[0].Minutes, Mood: old[0].Mood, Energy: old[0].Energy, Tags: names, Audience: current.Audience,
	})
}
