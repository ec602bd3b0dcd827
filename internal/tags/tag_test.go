package tags_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/tags"
)

func TestKey(t *testing.T) {
	for name, want := range map[string]string{
		"go": "go", "#Go": "go", " #Go/Generics ": "go/generics", "c++": "c++", "C#": "c#", "node.js": "node.js", "deep-work": "deep-work",
		"日本語": "日本語", "عربي": "عربي", "Ärger": "ärger", "A\u0308rger": "ärger", "snake_case": "snake_case", "2026": "2026",
		strings.Repeat("ß", 64): strings.Repeat("ß", 64),
	} {
		if got, err := tags.Key(name); err != nil || got != want {
			t.Errorf("%q: %q %v, want %q", name, got, err, want)
		}
	}
	for _, name := range []string{
		"", "#", " ", "/", "a/", "/a", "a//b", "two words", "a\x00", "a\nb", "--", "a/-", "emoji🍅", "<b>", "a,b", "\xff", strings.Repeat("x", 65), strings.Repeat("x", 5000),
	} {
		if _, err := tags.Key(name); !errors.Is(err, tags.ErrNameInvalid) {
			t.Errorf("%.20q: %v", name, err)
		}
	}
}

func TestMerge(t *testing.T) {
	got, err := tags.Merge([]string{"Go", "#sql"}, []string{"GO", "go/x", "SQL"})
	if err != nil || !slices.Equal(got, []string{"Go", "sql", "go/x"}) {
		t.Fatal(got, err)
	}
	var many []string
	for i := range 31 {
		many = append(many, "t"+strings.Repeat("x", i))
	}
	if _, err := tags.Merge(many); !errors.Is(err, tags.ErrTooMany) {
		t.Fatal(err)
	}
	if _, err := tags.Merge(many[:30], many[:30]); err != nil {
		t.Fatal(err)
	}
}

func TestBelow(t *testing.T) {
	for _, c := range []struct {
		key, parent string
		want        bool
	}{{"go", "go", true}, {"go/generics", "go", true}, {"golang", "go", false}, {"go", "go/generics", false}} {
		if tags.Below(c.key, c.parent) != c.want {
			t.Errorf("%s below %s", c.key, c.parent)
		}
	}
}

func TestPolicy(t *testing.T) {
	tag := tags.Tag{OwnerID: "a"}
	if !tags.CanSee("a", tag) || tags.CanSee("b", tag) || tags.CanSee("", tags.Tag{}) {
		t.Fatal("tags are seen by their owner alone")
	}
}

// Whatever is accepted has one key, which is accepted again and stays what it is.
func FuzzKey(f *testing.F) {
	for _, s := range []string{"go/generics", "#C++", "İstanbul", "ǅ/x", "a\u0308", "ﷺ", "𝒢𝑜"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		key, err := tags.Key(name)
		if err != nil {
			return
		}
		if strings.HasPrefix(key, "/") || strings.HasSuffix(key, "/") || strings.Contains(key, "//") || strings.ContainsAny(key, " \x00%\\") {
			t.Fatalf("key %q", key)
		}
		if utf8.RuneCountInString(key) > 2*tags.MaxNameLength {
			t.Fatalf("key of %d characters", utf8.RuneCountInString(key))
		}
		again, err := tags.Key(key)
		if utf8.RuneCountInString(key) <= tags.MaxNameLength && !strings.HasPrefix(key, "#") && (err != nil || again != key) {
			t.Fatalf("%q gives %q, which gives %q %v", name, key, again, err)
		}
	})
}
