package api

import (
	"context"
	"html"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
	"tamatar.dev/tamatar/internal/insights/insightssvc"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/journalsvc"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/tags/tagssvc"
)

// ErrParameter refuses a parameter that cannot be read; its field says which.
var ErrParameter = errs.New(errs.Invalid, "api.parameter_invalid", "One of the parameters cannot be read.")

// defaultPage is how many things a list gives when nobody asks for a number.
const defaultPage = 20

// Service is the use cases for tools. It is safe for concurrent use.
type Service struct {
	Identity *identitysvc.Service
	Journal  *journalsvc.Service
	Tags     *tagssvc.Service
	Insights *insightssvc.Service
	Clock    clock.Clock
}

// Range asks for entries.
type Range struct {
	From   string   `json:"from,omitempty" jsonschema:"First day, YYYY-MM-DD."`
	To     string   `json:"to,omitempty" jsonschema:"Last day, YYYY-MM-DD."`
	Kinds  []string `json:"kinds,omitempty" jsonschema:"Only these kinds: done, learned, blocked, plan, note, decision, meeting."`
	Tags   []string `json:"tags,omitempty" jsonschema:"Only entries with one of these tags, or one below it."`
	Limit  int      `json:"limit,omitempty" jsonschema:"How many at most, 1 to 100; 20 when left out."`
	Cursor string   `json:"cursor,omitempty" jsonschema:"nextCursor of the page before."`
	// MaxBody cuts longer bodies; it is the door's choice.
	MaxBody int `json:"-"`
}

func (r Range) filter() (*journal.EntryFilter, error) {
	f := &journal.EntryFilter{Tags: r.Tags}
	var err error
	if f.From, err = date("from", r.From); err != nil {
		return nil, err
	}
	if f.To, err = date("to", r.To); err != nil {
		return nil, err
	}
	for _, name := range r.Kinds {
		k := journal.Kind(strings.ToLower(name))
		if !k.Valid() {
			return nil, journal.ErrKindInvalid.WithField("kinds", journal.ErrKindInvalid.Public)
		}
		f.Kinds = append(f.Kinds, k)
	}
	return f, nil
}

func (r Range) page() page.Args {
	var p page.Args
	if r.Limit != 0 {
		p.First = &r.Limit
	}
	if r.Cursor != "" {
		p.After = &r.Cursor
	}
	return p
}

func date(field, text string) (*day.Date, error) {
	if text == "" {
		return nil, nil //nolint:nilnil // nothing was asked for
	}
	d, err := day.Parse(text)
	if err != nil {
		return nil, ErrParameter.WithField(field, "Write a day as 2026-11-22.")
	}
	return &d, nil
}

// Entries reads a page of the actor's entries, newest day first. Errors: [ErrParameter], those of journalsvc.Service.Timeline.
func (s *Service) Entries(ctx context.Context, r Range) (EntryPage, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return EntryPage{}, err
	}
	f, err := r.filter()
	if err != nil {
		return EntryPage{}, err
	}
	c, err := s.Journal.Timeline(ctx, a, r.page(), f)
	if err != nil {
		return EntryPage{}, err
	}
	out := EntryPage{Entries: make([]Entry, len(c.Nodes)), NextCursor: next(c.PageInfo)}
	for i := range c.Nodes {
		out.Entries[i] = EntryOf(&c.Nodes[i], r.MaxBody)
	}
	return out, nil
}

// Search finds the actor's entries by words. Errors: [ErrParameter], those of journalsvc.Service.Search.
func (s *Service) Search(ctx context.Context, query string, r Range) (HitPage, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return HitPage{}, err
	}
	f, err := r.filter()
	if err != nil {
		return HitPage{}, err
	}
	c, err := s.Journal.Search(ctx, a, query, r.page(), f)
	if err != nil {
		return HitPage{}, err
	}
	out := HitPage{Hits: make([]Hit, len(c.Nodes)), NextCursor: next(c.PageInfo)}
	for i, h := range c.Nodes {
		out.Hits[i] = Hit{Entry: EntryOf(h.Entry, r.MaxBody), Snippet: plain(h.SnippetHTML)}
	}
	return out, nil
}

var marks = strings.NewReplacer("<mark>", "", "</mark>", "")

// plain is a snippet, which is escaped text with marks, as plain text.
func plain(snippetHTML string) string { return html.UnescapeString(marks.Replace(snippetHTML)) }

func next(info page.Info) string {
	if info.HasNextPage && info.EndCursor != nil {
		return *info.EndCursor
	}
	return ""
}

// Entry reads one entry of the actor's own. What is another person's, however public, and what lies in the trash answers
// as if it did not exist. Error: [journal.ErrEntryNotFound].
func (s *Service) Entry(ctx context.Context, entryID string) (Entry, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return Entry{}, err
	}
	e, err := s.Journal.Entry(ctx, a, entryID)
	if err != nil {
		return Entry{}, err
	}
	if e == nil || e.AuthorID != a.UserID || e.InTrash() {
		return Entry{}, journal.ErrEntryNotFound
	}
	return EntryOf(e, 0), nil
}

// Write logs an entry. Without a client id it cannot be repeated safely, and gets one of its own.
// Errors: [ErrParameter], those of journalsvc.Service.Write.
func (s *Service) Write(ctx context.Context, in NewEntry) (Entry, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return Entry{}, err
	}
	w := journal.WriteEntryInput{
		ClientID: in.ClientID, Body: in.Body, Minutes: in.Minutes, Mood: in.Mood, Energy: in.Energy, Tags: in.Tags,
	}
	if w.ClientID == "" {
		w.ClientID = id.New(s.Clock.Now())
	}
	if w.Day, err = date("day", in.Day); err != nil {
		return Entry{}, err
	}
	if in.Kind != "" {
		k := journal.Kind(strings.ToLower(in.Kind))
		w.Kind = &k
	}
	if in.Audience != "" {
		l := audience.Level(strings.ToLower(in.Audience))
		w.Audience = &l
	}
	if in.Zone != "" {
		w.Zone = &in.Zone
	}
	e, err := s.Journal.Write(ctx, a, w)
	if err != nil {
		return Entry{}, err
	}
	return EntryOf(e, 0), nil
}

// Today is the actor's running day with the streak. Bodies of more than maxBody bytes are cut; 0 cuts nothing.
func (s *Service) Today(ctx context.Context, maxBody int) (Today, error) {
	t, err := s.Insights.Today(ctx)
	if err != nil {
		return Today{}, err
	}
	streak, err := s.Streak(ctx)
	if err != nil {
		return Today{}, err
	}
	out := Today{Day: t.Day, Late: t.Late, EndsAt: t.EndsAt, Entries: t.Entries, Minutes: t.Minutes, Latest: make([]Entry, len(t.Latest)), Streak: streak}
	for i := range t.Latest {
		out.Latest[i] = EntryOf(&t.Latest[i], maxBody)
	}
	return out, nil
}

// Streak is where the actor's streak stands.
func (s *Service) Streak(ctx context.Context) (Streak, error) {
	streak, err := s.Insights.Streak(ctx)
	if err != nil {
		return Streak{}, err
	}
	return streakOf(streak), nil
}

// OwnTags lists the actor's tags whose name contains the text, the last used first. Error: page.ErrBadFirst.
func (s *Service) OwnTags(ctx context.Context, text string, limit int) (TagList, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return TagList{}, err
	}
	n, err := page.Limit(Range{Limit: limit}.page().First, defaultPage)
	if err != nil {
		return TagList{}, err
	}
	list, err := s.Tags.Complete(ctx, a.UserID, text, n)
	if err != nil {
		return TagList{}, err
	}
	out := TagList{Tags: make([]Tag, len(list))}
	for i, t := range list {
		out.Tags[i] = Tag{Name: t.Name}
	}
	return out, nil
}

// Me tells who the actor is. Error: [identity.ErrSignInRequired].
func (s *Service) Me(ctx context.Context) (Me, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return Me{}, err
	}
	v, err := s.Identity.Viewer(ctx)
	if err != nil {
		return Me{}, err
	}
	zone, err := day.LoadZone(a.Zone)
	if err != nil {
		return Me{}, err
	}
	out := Me{
		Handle: v.User.Handle, DisplayName: v.User.DisplayName, TimeZone: v.TimeZone, DayStart: v.DayStart, Locale: v.Locale,
		Today: day.Of(s.Clock.Now(), zone, a.DayStart), Scopes: []string{},
	}
	for _, scope := range identity.AllScopes {
		if a.Can(scope) {
			out.Scopes = append(out.Scopes, string(scope))
		}
	}
	return out, nil
}
