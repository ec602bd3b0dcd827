package evidence

import (
	"slices"
	"strconv"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
)

// maxInLine is how many things a line of a draft names.
const maxInLine = 12

// Words are what a draft says beside the items, in the person's language.
type Words struct {
	// Works name the kinds of work.
	Works map[Work]string
	// Commits says how many commits, as in "3 commits".
	Commits func(n int) string
	// More says how many things a line leaves out, as in "and 3 more".
	More func(n int) string
}

// WriteDraft makes the draft of a day: each group with its count, below it a line for each kind of work and place. The
// same groups and words give the same bytes.
func WriteDraft(groups []EvidenceGroup, w Words) string {
	var b strings.Builder
	for i := range groups {
		if i > 0 {
			b.WriteByte('\n')
		}
		groups[i].draft(&b, w)
	}
	return b.String()
}

func (g *EvidenceGroup) draft(b *strings.Builder, w Words) {
	b.WriteString("**" + journal.EscapeText(g.Name) + "**: " + w.Commits(g.Count) + "\n\n")
	items := slices.Clone(g.Items)
	slices.SortStableFunc(items, inDraftOrder)
	for len(items) > 0 {
		n := 1
		for n < len(items) && items[n].Work == items[0].Work && items[n].Scope == items[0].Scope {
			n++
		}
		b.WriteString("- " + line(items[:n], w) + "\n")
		items = items[n:]
	}
	if g.More > 0 {
		b.WriteString("- " + w.More(g.More) + "\n")
	}
}

// line names what was done in one kind of work at one place.
func line(items []EvidenceItem, w Words) string {
	head := w.Works[items[0].Work]
	if items[0].Scope != "" {
		head += " (" + journal.EscapeText(items[0].Scope) + ")"
	}
	shown := min(len(items), maxInLine)
	parts := make([]string, 0, shown+1)
	for _, i := range items[:shown] {
		text := journal.EscapeText(i.Summary)
		if i.Times > 1 {
			text += " ×" + strconv.Itoa(i.Times)
		}
		parts = append(parts, text)
	}
	left := 0
	for _, i := range items[shown:] {
		left += i.Times
	}
	if left > 0 {
		parts = append(parts, w.More(left))
	}
	return head + ": " + strings.Join(parts, "; ")
}
