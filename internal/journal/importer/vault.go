package importer

import (
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tamatar.dev/tamatar/internal/platform/day"
)

// Files in which vaults say how they name their daily notes.
const (
	obsidianConfig = ".obsidian/daily-notes.json"
	logseqConfig   = "logseq/config.edn"
	// maxConfig is how large such a file may be, in bytes.
	maxConfig = 256 << 10
)

// isConfig reports whether a file says how a vault names its notes.
func isConfig(name string) bool {
	return strings.HasSuffix("/"+name, "/"+obsidianConfig) || strings.HasSuffix("/"+name, "/"+logseqConfig)
}

// logseqFormat is the line of Logseq's settings that says how journals are named.
var logseqFormat = regexp.MustCompile(`(?m)^[ \t]*:journal/file-name-format[ \t]+"([^"\n]{1,60})"`)

// setting reads how a vault names its daily notes. What it does not understand says nothing.
func (c *collector) setting(name string, raw []byte) {
	if strings.HasSuffix(name, ".json") {
		var s struct{ Format string }
		if json.Unmarshal(raw, &s) == nil && s.Format != "" {
			c.pattern = newPattern(s.Format)
		}
		return
	}
	if m := logseqFormat.FindSubmatch(raw); m != nil {
		// The same pattern, by other letters.
		c.pattern = newPattern(strings.NewReplacer("yyyy", "YYYY", "dd", "DD", "do", "Do", "d", "D", "EEEE", "dddd", "E", "ddd").Replace(string(m[1])))
	}
}

// namePattern finds the day in the name of a daily note.
type namePattern struct{ re *regexp.Regexp }

// parts of a pattern as Obsidian writes it, longest first, and what stands for each.
var patternParts = []struct{ sign, expression string }{
	{"YYYY", `(?P<y>\d{4})`},
	{"MMMM", `(?P<mon>\pL+)`},
	{"MMM", `(?P<mon>\pL+)\.?`},
	{"MM", `(?P<m>\d{2})`},
	{"M", `(?P<m>\d{1,2})`},
	{"Do", `(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?`},
	{"DD", `(?P<d>\d{2})`},
	{"D", `(?P<d>\d{1,2})`},
	{"dddd", `\pL+`},
	{"ddd", `\pL+\.?`},
	{"dd", `\pL+\.?`},
	{"WW", `\d{2}`},
	{"ww", `\d{2}`},
	{"Q", `\d`},
}

// newPattern makes a pattern of a format such as "YYYY/MM/DD-dddd"; nil when it tells no whole day.
func newPattern(format string) *namePattern {
	if len(format) > 60 {
		return nil
	}
	var b strings.Builder
	b.WriteString(`(?:^|/)`)
	for rest := format; rest != ""; {
		if text, after, ok := strings.Cut(strings.TrimPrefix(rest, "["), "]"); ok && rest[0] == '[' {
			b.WriteString(regexp.QuoteMeta(text))
			rest = after
			continue
		}
		i := slices.IndexFunc(patternParts, func(p struct{ sign, expression string }) bool { return strings.HasPrefix(rest, p.sign) })
		if i < 0 {
			b.WriteString(regexp.QuoteMeta(rest[:1]))
			rest = rest[1:]
			continue
		}
		b.WriteString(patternParts[i].expression)
		rest = rest[len(patternParts[i].sign):]
	}
	re, err := regexp.Compile(b.String() + "$")
	if err != nil {
		return nil // a sign that stands in it twice, or bytes that are no text
	}
	has := func(group string) bool { return re.SubexpIndex(group) > 0 }
	if !has("y") || !has("d") || !has("m") && !has("mon") {
		return nil
	}
	return &namePattern{re}
}

// day finds the day in the path of a note.
func (p *namePattern) day(name string) (day.Date, bool) {
	if p == nil {
		return "", false
	}
	m := p.re.FindStringSubmatch(strings.TrimSuffix(name, path.Ext(name)))
	if m == nil {
		return "", false
	}
	group := func(name string) string {
		if i := p.re.SubexpIndex(name); i > 0 {
			return m[i]
		}
		return ""
	}
	month := group("m")
	if month == "" {
		month = monthOf(group("mon"))
	}
	d, err := day.Parse(group("y") + "-" + twoDigits(month) + "-" + twoDigits(group("d")))
	return d, err == nil
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// monthOf is the number of an English month, by its first three letters.
func monthOf(name string) string {
	months := []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
	name = strings.ToLower(name)
	i := slices.IndexFunc(months, func(m string) bool { return strings.HasPrefix(name, m) })
	return strconv.Itoa(i + 1)
}
