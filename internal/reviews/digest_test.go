package reviews_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/markdown"
	"tamatar.dev/tamatar/internal/reviews"
	"tamatar.dev/tamatar/internal/tags"
)

var words = reviews.Words{
	Groups: map[reviews.DigestGroup]string{
		reviews.DigestGroupDone: "Done", reviews.DigestGroupLearned: "Learned", reviews.DigestGroupDecided: "Decided",
		reviews.DigestGroupNext: "Next", reviews.DigestGroupBlocked: "Blocked",
	},
	Nothing: "Nothing is logged.", Incomplete: "There is more.",
}

func entry(n int, d day.Date, kind journal.Kind, title string, tasks ...journal.Task) journal.Entry {
	return journal.Entry{
		ID: fmt.Sprintf("e%02d", n), Day: d, Kind: kind, Title: title, Tasks: tasks,
		LoggedAt: time.Date(2026, 11, 22, 9, n, 0, 0, time.UTC),
	}
}

func with(e journal.Entry, minutes int, names ...string) journal.Entry {
	e.Minutes = &minutes
	for _, n := range names {
		e.Tags = append(e.Tags, tags.Tag{Name: n})
	}
	return e
}

func box(text string, done bool) journal.Task { return journal.Task{Text: text, Done: done} }

func week() []journal.Entry {
	return []journal.Entry{
		with(entry(1, "2026-11-16", journal.KindDone, "Fixed the *flaky* test"), 45, "go", "ci"),
		with(entry(2, "2026-11-17", journal.KindDone, "fixed the  *flaky* test"), 50),
		entry(3, "2026-11-17", journal.KindMeeting, "Met the team"),
		with(entry(4, "2026-11-18", journal.KindLearned, "1. [WAL](x) mode <b>"), 5, "sqlite"),
		entry(5, "2026-11-18", journal.KindDecision, "We use SQLite"),
		entry(6, "2026-11-19", journal.KindBlocked, "No access to the server"),
		entry(7, "2026-11-19", journal.KindBlocked, "Was stuck", box("ask Bea", true)),
		entry(8, "2026-11-19", journal.KindPlan, "Friday", box("write the docs", false), box("release", false)),
		entry(9, "2026-11-20", journal.KindNote, "Later", box("Release", true)),
		entry(10, "2026-11-20", journal.KindPlan, "A plan of the past"),
		entry(11, "2026-11-22", journal.KindPlan, "Call the bank"),
		entry(12, "2026-11-21", journal.KindNote, "A note is no line"),
	}
}

func built(t *testing.T, shape reviews.DigestShape, entries []journal.Entry) reviews.Digest {
	t.Helper()
	p, err := reviews.ParsePeriod("2026-W47", today, time.Monday)
	if err != nil {
		t.Fatal(err)
	}
	d := reviews.BuildDigest(reviews.DigestInput{
		Period: p, Shape: shape, Today: today, Entries: entries, Complete: true,
		Ahead: []journal.Entry{entry(20, "2026-11-24", journal.KindPlan, "Move house")},
	})
	if err := d.Write(words, "https://log.example.org/app/journal/"); err != nil {
		t.Fatal(err)
	}
	return d
}

const wantMarkdown = `# 2026-W47

## Done

- Fixed the \*flaky\* test · 1:35 ([2026-11-16](https://log.example.org/app/journal/e01), [2026-11-17](https://log.example.org/app/journal/e02))
- Met the team ([2026-11-17](https://log.example.org/app/journal/e03))
- ask Bea ([2026-11-19](https://log.example.org/app/journal/e07))
- release ([2026-11-19](https://log.example.org/app/journal/e08), [2026-11-20](https://log.example.org/app/journal/e09))

## Learned

- 1\. \[WAL\](x) mode \<b\> · 0:05 ([2026-11-18](https://log.example.org/app/journal/e04))

## Decided

- We use SQLite ([2026-11-18](https://log.example.org/app/journal/e05))

## Next

- write the docs ([2026-11-19](https://log.example.org/app/journal/e08))
- Call the bank ([2026-11-22](https://log.example.org/app/journal/e11))
- Move house ([2026-11-24](https://log.example.org/app/journal/e20))

## Blocked

- No access to the server ([2026-11-19](https://log.example.org/app/journal/e06))
`

func TestDigestOfAWeek(t *testing.T) {
	d := built(t, reviews.DigestShapeFull, week())
	if d.Markdown != wantMarkdown {
		t.Errorf("got\n%s", d.Markdown)
	}
	if !strings.Contains(d.Text, "- Fixed the *flaky* test · 1:35 (2026-11-16, 2026-11-17) [1][2]\n") ||
		!strings.Contains(d.Text, "\n[1] https://log.example.org/app/journal/e01\n") {
		t.Errorf("got\n%s", d.Text)
	}
	var got struct {
		Period   string
		Sections []struct {
			Group string
			Lines []struct {
				Text    string
				Entries []struct{ ID, URL string }
			}
		}
	}
	if err := json.Unmarshal([]byte(d.JSON), &got); err != nil || got.Period != "2026-W47" || len(got.Sections) != 5 || got.Sections[1].Lines[0].Text != "1. [WAL](x) mode <b>" {
		t.Fatal(got, err)
	}
	for _, s := range got.Sections {
		for _, l := range s.Lines {
			if len(l.Entries) == 0 || !strings.HasSuffix(l.Entries[0].URL, "/"+l.Entries[0].ID) {
				t.Errorf("%q leads to no entry", l.Text)
			}
		}
	}
}

// TestDigestMeansItsWords renders the Markdown: no title of an entry becomes markup.
func TestDigestMeansItsWords(t *testing.T) {
	nasty := []string{"# big", "- list", "1) one", "~~gone~~", "![x](https://x.example/p.png)", "<script>alert(1)</script>", "a | b", "$x$", "`code`", "&lt;", "> quote", "#tag", "+ plus", "=="}
	var list []journal.Entry
	for i, title := range nasty {
		list = append(list, entry(i, "2026-11-16", journal.KindDone, title))
	}
	d := built(t, reviews.DigestShapeFull, list)
	c, err := markdown.Compile(d.Markdown)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(c.HTML, "<li>") != len(nasty)+1 || strings.Contains(c.HTML, "<img") || strings.Contains(c.HTML, "<del>") || strings.Contains(c.HTML, "<code>") || strings.Count(c.HTML, "<h1") != 1 {
		t.Errorf("got\n%s", c.HTML)
	}
	if len(c.Hashtags) != 0 {
		t.Errorf("tags %v", c.Hashtags)
	}
}

// TestSameEntriesSameBytes: neither their order nor another run changes a digest.
func TestSameEntriesSameBytes(t *testing.T) {
	for _, shape := range []reviews.DigestShape{reviews.DigestShapeFull, reviews.DigestShapeBrag} {
		want := built(t, shape, week())
		for range 50 {
			list := week()
			rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			if got := built(t, shape, list); got.Markdown != want.Markdown || got.Text != want.Text || got.JSON != want.JSON {
				t.Fatalf("%s\nis not\n%s", got.JSON, want.JSON)
			}
		}
		if other := built(t, shape, week()[1:]); other.Markdown == want.Markdown {
			t.Fatal("one entry less makes no difference: this test proves nothing")
		}
	}
}

func TestBragIsByTagAndLeavesOutWhatIsOpen(t *testing.T) {
	d := built(t, reviews.DigestShapeBrag, append(week(), with(entry(13, "2026-11-21", journal.KindDone, "Tuned the index"), 30, "api")))
	if len(d.Sections) != 3 || d.Sections[0].Lines[0].Text != "Tuned the index" {
		t.Fatalf("%+v", d.Sections)
	}
	if !strings.Contains(d.Markdown, "## Done\n\n### \\#api\n\n- Tuned the index") || !strings.Contains(d.Markdown, "\n\n### \\#ci\n\n- Fixed") {
		t.Errorf("got\n%s", d.Markdown)
	}
}

func TestBoundsOfADigest(t *testing.T) {
	var list []journal.Entry
	for i := range reviews.MaxLines + 3 {
		list = append(list, entry(i, "2026-11-16", journal.KindDone, fmt.Sprint("Number ", i)))
	}
	for range reviews.MaxRefs + 5 {
		list = append(list, entry(1000+len(list), "2026-11-17", journal.KindLearned, "Again"))
	}
	d := built(t, reviews.DigestShapeFull, list)
	if len(d.Sections[0].Lines) != reviews.MaxLines || d.Sections[0].More != 3 || !strings.Contains(d.Markdown, words.Incomplete) {
		t.Fatal(len(d.Sections[0].Lines), d.Sections[0].More)
	}
	if l := d.Sections[1].Lines[0]; len(l.Entries) != reviews.MaxRefs || l.Times != reviews.MaxRefs+5 {
		t.Fatal(len(l.Entries), l.Times)
	}
	if empty := built(t, reviews.DigestShapeBrag, nil); !strings.Contains(empty.Text, words.Nothing) || len(empty.Sections) > 0 {
		t.Fatal(empty.Text)
	}
}
