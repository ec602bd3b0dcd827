package reviews

import (
	"cmp"
	"slices"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
)

// DigestInput is what a digest is made from.
type DigestInput struct {
	Period Period
	Shape  DigestShape
	// Today is the person's civil day.
	Today day.Date
	// Entries are those of the period, in any order; bodies are not looked at.
	Entries []journal.Entry
	// Ahead are plans for the [AheadDays] behind it.
	Ahead []journal.Entry
	// Complete is false when the period has more entries.
	Complete bool
}

// BuildDigest makes the digest without its written forms. The rules:
//
//   - done: entries of the kinds done and meeting, and ticked checkboxes; learned and decided: the entries of these kinds.
//   - next: open checkboxes, and plans without checkboxes whose day is not over, or lies behind the period. What was ticked
//     later in the period is done.
//   - blocked: entries that say so, unless they have checkboxes and all are ticked.
//   - The same words in the same group are one line with all its entries.
func BuildDigest(in DigestInput) Digest {
	entries := slices.Concat(in.Entries, in.Ahead)
	slices.SortFunc(entries, inOrder)
	b := builder{until: min(in.Period.To, in.Today), groups: map[DigestGroup]*group{}, boxes: map[string]*box{}}
	for i := range entries {
		b.entry(&entries[i])
	}
	b.tick()
	out := Digest{Period: in.Period, Shape: in.Shape, Entries: len(in.Entries), Complete: in.Complete, Sections: []DigestSection{}}
	for _, g := range DigestGroups {
		if in.Shape == DigestShapeBrag && (g == DigestGroupNext || g == DigestGroupBlocked) {
			continue
		}
		if found := b.groups[g]; found != nil {
			out.Sections = append(out.Sections, found.section(g, in.Shape))
		}
	}
	return out
}

func inOrder(x, y journal.Entry) int {
	return cmp.Or(strings.Compare(string(x.Day), string(y.Day)), x.LoggedAt.Compare(y.LoggedAt), strings.Compare(x.ID, y.ID))
}

// group collects the lines of one group; the same words are one line.
type group struct {
	lines  []*DigestLine
	byText map[string]*DigestLine
}

// box is what is known of the checkboxes with the same words.
type box struct {
	text    string
	done    bool
	entries []*journal.Entry
}

type builder struct {
	// until is the day on which the period is, or was, over.
	until  day.Date
	groups map[DigestGroup]*group
	boxes  map[string]*box
	order  []*box
}

var groupOfKind = map[journal.Kind]DigestGroup{
	journal.KindDone: DigestGroupDone, journal.KindMeeting: DigestGroupDone,
	journal.KindLearned: DigestGroupLearned, journal.KindDecision: DigestGroupDecided,
}

func (b *builder) entry(e *journal.Entry) {
	open := 0
	for _, t := range e.Tasks {
		b.box(t, e)
		if !t.Done {
			open++
		}
	}
	switch {
	case groupOfKind[e.Kind] != "":
		b.add(groupOfKind[e.Kind], e.Title, e, true)
	case e.Kind == journal.KindBlocked && (open > 0 || len(e.Tasks) == 0):
		b.add(DigestGroupBlocked, e.Title, e, true)
	case e.Kind == journal.KindPlan && len(e.Tasks) == 0 && e.Day >= b.until:
		b.add(DigestGroupNext, e.Title, e, false)
	}
}

func (b *builder) box(t journal.Task, e *journal.Entry) {
	text := oneLine(t.Text)
	if text == "" {
		return
	}
	found := b.boxes[fold(text)]
	if found == nil {
		found = &box{text: text}
		b.boxes[fold(text)] = found
		b.order = append(b.order, found)
	}
	found.done = t.Done
	found.entries = append(found.entries, e)
}

// tick puts the checkboxes where they stand in the end.
func (b *builder) tick() {
	for _, x := range b.order {
		g := DigestGroupNext
		if x.done {
			g = DigestGroupDone
		}
		for _, e := range x.entries {
			b.add(g, x.text, e, false)
		}
	}
}

func (b *builder) add(g DigestGroup, text string, e *journal.Entry, timed bool) {
	text = oneLine(text)
	if text == "" {
		return
	}
	in := b.groups[g]
	if in == nil {
		in = &group{byText: map[string]*DigestLine{}}
		b.groups[g] = in
	}
	line := in.byText[fold(text)]
	if line == nil {
		line = &DigestLine{Text: text, Tags: []string{}}
		in.byText[fold(text)] = line
		in.lines = append(in.lines, line)
	}
	if slices.ContainsFunc(line.Entries, func(r DigestRef) bool { return r.ID == e.ID }) {
		return
	}
	line.take(e, timed)
}

func (l *DigestLine) take(e *journal.Entry, timed bool) {
	l.Times++
	l.Day = max(l.Day, e.Day)
	if len(l.Entries) < MaxRefs {
		l.Entries = append(l.Entries, DigestRef{ID: e.ID, Day: e.Day})
	}
	if timed && e.Minutes != nil {
		sum := *e.Minutes
		if l.Minutes != nil {
			sum += *l.Minutes
		}
		l.Minutes = &sum
	}
	for _, t := range e.Tags {
		if !slices.Contains(l.Tags, t.Name) {
			l.Tags = append(l.Tags, t.Name)
		}
	}
	slices.Sort(l.Tags)
}

func (g *group) section(name DigestGroup, shape DigestShape) DigestSection {
	slices.SortStableFunc(g.lines, func(x, y *DigestLine) int {
		if shape == DigestShapeBrag {
			if c := strings.Compare(x.theme(), y.theme()); c != 0 {
				return c
			}
		}
		return strings.Compare(string(x.Entries[0].Day), string(y.Entries[0].Day))
	})
	out := DigestSection{Group: name, Lines: make([]DigestLine, 0, min(len(g.lines), MaxLines)), More: max(0, len(g.lines)-MaxLines)}
	for _, l := range g.lines[:min(len(g.lines), MaxLines)] {
		out.Lines = append(out.Lines, *l)
	}
	return out
}

// theme is the tag under which a line stands in a brag; what has none comes last.
func (l *DigestLine) theme() string {
	if len(l.Tags) == 0 {
		return "\uffff"
	}
	return l.Tags[0]
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func fold(text string) string { return strings.ToLower(text) }
