package reviews

import (
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/tags"
)

// Bounds of a review.
const (
	// MaxTags is how many tags are counted.
	MaxTags = 12
	// MaxEarlier is how many years back the same period is shown.
	MaxEarlier = 3
	// MaxEarlierEntries is how many entries of each are named.
	MaxEarlierEntries = 5
)

// Errors of answers.
var (
	// ErrNoReview refuses to answer a period that has no review page: a day or a range.
	ErrNoReview = errs.New(errs.Invalid, "reviews.no_review", "Only weeks, months and years have a review.")
	// ErrNotYet refuses to answer a period that has not begun.
	ErrNotYet = errs.New(errs.Invalid, "reviews.not_yet", "This period has not begun yet.")
	// ErrAnswered says that there is an answer, which can be edited.
	ErrAnswered = errs.New(errs.Conflict, "reviews.answered", "This review has an answer already. Edit that entry.")
)

// Review is a week, a month or a year as its person left it.
type Review struct {
	Period Period
	// Previous and Next are the keys of the periods beside it; nil where nothing can be shown.
	Previous, Next *string
	// Over tells that its last day is past.
	Over    bool
	Figures ReviewFigures
	// Bars are its days; of a year, its months.
	Bars []ReviewBar
	// Tags are the most used ones.
	Tags []TagFigure
	// Answer is what the person wrote about it; nil while there is nothing.
	Answer *journal.Entry
	// Earlier is the same period of the years before, the latest first; those without entries are left out.
	Earlier []EarlierReview
}

// ReviewFigures are sums over the entries of a period: exactly those that the timeline shows for its days.
type ReviewFigures struct {
	Entries int
	Minutes int
	// Days is how many days have entries.
	Days int
	// Commits is how many imported items stand behind entries.
	Commits int
	// Drafts is how many imported entries nobody has looked at.
	Drafts int
	// Mood and Energy are averages from 1 to 5; nil when there are none. MoodCount and EnergyCount are of how many.
	Mood, Energy           *float64
	MoodCount, EnergyCount int
	// Kinds are the counts of the kinds that occur, in the order of journal.Kinds.
	Kinds []KindFigure
	// OpenPlans have a checkbox that is open, or a day that is not over; DonePlans have checkboxes, all ticked.
	OpenPlans, DonePlans int
}

// KindFigure counts the entries of a kind.
type KindFigure struct {
	Kind    journal.Kind
	Entries int
}

// ReviewBar is a day, or a month of a year.
type ReviewBar struct {
	From, To day.Date
	Entries  int
	Minutes  int
}

// TagFigure adds up the entries that carry a tag.
type TagFigure struct {
	Tag     tags.Tag
	Entries int
	Minutes int
}

// EarlierReview is the same period of a year before.
type EarlierReview struct {
	Period  Period
	Entries int
	// Picked are some of its entries: those that took most time first.
	Picked []journal.EntryChoice
	// Answer is what was written about it then; nil when nothing was.
	Answer *journal.EntryChoice
}

// Answer ties an entry to a period.
type Answer struct {
	Key     string
	EntryID string
	SavedAt time.Time
}

// AnswerReviewInput is what the person wrote about a period.
type AnswerReviewInput struct {
	// ClientID makes the answer repeatable: the same id gives the first result.
	ClientID string
	Period   string
	Body     string
}

// AnswerReviewPayload is the answer as saved, or what to mend.
type AnswerReviewPayload struct {
	Entry  *journal.Entry
	Errors []errs.UserError
}
