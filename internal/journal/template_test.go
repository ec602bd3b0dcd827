package journal_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/tags"
)

func TestTemplateCheck(t *testing.T) {
	good := journal.Template{Name: "Standup", Body: "## {{weekday}}", Tags: []string{"#Work", "work"}, Weekdays: []identity.Weekday{identity.Sunday, identity.Monday, identity.Sunday}}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(good.Tags, []string{"Work"}) || !slices.Equal(good.Weekdays, []identity.Weekday{identity.Monday, identity.Sunday}) {
		t.Fatalf("not put in order: %v %v", good.Tags, good.Weekdays)
	}
	for name, c := range map[string]struct {
		change func(*journal.Template)
		want   error
	}{
		"no name":      {func(t *journal.Template) { t.Name = "" }, journal.ErrTemplateName},
		"spaces":       {func(t *journal.Template) { t.Name = " x" }, journal.ErrTemplateName},
		"long name":    {func(t *journal.Template) { t.Name = strings.Repeat("ä", journal.MaxTemplateName+1) }, journal.ErrTemplateName},
		"line in name": {func(t *journal.Template) { t.Name = "a\nb" }, journal.ErrTemplateName},
		"empty":        {func(t *journal.Template) { t.Body = " \n" }, journal.ErrBodyEmpty},
		"long":         {func(t *journal.Template) { t.Body = strings.Repeat("x", journal.MaxTemplateBody+1) }, journal.ErrTemplateTooLong},
		"no text":      {func(t *journal.Template) { t.Body = "a\x00" }, journal.ErrBodyNotText},
		"kind":         {func(t *journal.Template) { k := journal.Kind("essay"); t.Kind = &k }, journal.ErrKindInvalid},
		"tag":          {func(t *journal.Template) { t.Tags = []string{"two words"} }, tags.ErrNameInvalid},
		"weekday":      {func(t *journal.Template) { t.Weekdays = []identity.Weekday{"someday"} }, journal.ErrTemplateWeekdays},
	} {
		bad := journal.Template{Name: "Standup", Body: "text"}
		c.change(&bad)
		if err := bad.Check(); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestRollOverCheck(t *testing.T) {
	for _, good := range []journal.RollOver{journal.DefaultRollOver, {Place: journal.RollOverStart}, {Place: journal.RollOverHeading, Heading: "Open", DoneHeading: "Done yesterday"}} {
		if err := good.Check(); err != nil {
			t.Errorf("%+v: %v", good, err)
		}
	}
	for _, bad := range []journal.RollOver{
		{},
		{Place: "middle"},
		{Place: journal.RollOverHeading},
		{Place: journal.RollOverHeading, Heading: "# Open"},
		{Place: journal.RollOverEnd, DoneHeading: "a\nb"},
		{Place: journal.RollOverHeading, Heading: strings.Repeat("x", journal.MaxHeading+1)},
	} {
		if bad.Check() == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
}
