package evidence

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Work is what kind of work an item was.
type Work string

// The kinds of work, in the order of a draft.
const (
	WorkNew      Work = "new"
	WorkFixed    Work = "fixed"
	WorkFaster   Work = "faster"
	WorkTidied   Work = "tidied"
	WorkTests    Work = "tests"
	WorkDocs     Work = "docs"
	WorkUpkeep   Work = "upkeep"
	WorkReverted Work = "reverted"
	WorkMerged   Work = "merged"
	WorkOther    Work = "other"
)

// Works are all kinds in their order.
var Works = []Work{WorkNew, WorkFixed, WorkFaster, WorkTidied, WorkTests, WorkDocs, WorkUpkeep, WorkReverted, WorkMerged, WorkOther}

// byType are the types of conventional commits.
var byType = map[string]Work{
	"feat": WorkNew, "feature": WorkNew, "fix": WorkFixed, "bugfix": WorkFixed, "hotfix": WorkFixed, "perf": WorkFaster,
	"refactor": WorkTidied, "style": WorkTidied, "test": WorkTests, "tests": WorkTests, "docs": WorkDocs, "doc": WorkDocs,
	"build": WorkUpkeep, "ci": WorkUpkeep, "chore": WorkUpkeep, "deps": WorkUpkeep, "revert": WorkReverted,
}

// byVerb are the words with which subjects that follow no convention begin most often.
var byVerb = map[string]Work{
	"add": WorkNew, "adds": WorkNew, "added": WorkNew, "implement": WorkNew, "introduce": WorkNew,
	"fix": WorkFixed, "fixes": WorkFixed, "fixed": WorkFixed, "refactor": WorkTidied, "clean": WorkTidied, "rename": WorkTidied,
	"test": WorkTests, "document": WorkDocs, "bump": WorkUpkeep, "upgrade": WorkUpkeep, "revert": WorkReverted, "merge": WorkMerged,
}

var (
	conventional = regexp.MustCompile(`^([A-Za-z]{2,12})(?:\(([^()]{1,60})\))?!?:\s+(\S.*)$`)
	pathFirst    = regexp.MustCompile(`^([\w.-]+(?:/[\w.-]+)*): (\S.*)$`)
)

// Commits makes the items of a repository's day out of the subjects of its commits, oldest first: the same words are one
// item, and each says what kind of work it was and where. Origin names the day of the repository for ever.
func Commits(origin string, subjects []string) []EvidenceItem {
	items := []EvidenceItem{}
	at := map[string]int{}
	for _, title := range subjects {
		if i, twice := at[title]; twice {
			items[i].Times++
			continue
		}
		at[title] = len(items)
		work, scope, summary := classify(title)
		items = append(items, EvidenceItem{
			Key: NewKey(EvidenceSourceCommits, origin, title), Title: title, Times: 1, Work: work, Scope: scope, Summary: summary,
		})
	}
	nameScopes(items)
	return items
}

func classify(title string) (work Work, scope, summary string) {
	if m := conventional.FindStringSubmatch(title); m != nil {
		if work, ok := byType[strings.ToLower(m[1])]; ok {
			return work, m[2], m[3]
		}
	}
	summary = title
	if m := pathFirst.FindStringSubmatch(title); m != nil {
		scope, summary = m[1], m[2]
	}
	first, _, _ := strings.Cut(summary, " ")
	if work, ok := byVerb[strings.ToLower(first)]; ok {
		return work, scope, summary
	}
	return WorkOther, scope, summary
}

// nameScopes gives the items that do not say where they belong the word that most of them share, again and again until no
// two share one.
func nameScopes(items []EvidenceItem) {
	for {
		counts := map[string]int{}
		for i := range items {
			if open(&items[i]) {
				for _, w := range wordsOf(items[i].Summary) {
					counts[w]++
				}
			}
		}
		best, most := "", 1
		for w, n := range counts {
			if n > most || n == most && n > 1 && w < best {
				best, most = w, n
			}
		}
		if best == "" {
			return
		}
		for i := range items {
			if open(&items[i]) && slices.Contains(wordsOf(items[i].Summary), best) {
				items[i].Scope = best
			}
		}
	}
}

// open reports whether a scope is to be found for an item; merges have none.
func open(i *EvidenceItem) bool { return i.Scope == "" && i.Work != WorkMerged }

// plainWords say nothing about where work was done.
var plainWords = []string{"with", "from", "into", "that", "this", "when", "more", "make", "update", "remove", "move", "improve", "instead", "some", "only"}

// wordsOf are the words of a summary that may name a place, in lower case, each once.
func wordsOf(summary string) []string {
	words := strings.FieldsFunc(strings.ToLower(summary), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) })
	words = slices.DeleteFunc(words, func(w string) bool {
		return utf8.RuneCountInString(w) < 4 || slices.Contains(plainWords, w) || byVerb[w] != ""
	})
	slices.Sort(words)
	return slices.Compact(words)
}

// inDraftOrder sorts by kind of work, then by scope; what has none comes last. Equal ones keep their order.
func inDraftOrder(x, y EvidenceItem) int {
	return cmp.Or(slices.Index(Works, x.Work)-slices.Index(Works, y.Work), strings.Compare(last(x.Scope), last(y.Scope)))
}

func last(scope string) string {
	if scope == "" {
		return "\U0010ffff"
	}
	return scope
}
