package journal

import (
	"time"

	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// MaxSchedules is how many entries of a person may wait for their time at once.
const MaxSchedules = 100

// Errors of schedules.
var (
	// ErrScheduleTime refuses a time that cannot be read.
	ErrScheduleTime = errs.New(errs.Invalid, "journal.schedule_time", "Give the time as hours and minutes, such as 18:30.")
	// ErrSchedulePast refuses a time that is over.
	ErrSchedulePast = errs.New(errs.Invalid, "journal.schedule_past", "This time is over. Choose one that is still to come.")
	// ErrScheduleFar refuses more than a year ahead.
	ErrScheduleFar = errs.New(errs.Invalid, "journal.schedule_far", "Choose a time within a year from now.")
	// ErrScheduleSame refuses an audience that the entry has already.
	ErrScheduleSame = errs.New(errs.Invalid, "journal.schedule_same", "The entry is open to them already. Choose another audience, or leave it.")
	// ErrScheduleLimit refuses one more than [MaxSchedules].
	ErrScheduleLimit = errs.New(errs.Conflict, "journal.schedule_limit", "A hundred entries are waiting for their time. Cancel one of them first.")
	// ErrScheduleDraft refuses a draft, which is always private.
	ErrScheduleDraft = errs.New(errs.Conflict, "journal.schedule_draft", "This is an imported draft, and drafts are private. Accept it first.")
)

// Schedule is the promise that an entry gets an audience at a time.
type Schedule struct {
	// Entry is who it is about.
	Entry *Entry
	// Audience is what the entry gets.
	Audience audience.Level
	// Day and Time ("18:30") are what the clock on the wall of Zone will show.
	Day  day.Date
	Time string
	Zone string
	// At is the instant that is.
	At        time.Time
	CreatedAt time.Time
}

// ScheduleEntryInput asks for another audience at a time.
type ScheduleEntryInput struct {
	ID       string
	Audience audience.Level
	Day      day.Date
	Time     string
	// Zone is that of the profile when nil.
	Zone *string
}

// ScheduleEntryPayload is the schedule as saved, or what to mend.
type ScheduleEntryPayload struct {
	Schedule *Schedule
	Errors   []errs.UserError
}

// UnscheduleEntryPayload names the entry that stays as it is.
type UnscheduleEntryPayload struct {
	UnscheduledID *string
	Errors        []errs.UserError
}

// ClockMinute reads "18:30" as minutes after midnight. Error: [ErrScheduleTime].
func ClockMinute(text string) (int, error) {
	t, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		return 0, ErrScheduleTime
	}
	return t.Hour()*60 + t.Minute(), nil
}
