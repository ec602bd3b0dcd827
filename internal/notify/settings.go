package notify

import (
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// Errors of the settings.
var (
	// ErrUnknownCategory says that there is no such category for this person.
	ErrUnknownCategory = errs.New(errs.Invalid, "notify.unknown_category", "There is no such kind of notification.")
	// ErrFrequencyNotOffered refuses a frequency that the category does not have on that channel.
	ErrFrequencyNotOffered = errs.New(errs.Invalid, "notify.frequency_not_offered",
		"This frequency is not offered here. Security notices always reach the inbox.")
	// ErrBadTime refuses what is no time of day.
	ErrBadTime = errs.New(errs.Invalid, "notify.bad_time", "Write a time of day as hours and minutes: 18:30.")
	// ErrQuietHours refuses quiet hours with one end only, or of no length.
	ErrQuietHours = errs.New(errs.Invalid, "notify.quiet_hours", "Give both ends of the quiet hours, and two different times.")
)

// Settings are when a person wants to hear of things.
type Settings struct {
	Quiet QuietHours
	// Digest is when daily and weekly digests come; the weekly ones on the first day of the person's week.
	Digest Minute
	// Reminder is when to remind of an empty day; nil is never.
	Reminder *Minute
	// ReminderDays are the weekdays on which to remind.
	ReminderDays []identity.Weekday
}

// DefaultSettings hold until the person chooses: no quiet hours, digests in the morning, no reminder.
func DefaultSettings() Settings {
	return Settings{Digest: 8 * 60, ReminderDays: []identity.Weekday{
		identity.Monday, identity.Tuesday, identity.Wednesday, identity.Thursday, identity.Friday,
	}}
}

// NotificationSettings are the settings and choices as the person sees them.
type NotificationSettings struct {
	Categories   []NotificationCategory
	QuietFrom    *string
	QuietTo      *string
	DigestTime   string
	ReminderTime *string
	ReminderDays []identity.Weekday
	// TimeZone is the person's zone, in which all times are meant.
	TimeZone string
	// SendsMail is false when mail is no channel here.
	SendsMail bool
	Devices   []PushDevice
}

// NotificationCategory is one line of the matrix.
type NotificationCategory struct {
	Key string
	// Name and About are in the reader's language.
	Name     string
	About    string
	Channels []NotificationChoice
}

// NotificationChoice is one cell of the matrix.
type NotificationChoice struct {
	Channel   Channel
	Frequency Frequency
	// Choices are the frequencies that may be chosen; one alone cannot be changed.
	Choices []Frequency
}

// PushDevice is a browser that gets pushes.
type PushDevice struct {
	ID   string
	Name string
	// Current says that the asking session made it.
	Current   bool
	CreatedAt time.Time
	LastUsed  *time.Time
}

// SetNotificationPreferenceInput chooses one cell of the matrix.
type SetNotificationPreferenceInput struct {
	Category  string
	Channel   Channel
	Frequency Frequency
}

// UpdateNotificationSettingsInput replaces all settings; nil times switch that part off.
type UpdateNotificationSettingsInput struct {
	QuietFrom    *string
	QuietTo      *string
	DigestTime   string
	ReminderTime *string
	ReminderDays []identity.Weekday
}

// Settings checks the input. Errors: [ErrBadTime], [ErrQuietHours] with their fields.
func (in UpdateNotificationSettingsInput) Settings() (Settings, error) {
	var (
		out Settings
		err error
	)
	if out.Digest, err = ParseMinute(in.DigestTime); err != nil {
		return Settings{}, ErrBadTime.WithField("digestTime", ErrBadTime.Public)
	}
	if in.ReminderTime != nil {
		m, err := ParseMinute(*in.ReminderTime)
		if err != nil {
			return Settings{}, ErrBadTime.WithField("reminderTime", ErrBadTime.Public)
		}
		out.Reminder = &m
	}
	if out.Quiet, err = in.quiet(); err != nil {
		return Settings{}, err
	}
	out.ReminderDays = sortedDays(in.ReminderDays)
	return out, nil
}

func (in UpdateNotificationSettingsInput) quiet() (QuietHours, error) {
	if in.QuietFrom == nil && in.QuietTo == nil {
		return QuietHours{}, nil
	}
	if in.QuietFrom == nil || in.QuietTo == nil {
		return QuietHours{}, ErrQuietHours.WithField("quietTo", ErrQuietHours.Public)
	}
	from, err := ParseMinute(*in.QuietFrom)
	if err != nil {
		return QuietHours{}, ErrBadTime.WithField("quietFrom", ErrBadTime.Public)
	}
	to, err := ParseMinute(*in.QuietTo)
	if err != nil {
		return QuietHours{}, ErrBadTime.WithField("quietTo", ErrBadTime.Public)
	}
	if from == to {
		return QuietHours{}, ErrQuietHours.WithField("quietTo", ErrQuietHours.Public)
	}
	return QuietHours{From: from, To: to}, nil
}

// sortedDays are the chosen weekdays once each, from Monday on.
func sortedDays(chosen []identity.Weekday) []identity.Weekday {
	out := []identity.Weekday{}
	for i := range 7 {
		w := identity.WeekdayOf(time.Weekday((i + 1) % 7))
		for _, c := range chosen {
			if c == w {
				out = append(out, w)
				break
			}
		}
	}
	return out
}

// NotificationSettingsPayload answers changes of settings, choices and devices.
type NotificationSettingsPayload struct {
	Settings *NotificationSettings
	Errors   []errs.UserError
}

// DigestPreview is what the next weekly summary would say today.
type DigestPreview struct {
	Title string
	Body  string
}
