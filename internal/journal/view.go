package journal

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/tags"
)

// Limits of views.
const (
	// MaxViews is how many views a person may keep.
	MaxViews = 50
	// MaxViewName is the longest name in characters.
	MaxViewName = 60
)

// Errors of views.
var (
	// ErrViewNotFound is also the answer for views of others.
	ErrViewNotFound = errs.New(errs.NotFound, "journal.view_not_found", "This view does not exist, or it is not yours.")
	// ErrViewName refuses a name that is empty or too long.
	ErrViewName = errs.New(errs.Invalid, "journal.view_name_invalid", "Give the view a name of 60 characters at most.")
	// ErrViewQuery refuses a query that does not say what is meant.
	ErrViewQuery = errs.New(errs.Invalid, "journal.view_query_invalid", "This search asks for nothing yet, or an operator in it is not complete. Try it on the search page first.")
	// ErrTooManyViews refuses more than MaxViews.
	ErrTooManyViews = errs.New(errs.Conflict, "journal.too_many_views", "You have 50 views, the most there can be. Delete one that you do not need.")
	// ErrDaysOutOfRange refuses a calendar of more than a year.
	ErrDaysOutOfRange = errs.New(errs.Invalid, "journal.calendar_range", "Ask for one year of days at most, the first day before the last.")
)

// View is a name for a query of the search.
type View struct {
	ID      string
	OwnerID string
	Name    string
	Query   string
	// Pinned views stand in the side navigation.
	Pinned               bool
	CreatedAt, UpdatedAt time.Time
}

// CreateViewInput makes a view.
type CreateViewInput struct {
	ClientID string
	Name     string
	Query    string
	Pinned   *bool
}

// UpdateViewInput changes what is set.
type UpdateViewInput struct {
	ID     string
	Name   *string
	Query  *string
	Pinned *bool
}

// ViewPayload is the view as saved, or what to mend.
type ViewPayload struct {
	View   *View
	Errors []errs.UserError
}

// ViewsPayload are all views in their order, or what to mend.
type ViewsPayload struct {
	Views  []View
	Errors []errs.UserError
}

// CheckViewName refuses what is no name. Error: [ErrViewName].
func CheckViewName(name string) error {
	if name != strings.TrimSpace(name) || name == "" || utf8.RuneCountInString(name) > MaxViewName || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return ErrViewName.WithField("name", ErrViewName.Public)
	}
	return nil
}

// DayCount is a day and how many entries it has.
type DayCount struct {
	Day     day.Date
	Entries int
}

// TagUse is a tag and what carries it.
type TagUse struct {
	Tag     tags.Tag
	Aliases []string
	// Entries carry the tag or one below it.
	Entries int
}
