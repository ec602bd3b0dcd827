package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"regexp"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// Bounds of a day.
const (
	// MaxGroups is how many groups of a source a day shows.
	MaxGroups = 50
	// MaxItems is how many items a day lists; those beyond are counted.
	MaxItems = 500
)

// EvidenceSource is where evidence comes from.
type EvidenceSource string

// The sources.
const (
	// EvidenceSourceCommits are the commits of imported git histories.
	EvidenceSourceCommits EvidenceSource = "commits"
)

// MarshalGQL writes the source as a GraphQL enum.
func (s EvidenceSource) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(s)) }

// UnmarshalGQL reads the source from a GraphQL enum. Error: gqlenum.ErrBadEnum.
func (s *EvidenceSource) UnmarshalGQL(v any) error {
	return gqlenum.Into(s, v, EvidenceSourceCommits)
}

// EvidenceDay is how many items are known of a day.
type EvidenceDay struct {
	Day   day.Date
	Items int
}

// Evidence is what is known of a day.
type Evidence struct {
	Day day.Date
	// Count is the sum over Groups.
	Count  int
	Groups []EvidenceGroup
	// Citations say where items are cited, each item at most once.
	Citations []EvidenceCitation
	// Draft is Markdown; empty when nothing is known.
	Draft string
}

// EvidenceGroup is what belongs together, such as the commits of a repository.
type EvidenceGroup struct {
	Source EvidenceSource
	Name   string
	// Count is the sum of the items' Times, and More.
	Count int
	Items []EvidenceItem
	// More is how many there are beyond those listed.
	More    int
	EntryID string
}

// EvidenceItem is one thing that is known; the same words twice are one item.
type EvidenceItem struct {
	// Key names it for ever; see [NewKey].
	Key   string
	Title string
	Times int
	// Work says what kind of work it was, Scope where, and Summary is the title without both.
	Work           Work
	Scope, Summary string
	// Reference cites it in Markdown.
	Reference string
}

// EvidenceCitation is the newest own entry that cites an item.
type EvidenceCitation struct {
	// Key is the item's.
	Key, EntryID, Title string
}

var keys = regexp.MustCompile(`#((?:commits)-[0-9a-f]{12})\b`)

// NewKey makes the key of an item: the same origin and words give the same key.
func NewKey(source EvidenceSource, origin, title string) string {
	sum := sha256.Sum256([]byte(origin + "\x00" + title))
	return string(source) + "-" + hex.EncodeToString(sum[:6])
}

// Word is the part of a key that a search finds in a text.
func Word(key string) string {
	_, word, _ := strings.Cut(key, "-")
	return word
}

// Cited are the keys that a text refers to, each once, in their order.
func Cited(body string) []string {
	var out []string
	seen := map[string]bool{}
	for _, m := range keys.FindAllStringSubmatch(body, -1) {
		if !seen[m[1]] {
			seen[m[1]] = true
			out = append(out, m[1])
		}
	}
	return out
}

// reference is the Markdown that cites an item of a day: a link to the day, with the key behind it.
func reference(title string, d day.Date, key string) string {
	return "[" + journal.EscapeText(title) + "](/app/journal?day=" + string(d) + "#" + key + ")"
}

// Bounded lists at most so many items of some groups, the first ones, and counts the others.
func Bounded(groups []EvidenceGroup, most int) {
	for i := range groups {
		g := &groups[i]
		for n := len(g.Items) - 1; n >= most; n-- {
			g.More += g.Items[n].Times
		}
		g.Items = g.Items[:min(most, len(g.Items))]
		most -= len(g.Items)
	}
}

// Refer fills the references of a group's items.
func (g *EvidenceGroup) Refer(d day.Date) {
	for i := range g.Items {
		g.Items[i].Reference = reference(g.Items[i].Title, d, g.Items[i].Key)
	}
}
