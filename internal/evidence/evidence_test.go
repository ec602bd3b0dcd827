package evidence_test

import (
	"fmt"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/evidence"
	"tamatar.dev/tamatar/internal/platform/markdown"
)

var words = evidence.Words{
	Works: map[evidence.Work]string{
		evidence.WorkNew: "New", evidence.WorkFixed: "Fixed", evidence.WorkFaster: "Made faster", evidence.WorkTidied: "Tidied up",
		evidence.WorkTests: "Tests", evidence.WorkDocs: "Docs", evidence.WorkUpkeep: "Upkeep", evidence.WorkReverted: "Taken back",
		evidence.WorkMerged: "Merged", evidence.WorkOther: "Also",
	},
	Commits: func(n int) string { return fmt.Sprintf("%d commits", n) },
	More:    func(n int) string { return fmt.Sprintf("and %d more", n) },
}

var subjects = []string{
	"feat(api): retry on 503", "fix(api): close the body", "fix(api): close the body", "fix!: the *odd* one",
	"net/http: fix a leak", "Warm the cache early", "The cache knows locales", "Merge branch 'main' into side", "docs: how to cite", "wip",
}

func group(more int, list ...string) evidence.EvidenceGroup {
	return evidence.EvidenceGroup{
		Source: evidence.EvidenceSourceCommits, Name: "tool_box", Items: evidence.Commits("git:1:a@b:2026-11-20", list), Count: len(list) + more, More: more,
	}
}

const wantDraft = `**tool\_box**: 12 commits

- New (api): retry on 503
- Fixed (api): close the body ×2
- Fixed (net/http): fix a leak
- Fixed: the \*odd\* one
- Docs: how to cite
- Merged: Merge branch 'main' into side
- Also (cache): Warm the cache early; The cache knows locales
- Also: wip
- and 2 more
`

func TestDraftOfADay(t *testing.T) {
	g := group(2, subjects...)
	if got := evidence.WriteDraft([]evidence.EvidenceGroup{g}, words); got != wantDraft {
		t.Errorf("got\n%s", got)
	}
	n := g.More
	for _, i := range g.Items {
		n += i.Times
	}
	if n != g.Count {
		t.Errorf("%d rows stand behind a count of %d", n, g.Count)
	}
	for range 50 { // maps are walked on the way
		if again := evidence.WriteDraft([]evidence.EvidenceGroup{group(2, subjects...)}, words); again != wantDraft {
			t.Fatalf("another time it is\n%s", again)
		}
	}
	if got := evidence.WriteDraft(nil, words); got != "" {
		t.Errorf("of nothing it makes %q", got)
	}
}

func TestALongLineSaysWhatItLeavesOut(t *testing.T) {
	var many []string
	for i := range 20 {
		many = append(many, fmt.Sprintf("fix(api): case %d", i))
	}
	many = append(many, many[19])
	got := evidence.WriteDraft([]evidence.EvidenceGroup{group(0, many...)}, words)
	if !strings.Contains(got, "case 11; and 9 more\n") {
		t.Errorf("got\n%s", got)
	}
}

// TestNothingOfACommitBecomesMarkup: neither the draft nor a reference lets a subject make markup, tags or other links.
func TestNothingOfACommitBecomesMarkup(t *testing.T) {
	nasty := []string{
		"<script>alert(1)</script>", "](https://evil.example) x", "![x](https://evil.example/p.png)", "#tag [[Other entry]]", "a `b` | c $d$",
		"fix([x](y)): ~~gone~~", "# big", "1. one", "\u202eevil",
	}
	g := group(0, nasty...)
	g.Name = "![r](https://evil.example)"
	g.Refer("2026-11-20")
	draft := evidence.WriteDraft([]evidence.EvidenceGroup{g}, words)
	if html := compiled(t, draft); strings.Count(html, "<li>") != 2 || strings.Contains(html, "entry-link") {
		t.Errorf("got\n%s", html)
	}
	for _, i := range g.Items {
		if html := compiled(t, i.Reference); strings.Count(html, "<a ") != 1 || !strings.Contains(html, `href="/app/journal?day=2026-11-20#`+i.Key) {
			t.Errorf("%s gives\n%s", i.Reference, html)
		}
	}
}

// compiled is the HTML of a text that makes neither pictures, scripts, headings nor tags. Addresses may be links to themselves.
func compiled(t *testing.T, text string) string {
	t.Helper()
	c, err := markdown.Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<img", "<script", "<h1", "<del", "<code", ">x</a>", ">r</a>"} {
		if strings.Contains(c.HTML, bad) {
			t.Errorf("%q made %s in\n%s", text, bad, c.HTML)
		}
	}
	if len(c.Hashtags) > 0 {
		t.Errorf("%q made tags %v", text, c.Hashtags)
	}
	return c.HTML
}

func TestAReferenceIsRecognised(t *testing.T) {
	g := group(0, subjects...)
	g.Refer("2026-11-20")
	var body strings.Builder
	for _, i := range g.Items {
		body.WriteString("Today: " + i.Reference + " and so on.\n" + i.Reference + "\n")
	}
	cited := evidence.Cited(body.String())
	if len(cited) != len(g.Items) {
		t.Fatal(cited)
	}
	for n, i := range g.Items {
		if cited[n] != i.Key {
			t.Errorf("%s is read as %s", i.Key, cited[n])
		}
	}
	if again := evidence.Commits("git:1:a@b:2026-11-20", subjects); again[0].Key != g.Items[0].Key {
		t.Error("a key does not stay")
	}
	if other := evidence.Commits("git:1:a@b:2026-11-21", subjects); other[0].Key == g.Items[0].Key {
		t.Error("another day has the same key")
	}
	if got := evidence.Cited("#commits-123 #commits-0123456789abcdef x-commits-0123456789ab"); len(got) > 0 {
		t.Errorf("%v is no citation", got)
	}
}
