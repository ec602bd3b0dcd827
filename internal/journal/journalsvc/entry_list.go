package journalsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/page"
)

const defaultPage = 20

// Timeline reads a page of the actor's entries, newest day first.
// Errors: page.ErrBadFirst, page.ErrBadCursor, journal.ErrFilterInvalid, tags.ErrNameInvalid.
func (s *Service) Timeline(ctx context.Context, a identity.Actor, p page.Args, f *journal.EntryFilter) (*journal.EntryConnection, error) {
	n, err := normalise(f)
	if err != nil {
		return nil, err
	}
	l := s.list("entries", a, n, timelineKey)
	limit, after, err := l.open(p)
	if err != nil {
		return nil, err
	}
	if err := s.resolve(ctx, a.UserID, &n); err != nil {
		return nil, err
	}
	rows, err := s.store.timeline(ctx, a.UserID, n, after, limit+1)
	if err != nil {
		return nil, err
	}
	return l.connect(ctx, rows, limit)
}

// Trash reads a page of the actor's trash, latest deleted first. Errors: page.ErrBadFirst, page.ErrBadCursor.
func (s *Service) Trash(ctx context.Context, a identity.Actor, p page.Args) (*journal.EntryConnection, error) {
	l := s.list("trash", a, nil, trashKey)
	limit, after, err := l.open(p)
	if err != nil {
		return nil, err
	}
	rows, err := s.store.trash(ctx, a.UserID, after, limit+1)
	if err != nil {
		return nil, err
	}
	return l.connect(ctx, rows, limit)
}

// position is the place of a row in a list: its keyset as the columns hold it.
type position struct {
	day day.Date // of timelines
	at  int64    // logged or deleted, unix milliseconds
	id  string
}

// list is one list of one viewer: its cursors hold for nothing else.
type list struct {
	s      *Service
	scope  string
	viewer string
	key    func(*journal.Entry) position
}

func (s *Service) list(query string, a identity.Actor, filter any, key func(*journal.Entry) position) list {
	return list{s: s, scope: page.Scope(query, filter), viewer: a.UserID, key: key}
}

func timelineKey(e *journal.Entry) position {
	return position{day: e.Day, at: e.LoggedAt.UnixMilli(), id: e.ID}
}

func trashKey(e *journal.Entry) position {
	return position{at: e.DeletedAt.UnixMilli(), id: e.ID}
}

// open checks the page asked for; after is nil at the top.
func (l list) open(p page.Args) (limit int, after *position, err error) {
	if limit, err = page.Limit(p.First, defaultPage); err != nil {
		return 0, nil, err
	}
	parts, err := l.s.cursors.OpenN(l.scope, l.viewer, p.After, 3)
	if err != nil || parts == nil {
		return limit, nil, err
	}
	at, err := page.ParseInt(parts[1])
	if err != nil {
		return 0, nil, err
	}
	return limit, &position{day: day.Date(parts[0]), at: at, id: parts[2]}, nil
}

func (l list) seal(e *journal.Entry) string {
	k := l.key(e)
	return l.s.cursors.Seal(l.scope, l.viewer, string(k.day), page.Int(k.at), k.id)
}

// connect makes a page of limit+1 entries.
func (l list) connect(ctx context.Context, found []journal.Entry, limit int) (*journal.EntryConnection, error) {
	nodes, more := page.Cut(found, limit)
	if err := l.s.preload(ctx, nodes); err != nil {
		return nil, err
	}
	return &journal.EntryConnection{Nodes: nodes, PageInfo: l.info(nodes, more), Cursor: l.seal}, nil
}

func (l list) info(nodes []journal.Entry, more bool) page.Info {
	info := page.Info{HasNextPage: more}
	if len(nodes) > 0 {
		end := l.seal(&nodes[len(nodes)-1])
		info.EndCursor = &end
	}
	return info
}
