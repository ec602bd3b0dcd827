package importer

import (
	"path"
	"regexp"
	"strings"
)

// logseqMarks are the words with which Logseq marks tasks, and the checkboxes they become.
var logseqMarks = map[string]string{
	"TODO": "[ ]", "LATER": "[ ]", "NOW": "[ ]", "DOING": "[ ]", "WAITING": "[ ]", "IN-PROGRESS": "[ ]", "DONE": "[x]", "CANCELED": "[x]", "CANCELLED": "[x]",
}

// logseqKey is a line that says something of its block, and no text: "id:: 64…", "collapsed:: true".
var logseqKey = regexp.MustCompile(`^[ \t]*(?:- )?(?:id|collapsed|heading|background-color|ls-type|hl-page|hl-color|logseq\.[\w.-]+)::(?: .*)?$`)

// logseqLog is what Logseq writes below a task whose time it takes.
var logseqLog = regexp.MustCompile(`^[ \t]*(?:CLOCK: \[.*|:LOGBOOK:|:END:)$`)

// isLogseq reports whether a note is a journal of Logseq: by its folder.
func isLogseq(name string) bool { return path.Base(path.Dir(name)) == "journals" }

// logseqBody makes a Markdown list of an outline: marks become checkboxes, tabs spaces, and what only Logseq needs goes.
func logseqBody(body string) string {
	var b strings.Builder
	fenced := false
	for line := range strings.Lines(body) {
		plain := strings.TrimRight(line, "\r\n")
		if strings.Contains(plain, "```") {
			fenced = !fenced && strings.Count(plain, "```")%2 == 1
		}
		if !fenced && (logseqKey.MatchString(plain) || logseqLog.MatchString(plain)) {
			continue
		}
		b.WriteString(logseqLine(plain, fenced) + "\n")
	}
	if strings.Trim(b.String(), "- \t\n") == "" {
		return "" // Logseq makes a journal of one empty block for every day it is opened
	}
	return b.String()
}

func logseqLine(line string, fenced bool) string {
	text := strings.TrimLeft(line, "\t")
	indent := strings.Repeat("  ", len(line)-len(text))
	if item, ok := strings.CutPrefix(text, "- "); ok && !fenced {
		word, rest, _ := strings.Cut(item, " ")
		if box, marked := logseqMarks[word]; marked && rest != "" {
			text = "- " + box + " " + rest
		}
	}
	return indent + text
}
