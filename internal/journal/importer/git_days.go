package importer

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
)

// Bounds of what a day's draft lists.
const (
	maxSubjects = 200
	maxSubject  = 200 // characters
)

// days gathers commits by civil day.
type days struct {
	dayStart int
	byDay    map[day.Date]*oneDay
}

// oneDay is the commits of one day.
type oneDay struct {
	count    int
	last     time.Time
	subjects []subject
}

type subject struct {
	at   time.Time
	text string
}

func newDays(dayStart int) *days { return &days{dayStart: dayStart, byDay: map[day.Date]*oneDay{}} }

func (d *days) add(c commit) {
	date := day.Of(c.at, c.at.Location(), d.dayStart)
	one := d.byDay[date]
	if one == nil {
		one = &oneDay{last: c.at}
		d.byDay[date] = one
	}
	one.count++
	if c.at.After(one.last) {
		one.last = c.at
	}
	// The history comes newest first: of a very long day the newest subjects are kept.
	if len(one.subjects) < maxSubjects {
		one.subjects = append(one.subjects, subject{at: c.at, text: c.subject})
	}
}

// entries makes one draft per day, oldest day first. A day whose entry the journal would refuse is left out.
func (d *days) entries(keyPrefix, repository string) []journal.ImportEntryInput {
	out := []journal.ImportEntryInput{}
	for _, date := range slices.Sorted(maps.Keys(d.byDay)) {
		one := d.byDay[date]
		count := one.count
		out = append(out, journal.ImportEntryInput{
			SourceKey: keyPrefix + string(date), Body: one.body(repository), Kind: journal.KindDone, Day: date,
			Zone: offsetName(one.last), LoggedAt: one.last.UTC(), SourceCount: &count, Draft: true,
			Late: day.Late(one.last, one.last.Location(), d.dayStart),
		})
	}
	return out
}

// body lists the subjects of the day, oldest first.
func (o *oneDay) body(repository string) string {
	var b strings.Builder
	noun := "commits"
	if o.count == 1 {
		noun = "commit"
	}
	fmt.Fprintf(&b, "%d %s in %s\n\n", o.count, noun, escapeText(repository))
	// git's order is by graph; by author date it reads as the day went. Equal dates keep git's order.
	list := slices.Clone(o.subjects)
	slices.Reverse(list)
	slices.SortStableFunc(list, func(x, y subject) int { return x.at.Compare(y.at) })
	for _, s := range list {
		text := escapeText(s.text)
		if text == "" {
			text = "(no message)"
		}
		b.WriteString("- " + text + "\n")
	}
	if more := o.count - len(o.subjects); more > 0 {
		fmt.Fprintf(&b, "- and %d more\n", more)
	}
	return strings.TrimRight(b.String(), "\n")
}

// What would begin a block of Markdown at the start of an item, and number signs that would make tags.
var (
	blockStart = regexp.MustCompile("^([#>+*=~`|-]|\\[[ xX]\\])")
	numbered   = regexp.MustCompile(`^(\d+)([.)])`)
	hashWord   = regexp.MustCompile(`#([^\s\d#])`)
)

// escapeText keeps a subject one line of plain text; formatting inside of it, such as code, stays.
func escapeText(s string) string {
	s = strings.Join(strings.Fields(printable(strings.ReplaceAll(s, "\t", " "))), " ")
	if r := []rune(s); len(r) > maxSubject {
		s = string(r[:maxSubject-1]) + "…"
	}
	s = hashWord.ReplaceAllString(s, `\#$1`)
	s = numbered.ReplaceAllString(s, `$1\$2`)
	return blockStart.ReplaceAllString(s, `\$1`)
}
