package journalsvc

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/markdown"
	"tamatar.dev/tamatar/internal/tags"
)

func TestTasksAreStoredAndReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOf(rapid.Custom(func(t *rapid.T) journal.Task {
			text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{`a "quote"`, `back\slash`, "<b>&", `},{"t":"`, "]", ""})).Draw(t, "text")
			return journal.Task{Text: strings.ToValidUTF8(text, ""), Done: rapid.Bool().Draw(t, "done")}
		})).Draw(t, "tasks")
		raw, err := encodeTasks(list)
		if err != nil {
			t.Fatal(err)
		}
		got, err := decodeTasks(raw)
		if err != nil || got == nil || !slices.Equal(got, list) {
			t.Fatalf("%q: %+v %v, want %+v", raw, got, err, list)
		}
	})
}

func TestBrokenTasksAreAnError(t *testing.T) {
	for _, raw := range []string{"[", "{}", `[{"t":"a"`, `[{"t":"a"},`, `[{"t":1}]`, "x"} {
		if got, err := decodeTasks(raw); err == nil {
			t.Errorf("%q gave %+v", raw, got)
		}
	}
}

// Whatever is typed, its hashtags are tags, or too many of them, or plain text.
func FuzzTypedTags(f *testing.F) {
	for _, s := range []string{"#go/generics #C++ #c#", "# heading #x", "#a//b #/x #x/ #-", "#İstanbul #日本語 #عربي", "(#a) \"#b\" #1 #v1.2", strings.Repeat("#a", 200)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		typed := taggable(markdown.Hashtags(body))
		for _, name := range typed {
			if _, err := tags.Key(name); err != nil {
				t.Fatalf("%q: %v", name, err)
			}
		}
		c, err := compile(body, nil)
		if err != nil {
			if errors.Is(err, tags.ErrNameInvalid) {
				t.Fatalf("%q: %v", body, err)
			}
			return
		}
		if c.body != body || len(c.tagNames) > tags.MaxPerObject {
			t.Fatalf("%+v", c)
		}
	})
}
