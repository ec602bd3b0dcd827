package importer

import (
	"regexp"
	"strings"
)

// GitDay is a day of commits as [ReadGit] wrote it.
type GitDay struct {
	// Repository is the name of the repository; empty when the text does not say.
	Repository string
	// Subjects are the commits that are listed, oldest first, as plain text.
	Subjects []string
}

var (
	dayHead   = regexp.MustCompile(`^\d+ commits? in (.+)$`)
	dayTail   = regexp.MustCompile(`^and \d+ more$`)
	unescapes = regexp.MustCompile(`^(\\([#>+*=~` + "`" + `|-])|\\(\[[ xX]\])|(\d+)\\([.)]))`)
)

// ReadGitDay reads back the text that [ReadGit] makes of a day. A text of another form gives what of it is a list.
func ReadGitDay(body string) GitDay {
	var out GitDay
	lines := strings.Split(body, "\n")
	if m := dayHead.FindStringSubmatch(lines[0]); m != nil {
		out.Repository = plainText(m[1])
	}
	for i, line := range lines {
		text, ok := strings.CutPrefix(line, "- ")
		if !ok || i == len(lines)-1 && dayTail.MatchString(text) {
			continue
		}
		out.Subjects = append(out.Subjects, plainText(text))
	}
	return out
}

// plainText takes away what escapeText put in.
func plainText(s string) string {
	s = unescapes.ReplaceAllString(s, "$2$3$4$5")
	return strings.ReplaceAll(s, `\#`, "#")
}
