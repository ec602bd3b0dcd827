package sharingsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/sharing"
)

// pageSize is how many entries a person's page has at a time.
const pageSize = 20

// PersonPage reads what strangers see of a person. It is nil for a person who does not exist, may not be seen, or shares
// nothing: a page that says "nothing here" would tell who has an account.
// Errors: page.ErrBadCursor, tags.ErrNameInvalid.
func (s *Service) PersonPage(ctx context.Context, handle, tag, after string) (*sharing.PersonPage, error) {
	person, err := s.People.Face(ctx, handle)
	if err != nil || person == nil {
		return nil, err
	}
	first := pageSize
	args := page.Args{First: &first}
	if after != "" {
		args.After = &after
	}
	shown, err := s.shown(ctx, person.ID)
	if err != nil {
		return nil, err
	}
	c, err := s.Journal.Shared(ctx, person.ID, audience.Viewer{}, journal.SharedScope{Tag: tag, Since: shown.since()}, args)
	if err != nil || len(c.Nodes) == 0 {
		return nil, err
	}
	for i := range c.Nodes {
		shown.blur(&c.Nodes[i])
	}
	p := &sharing.PersonPage{Person: person, Tag: tag, Entries: c.Nodes}
	if c.PageInfo.HasNextPage {
		p.Next = *c.PageInfo.EndCursor
	}
	if shown.Streak && tag == "" && after == "" {
		days, err := s.streaks.CurrentStreak(ctx, person.ID)
		if err != nil {
			return nil, err
		}
		if days > 0 {
			p.Streak = &days
		}
	}
	return p, nil
}

// PublicEntry reads one public entry of a person; nil when there is none of that id for strangers.
func (s *Service) PublicEntry(ctx context.Context, handle, entryID string) (*journal.Entry, error) {
	person, err := s.People.Face(ctx, handle)
	if err != nil || person == nil {
		return nil, err
	}
	e, err := s.Journal.SharedEntry(ctx, audience.Viewer{}, entryID)
	if err != nil || e == nil || e.AuthorID != person.ID {
		return nil, err
	}
	shown, err := s.shown(ctx, person.ID)
	if err != nil || e.Day < shown.since() {
		return nil, err
	}
	shown.blur(e)
	return e, nil
}
