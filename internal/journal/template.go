package journal

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/tags"
)

// Limits of templates.
const (
	// MaxTemplates is how many templates a person may keep.
	MaxTemplates = 50
	// MaxTemplateName is the longest name in characters.
	MaxTemplateName = 60
	// MaxTemplateBody is the largest text in bytes.
	MaxTemplateBody = 16 << 10
)

// Errors of templates.
var (
	// ErrTemplateNotFound is also the answer for templates of others.
	ErrTemplateNotFound = errs.New(errs.NotFound, "journal.template_not_found", "This template does not exist, or it is not yours.")
	// ErrTemplateName refuses a name that is empty or too long.
	ErrTemplateName = errs.New(errs.Invalid, "journal.template_name_invalid", "Give the template a name of 60 characters at most.")
	// ErrTemplateTooLong refuses a text of more than 16 KiB.
	ErrTemplateTooLong = errs.New(errs.Invalid, "journal.template_too_long", "A template holds 16 KiB of text at most. Please shorten it.")
	// ErrTemplateWeekdays refuses what is no day of the week.
	ErrTemplateWeekdays = errs.New(errs.Invalid, "journal.template_weekdays_invalid", "Choose days of the week, from Monday to Sunday.")
	// ErrTooManyTemplates refuses more than MaxTemplates.
	ErrTooManyTemplates = errs.New(errs.Conflict, "journal.too_many_templates", "You have 50 templates, the most there can be. Delete one that you do not need.")
)

// Template is a text to begin an entry with. Whoever uses it fills its {{variables}}; here they are text like any other.
type Template struct {
	ID      string
	OwnerID string
	Name    string
	Body    string
	// Kind is what entries made from it are; nil leaves the choice.
	Kind *Kind
	Tags []string
	// Weekdays are when it is offered by itself, from Monday on.
	Weekdays             []identity.Weekday
	CreatedAt, UpdatedAt time.Time
}

// CreateTemplateInput makes a template.
type CreateTemplateInput struct {
	ClientID string
	Name     string
	Body     string
	Kind     *Kind
	Tags     []string
	Weekdays []identity.Weekday
}

// UpdateTemplateInput replaces a template whole.
type UpdateTemplateInput struct {
	ID       string
	Name     string
	Body     string
	Kind     *Kind
	Tags     []string
	Weekdays []identity.Weekday
}

// TemplatePayload is the template as saved, or what to mend.
type TemplatePayload struct {
	Template *Template
	Errors   []errs.UserError
}

// TemplatesPayload are all templates in their order, or what to mend.
type TemplatesPayload struct {
	Templates []Template
	Errors    []errs.UserError
}

// Check refuses what is no template, and puts its tags and weekdays in order. All that is wrong comes back in one joined
// error, each with its field: [ErrTemplateName], [ErrTemplateTooLong], [ErrBodyEmpty], [ErrBodyNotText], [ErrKindInvalid],
// [ErrTemplateWeekdays], those of tags.
func (t *Template) Check() error {
	var p problems
	p.field("name", checkTemplateName(t.Name))
	if len(t.Body) > MaxTemplateBody {
		p.field("body", ErrTemplateTooLong)
	} else {
		p.field("body", CheckBody(t.Body))
	}
	if t.Kind != nil {
		p.field("kind", checkKind(*t.Kind))
	}
	clean, err := tags.Merge(t.Tags)
	p.field("tags", err)
	week, err := orderedWeek(t.Weekdays)
	p.field("weekdays", err)
	if err := p.err(); err != nil {
		return err
	}
	t.Tags, t.Weekdays = append([]string{}, clean...), week
	return nil
}

func checkTemplateName(name string) error {
	if name != strings.TrimSpace(name) || name == "" || utf8.RuneCountInString(name) > MaxTemplateName || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return ErrTemplateName
	}
	return nil
}

// orderedWeek are the days from Monday on, each once.
func orderedWeek(days []identity.Weekday) ([]identity.Weekday, error) {
	if slices.ContainsFunc(days, func(d identity.Weekday) bool { return !d.Valid() }) {
		return nil, ErrTemplateWeekdays
	}
	out := []identity.Weekday{}
	for i := range 7 {
		if d := identity.WeekdayOf(time.Monday + time.Weekday(i)); slices.Contains(days, d) {
			out = append(out, d)
		}
	}
	return out, nil
}
