package site

import (
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/leonelquinteros/gotext"
	"golang.org/x/net/html"
)

// Where sentences of errors stand in the sources, beside those that docs/errors.md lists.
var (
	listedError = regexp.MustCompile("(?m)^\\| `[^`]+` \\| \\w+ \\| \\d+ \\| (.*) \\| \\[[^\\]]*\\]\\([^)]*\\) \\|$")
	saidInPlace = regexp.MustCompile(`(?m)(?:\.WithField\([^,\n]+, |\.WithPublic\(|^\s*refused\w+\s+= )("(?:[^"\\]|\\.)*")(?:\)|$)`)
)

// refusals are the sentences of all errors, and those that use cases put beside single fields.
func refusals(t *testing.T) []string {
	t.Helper()
	out := slices.Clone(fieldSentences)
	for _, m := range listedError.FindAllStringSubmatch(read(t, "../../docs/errors.md"), -1) {
		out = append(out, strings.ReplaceAll(m[1], `\|`, "|"))
	}
	listed := len(out)
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "/generated/") {
			return err
		}
		for _, m := range saidInPlace.FindAllStringSubmatch(read(t, path), -1) {
			sentence, err := strconv.Unquote(m[1])
			if err != nil {
				return err
			}
			out = append(out, sentence)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if listed < 300 || len(out) < listed+50 {
		t.Fatalf("found only %d sentences of errors, %d of them in docs/errors.md: the search is broken", len(out), listed)
	}
	return out
}

func catalogue(t *testing.T, tag string) map[string]*gotext.Translation {
	t.Helper()
	po := gotext.NewPo()
	po.Parse([]byte(read(t, "locales/"+tag+".po")))
	return po.GetDomain().GetTranslations()
}

func TestCataloguesAreCompleteAndHoldNothingElse(t *testing.T) {
	want := asked(t)
	if len(want) < 100 {
		t.Fatalf("found only %d messages in the sources: the search is broken", len(want))
	}
	for _, l := range languages {
		have := catalogue(t, l.tag)
		forms := map[string]int{"ar": 6, "ja": 1, "zh": 1}[l.tag]
		if forms == 0 {
			forms = 2
		}
		for m, where := range want {
			tr := have[m.id]
			switch {
			case tr == nil || tr.Trs[0] == "":
				t.Errorf("%s.po lacks %q (%s)", l.tag, m.id, where)
			case m.many != "" && (tr.PluralID != m.many || len(tr.Trs) != forms):
				t.Errorf("%s.po: %q has %d of %d plural forms", l.tag, m.id, len(tr.Trs), forms)
			default:
				checkVerbs(t, l.tag, m.id, tr)
			}
			delete(have, m.id)
		}
		for id := range have {
			if id != "" {
				t.Errorf("%s.po: nobody asks for %q", l.tag, id)
			}
		}
	}
}

var verb = regexp.MustCompile(`%[sd]`)

// checkVerbs demands the same verbs in the same order; a counted form may leave its number out.
func checkVerbs(t *testing.T, tag, id string, tr *gotext.Translation) {
	t.Helper()
	want := strings.Join(verb.FindAllString(id, -1), "")
	for i, text := range tr.Trs {
		if text == "" {
			t.Errorf("%s.po: form %d of %q is empty", tag, i, id)
		}
		got := strings.Join(verb.FindAllString(text, -1), "")
		if got != want && (tr.PluralID == "" || got != "") {
			t.Errorf("%s.po: %q has the verbs %q, want %q", tag, id, got, want)
		}
	}
}

// sameWord are texts that are rightly the same as in English.
var sameWord = map[string][]string{
	"de": {"Name", "Tests"}, "es": {"%d commit"}, "fr": {"%d minute", "%d notification", "%d commit", "Instance", "Documentation", "Tests"}, "pt": {"%d commit"},
}

func TestTranslationsDiffer(t *testing.T) {
	for _, l := range languages[1:] {
		tag := l.tag
		var same []string
		for id, tr := range catalogue(t, tag) {
			if id != "" && tr.Trs[0] == id && !slices.Contains(sameWord[tag], id) {
				same = append(same, id)
			}
		}
		sort.Strings(same)
		if len(same) > 0 {
			t.Errorf("%s.po leaves in English: %q", tag, same)
		}
	}
}

func TestPluralsOfEveryLanguage(t *testing.T) {
	c := newCatalogues()
	for tag, want := range map[string]map[int]string{
		"en": {1: "1 day", 2: "2 days", 0: "0 days"},
		"de": {1: "1 Tag", 23: "23 Tage"},
		"fr": {0: "0 jour", 1: "1 jour", 2: "2 jours"},
		"es": {0: "0 días", 1: "1 día", 2: "2 días"},
		"pt": {0: "0 dia", 1: "1 dia", 2: "2 dias"},
		"hi": {1: "1 दिन", 2: "2 दिन"},
		"ja": {1: "1日", 2: "2日"},
		"zh": {1: "1 天", 2: "2 天"},
		"ar": {1: "يوم واحد", 2: "يومان", 3: "3 أيام", 11: "11 يومًا", 100: "100 يوم"},
	} {
		for n, text := range want {
			got := c.byTag[tag].N("%d day", "%d days", n, n)
			if i := strings.Index(got, "%!(EXTRA"); i >= 0 {
				got = got[:i]
			}
			if got != text {
				t.Errorf("%s, %d: %q, want %q", tag, n, got, text)
			}
		}
	}
}

// textAttributes are the attributes that people see or hear.
var textAttributes = map[string]bool{"title": true, "alt": true, "placeholder": true, "aria-label": true, "content": true}

var (
	classes = regexp.MustCompile(`\{\{define "bodyclass"\}\}.*?\{\{end\}\}`)
	actions = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	letters = regexp.MustCompile(`\pL{2,}`)
)

// TestTemplatesHoldNoTextOfTheirOwn finds words that do not go through the catalogue. What is marked translate="no"
// (the name of the product, commands) is meant to stay.
func TestTemplatesHoldNoTextOfTheirOwn(t *testing.T) {
	allowed := regexp.MustCompile(`^(Tamatar|width=device-width, initial-scale=1|light dark|noindex|website|article|profile|summary|#[0-9a-f]{6})$`)
	for _, file := range glob(t, "templates/*.html") {
		source := actions.ReplaceAllString(classes.ReplaceAllString(read(t, file), ""), "")
		z := html.NewTokenizer(strings.NewReader(source))
		skip := 0
		for {
			kind := z.Next()
			if kind == html.ErrorToken {
				break
			}
			token := z.Token()
			switch kind {
			case html.StartTagToken:
				if skip > 0 && token.Data != "input" && token.Data != "br" {
					skip++
				}
				for _, a := range token.Attr {
					if a.Key == "translate" && a.Val == "no" && skip == 0 {
						skip = 1
					}
					if v := strings.TrimSpace(a.Val); textAttributes[a.Key] && letters.MatchString(v) && !allowed.MatchString(v) {
						t.Errorf("%s: %s=%q is not translated", file, a.Key, v)
					}
				}
			case html.EndTagToken:
				if skip > 0 {
					skip--
				}
			case html.TextToken:
				text := strings.Trim(token.Data, " \n·")
				if skip == 0 && letters.MatchString(text) && !allowed.MatchString(text) {
					t.Errorf("%s: %q is not translated", file, text)
				}
			}
		}
	}
}

func TestPseudoLocaleMarksEveryWord(t *testing.T) {
	c := newCatalogues()
	got := c.byTag[pseudoTag].T("Sign in")
	if !strings.HasPrefix(got, "⟦") || strings.Contains(got, "Sign in") {
		t.Errorf("pseudo text is %q", got)
	}
	if c.exact(pseudoTag, false) != nil {
		t.Error("the pseudo-locale is offered although it is off")
	}
}

func TestLanguageOfTheHeader(t *testing.T) {
	c := newCatalogues()
	for header, want := range map[string]string{
		"": "en", "de-CH,de;q=0.9": "de", "ar-EG": "ar", "nl, de;q=0.4": "de", "ko": "en", "*": "en", "de;q=x": "en",
		strings.Repeat("de,", 400): "en",
	} {
		if got := c.accept(header).Tag; got != want && (want != "en" || len(header) <= 200) {
			t.Errorf("%q: %s, want %s", header, got, want)
		}
	}
}
