package insights

import (
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
)

// Bounds of what the dashboard shows.
const (
	// MaxLatest is how many of today's entries [Today] carries.
	MaxLatest = 20
	// MaxNext is how many plans, and how many blocked entries, [Next] carries.
	MaxNext = 20
	// MaxTasks is how many open checkboxes [Next] carries.
	MaxTasks = 50
	// NextDays is how many days back open checkboxes and blocked entries are looked for.
	NextDays = 30
)

// Today is what the person logged on their civil day that is running.
type Today struct {
	Day day.Date
	// Late tells that the clock shows the next day already, while this one has not ended.
	Late bool
	// EndsAt is the instant at which the civil day ends.
	EndsAt time.Time
	// Entries and Minutes count the whole day; Latest are its newest entries, at most [MaxLatest].
	Entries int
	Minutes int
	Latest  []journal.Entry
}

// Next is what is waiting for the person.
type Next struct {
	// Plans are for today or later, the nearest first.
	Plans []journal.Entry
	// Tasks are open checkboxes of the last [NextDays] days and of days to come, the latest day first.
	Tasks []OpenTask
	// Blocked are entries of the last [NextDays] days that say what blocks, the latest first.
	Blocked []journal.Entry
}

// OpenTask is a checkbox that is not ticked.
type OpenTask struct {
	EntryID string
	Day     day.Date
	Text    string
}
