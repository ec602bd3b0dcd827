package reviewssvc_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/journalsvc"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/reviews"
	"tamatar.dev/tamatar/internal/reviews/reviewssvc"
	"tamatar.dev/tamatar/internal/tags"
	"tamatar.dev/tamatar/internal/tags/tagssvc"
)

// faces are the public faces of people, as identity would give them.
type faces struct{}

func (faces) UsersByID(_ context.Context, ids []string) (map[string]*identity.User, error) {
	out := map[string]*identity.User{}
	for _, id := range ids {
		out[id] = &identity.User{ID: id, Handle: id}
	}
	return out, nil
}

// english are words as the site would give them.
type english struct{}

func (english) Digest(string) reviews.Words {
	return reviews.Words{Groups: map[reviews.DigestGroup]string{reviews.DigestGroupDone: "Done"}, Nothing: "Nothing", Incomplete: "More"}
}

// A world is the journal and reviews on one database, with a clock that stands.
type world struct {
	t       testing.TB
	clock   *clock.Fake
	journal *journalsvc.Service
	tags    *tagssvc.Service
	reviews *reviewssvc.Service
	writes  int
}

func newWorld(t testing.TB, d *db.DB) *world {
	t.Helper()
	c := clock.NewFake(time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC))
	names := tagssvc.New(tagssvc.Deps{DB: d, Clock: c})
	j := journalsvc.New(journalsvc.Deps{
		DB: d, Clock: c, Users: faces{}, Tags: names, Cursors: page.NewSealer(make([]byte, 32)),
	})
	r := reviewssvc.New(reviewssvc.Deps{DB: d, Clock: c, Journal: j, Wording: english{}, Base: &url.URL{Scheme: "https", Host: "log.example.org", Path: "/below"}})
	return &world{t: t, clock: c, journal: j, tags: names, reviews: r}
}

func someone(id string) identity.Actor {
	return identity.Actor{UserID: id, SessionID: "s-" + id, Role: identity.RoleMember, Zone: "Europe/Berlin", DayStart: 4, WeekStart: time.Monday, Locale: "en"}
}

func (w *world) as(a identity.Actor) context.Context { return identity.WithActor(w.t.Context(), a) }

func (w *world) write(a identity.Actor, d day.Date, kind journal.Kind, body string, minutes int) *journal.Entry {
	w.t.Helper()
	w.writes++
	in := journal.WriteEntryInput{ClientID: fmt.Sprintf("client-%06d", w.writes), Body: body, Kind: &kind, Day: &d}
	if minutes > 0 {
		mood := minutes%5 + 1
		in.Minutes, in.Mood = &minutes, &mood
	}
	e, err := w.journal.Write(w.as(a), a, in)
	if err != nil {
		w.t.Fatal(err)
	}
	return e
}

func must[T any](v T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (w *world) digest(a identity.Actor, in reviewssvc.DigestRequest) *reviews.Digest {
	w.t.Helper()
	return must(w.reviews.Digest(w.as(a), in))(w.t)
}

func lines(d *reviews.Digest, g reviews.DigestGroup) (out []string) {
	for _, s := range d.Sections {
		if s.Group == g {
			for _, l := range s.Lines {
				out = append(out, l.Text)
			}
		}
	}
	return out
}

func same(t *testing.T, got any, want string) {
	t.Helper()
	if fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestStandup(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ada := someone("ada")
		same(t, w.digest(ada, reviewssvc.DigestRequest{Period: "standup"}).Period.Key, "2026-11-21..2026-11-22")
		w.write(ada, "2026-11-20", journal.KindDone, "Shipped on Friday #go", 60)
		w.write(ada, "2026-11-18", journal.KindDone, "Too long ago", 60)
		w.write(ada, "2026-11-22", journal.KindPlan, "Today", 0)
		w.write(ada, "2026-11-23", journal.KindPlan, "Tomorrow\n\n- [ ] call", 0)
		w.write(ada, "2026-11-20", journal.KindBlocked, "Stuck", 0)
		gone := w.write(ada, "2026-11-20", journal.KindDone, "Thrown away", 0)
		if err := w.journal.Delete(w.as(ada), ada, gone.ID); err != nil {
			t.Fatal(err)
		}
		w.write(someone("bob"), "2026-11-20", journal.KindDone, "Bob's secret #go", 60)
		got := w.digest(ada, reviewssvc.DigestRequest{Period: "standup"})
		same(t, got.Period.Key, "2026-11-20..2026-11-22")
		same(t, lines(got, reviews.DigestGroupDone), "[Shipped on Friday]")
		same(t, lines(got, reviews.DigestGroupNext), "[Today call]")
		same(t, lines(got, reviews.DigestGroupBlocked), "[Stuck]")
		again := w.digest(ada, reviewssvc.DigestRequest{Period: "standup"})
		if got.Markdown != again.Markdown || got.JSON != again.JSON || got.Text != again.Text {
			t.Error("the same question has two answers")
		}
	})
}

func TestDigestsAreNarrowedByTagAndSearch(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ada := someone("ada")
		w.write(ada, "2026-11-17", journal.KindDone, "Generics #go/generics", 60)
		w.write(ada, "2026-11-18", journal.KindDone, "Index #sql", 30)
		w.write(ada, "2026-11-19", journal.KindLearned, "Locks #sql", 0)
		for _, c := range []struct{ tag, query, done, problems string }{
			{"", "", "[Generics Index]", "[]"},
			{"#go", "", "[Generics]", "[]"},
			{"", "minutes:>=45", "[Generics]", "[]"},
			{"sql", "kind:done index", "[Index]", "[]"},
			{"nothing", "", "[]", "[]"},
		} {
			got := w.digest(ada, reviewssvc.DigestRequest{Period: "2026-W47", Tag: c.tag, Query: c.query})
			same(t, lines(got, reviews.DigestGroupDone), c.done)
		}
		if got := w.digest(ada, reviewssvc.DigestRequest{Period: "week", Query: "kind:dnoe"}); got.Entries != 0 || len(got.Problems) != 1 || !got.Problems[0].Blocking {
			t.Errorf("%+v", got.Problems)
		}
		if _, err := w.reviews.Digest(w.as(ada), reviewssvc.DigestRequest{Period: "soon"}); !errors.Is(err, reviews.ErrPeriodInvalid) {
			t.Error(err)
		}
		if _, err := w.reviews.Digest(w.as(ada), reviewssvc.DigestRequest{Period: "week", Query: string(make([]rune, 400))}); !errors.Is(err, journal.ErrSearchTooLong) {
			t.Error(err)
		}
	})
}

func TestFiguresEqualTheTimeline(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ada := someone("ada")
		w.write(ada, "2026-11-16", journal.KindDone, "One #go", 60)
		w.write(ada, "2026-11-16", journal.KindLearned, "Two #go", 33)
		w.write(ada, "2026-11-22", journal.KindPlan, "Open", 0)
		w.write(ada, "2026-11-17", journal.KindPlan, "Ticked\n\n- [x] a", 0)
		w.write(ada, "2026-11-17", journal.KindPlan, "Half\n\n- [x] a\n- [ ] b", 0)
		w.write(ada, "2026-11-17", journal.KindPlan, "Past", 0)
		w.write(ada, "2025-11-18", journal.KindDone, "A year ago", 10)
		w.write(ada, "2025-11-19", journal.KindDone, "A year ago, longer", 100)
		w.write(ada, "2026-11-15", journal.KindDone, "The week before", 10)
		w.write(someone("bob"), "2026-11-17", journal.KindDone, "Bob", 10)
		got := must(w.reviews.Review(w.as(ada), "week"))(t)
		f := got.Figures
		shown := must(w.journal.Timeline(w.as(ada), ada, page.Args{}, &journal.EntryFilter{From: &got.Period.From, To: &got.Period.To}))(t)
		if f.Entries != len(shown.Nodes) || f.Entries != 6 || f.Minutes != 93 || f.Days != 3 || f.OpenPlans != 2 || f.DonePlans != 1 || f.MoodCount != 2 || *f.Mood != 2.5 || f.Energy != nil {
			t.Errorf("%d shown, %+v", len(shown.Nodes), f)
		}
		same(t, f.Kinds, "[{done 1} {learned 1} {plan 4}]")
		if len(got.Bars) != 7 || got.Bars[0].Entries != 2 || got.Bars[1].Entries != 3 || len(got.Tags) != 1 || got.Tags[0].Entries != 2 || got.Tags[0].Minutes != 93 {
			t.Errorf("%+v %+v", got.Bars, got.Tags)
		}
		if len(got.Earlier) != 1 || got.Earlier[0].Period.Key != "2025-W47" || got.Earlier[0].Entries != 2 || got.Earlier[0].Picked[0].Title != "A year ago, longer" {
			t.Errorf("%+v", got.Earlier)
		}
		if got.Over || got.Next != nil || *got.Previous != "2026-W46" {
			t.Errorf("%+v", got)
		}
		year := must(w.reviews.Review(w.as(ada), "2025"))(t)
		if len(year.Bars) != 12 || year.Bars[10].Entries != 2 || !year.Over || *year.Next != "2026" {
			t.Errorf("%+v", year)
		}
		if empty := must(w.reviews.Review(w.as(ada), "2024-02"))(t); empty.Figures.Entries != 0 || len(empty.Bars) != 29 || empty.Figures.Mood != nil {
			t.Errorf("%+v", empty)
		}
		if _, err := w.reviews.Review(w.as(ada), "2026-11-22"); !errors.Is(err, reviews.ErrNoReview) {
			t.Error(err)
		}
	})
}

// TestTagsOfAReview: an alias counts for its tag, and an entry that carries both counts once.
func TestTagsOfAReview(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ada := someone("ada")
		both := w.write(ada, "2026-11-16", journal.KindDone, "One #go #golang", 60)
		w.write(ada, "2026-11-17", journal.KindDone, "Two #golang", 30)
		w.write(ada, "2026-11-18", journal.KindDone, "Three #db", 5)
		w.write(ada, "2026-11-19", journal.KindDone, "Four #db #web", 10)
		w.write(ada, "2026-11-20", journal.KindDone, "Five #db", 0)
		w.write(someone("bob"), "2026-11-17", journal.KindDone, "Bob #db #go", 10)
		figures := func() (out []string) {
			for _, f := range must(w.reviews.Review(w.as(ada), "week"))(t).Tags {
				out = append(out, fmt.Sprintf("%s %d %d", f.Tag.Name, f.Entries, f.Minutes))
			}
			return out
		}
		same(t, figures(), "[db 3 15 golang 2 90 go 1 60 web 1 10]")
		ids := map[string]string{}
		for _, tag := range must(w.journal.EntriesByIDs(w.as(ada), ada.UserID, []string{both.ID}))(t)[0].Tags {
			ids[tag.Name] = tag.ID
		}
		if _, _, err := w.tags.Merge(w.as(ada), ada.UserID, tags.MergeTagsInput{From: ids["golang"], Into: ids["go"]}); err != nil {
			t.Fatal(err)
		}
		same(t, figures(), "[db 3 15 go 2 90 web 1 10]")
	})
}

func TestAnAnswerBelongsToItsPeriod(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		ada, bob := someone("ada"), someone("bob")
		answer := func(a identity.Actor, key, period, body string) (*journal.Entry, error) {
			return w.reviews.Answer(w.as(a), reviews.AnswerReviewInput{ClientID: key, Period: period, Body: body})
		}
		first := must(answer(ada, "answer-1", "2026-W46", "It moved"))(t)
		if first.Audience != audience.Private || first.Day != "2026-11-15" || first.Kind != journal.KindNote {
			t.Errorf("%+v", first)
		}
		if again := must(answer(ada, "answer-1", "2026-W46", "It moved"))(t); again.ID != first.ID {
			t.Error("a repetition wrote another one")
		}
		if _, err := answer(ada, "answer-2", "2026-W46", "Other"); !errors.Is(err, reviews.ErrAnswered) {
			t.Error(err)
		}
		if running := must(answer(ada, "answer-3", "2026", "So far"))(t); running.Day != "2026-11-22" {
			t.Error(running.Day)
		}
		must(answer(bob, "answer-1", "2026-W46", "Bob's own"))(t)
		for period, want := range map[string]error{"2026-W48": reviews.ErrNotYet, "today": reviews.ErrNoReview, "x": reviews.ErrPeriodInvalid} {
			if _, err := answer(ada, "answer-4", period, "x"); !errors.Is(err, want) {
				t.Errorf("%s: %v", period, err)
			}
		}
		if _, err := answer(ada, "answer-5", "2026-11", "  "); !errors.Is(err, journal.ErrBodyEmpty) {
			t.Error(err)
		}
		shown := func(a identity.Actor) string {
			r := must(w.reviews.Review(w.as(a), "2026-W46"))(t)
			if r.Answer == nil {
				return ""
			}
			return r.Answer.Body
		}
		same(t, shown(ada)+" "+shown(bob), "It moved Bob's own")
		if _, _, err := w.journal.Edit(w.as(ada), ada, journal.EditEntryInput{
			ID: first.ID, BaseRevision: 1, ClientID: "edit-0001", Body: "It moved more", Kind: first.Kind, Day: first.Day, Audience: first.Audience,
		}); err != nil {
			t.Fatal(err)
		}
		same(t, shown(ada), "It moved more")
		if err := w.journal.Delete(w.as(ada), ada, first.ID); err != nil {
			t.Fatal(err)
		}
		same(t, shown(ada), "")
		must(answer(ada, "answer-6", "2026-W46", "Anew"))(t)
		same(t, shown(ada), "Anew")
	})
}

func TestWhoMayAsk(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		if _, err := w.reviews.Review(t.Context(), "week"); !errors.Is(err, identity.ErrSignInRequired) {
			t.Error(err)
		}
		reader := someone("ada")
		reader.SessionID, reader.TokenID, reader.Scopes = "", "t", identity.Scopes{identity.ScopeRead}
		if _, err := w.reviews.Digest(w.as(reader), reviewssvc.DigestRequest{Period: "week"}); err != nil {
			t.Error(err)
		}
		if _, err := w.reviews.Answer(w.as(reader), reviews.AnswerReviewInput{ClientID: "answer-1", Period: "2026", Body: "x"}); !errors.Is(err, identity.ErrScopeMissing) {
			t.Error(err)
		}
	})
}
