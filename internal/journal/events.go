package journal

import (
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
)

// EntryWritten tells that an entry was written or imported.
type EntryWritten struct {
	EntryID  string      `json:"entryId"`
	AuthorID string      `json:"authorId"`
	Day      day.Date    `json:"day"`
	Source   EntrySource `json:"source"`
}

// EntryEdited tells that the content of an entry changed, or that a draft was accepted.
type EntryEdited struct {
	EntryID  string   `json:"entryId"`
	AuthorID string   `json:"authorId"`
	Day      day.Date `json:"day"`
	// DayBefore is the day the entry belonged to until now; the same as Day unless it was moved.
	DayBefore day.Date `json:"dayBefore"`
	Revision  int      `json:"revision"`
}

// EntryDeleted tells that an entry went to the trash.
type EntryDeleted struct {
	EntryID  string   `json:"entryId"`
	AuthorID string   `json:"authorId"`
	Day      day.Date `json:"day"`
}

// EntryRestored tells that an entry came back from the trash.
type EntryRestored struct {
	EntryID  string   `json:"entryId"`
	AuthorID string   `json:"authorId"`
	Day      day.Date `json:"day"`
}

// EntryPurged tells that an entry is gone for good.
type EntryPurged struct {
	EntryID  string `json:"entryId"`
	AuthorID string `json:"authorId"`
}

// EntryAudienceChanged tells that other people may see an entry than before.
type EntryAudienceChanged struct {
	EntryID  string         `json:"entryId"`
	AuthorID string         `json:"authorId"`
	From     audience.Level `json:"from"`
	To       audience.Level `json:"to"`
}

// EventName names the event.
func (EntryAudienceChanged) EventName() string { return "journal.entry_audience_changed.v1" }

// EventName names the event.
func (EntryWritten) EventName() string { return "journal.entry_written.v1" }

// EventName names the event.
func (EntryEdited) EventName() string { return "journal.entry_edited.v1" }

// EventName names the event.
func (EntryDeleted) EventName() string { return "journal.entry_deleted.v1" }

// EventName names the event.
func (EntryRestored) EventName() string { return "journal.entry_restored.v1" }

// EventName names the event.
func (EntryPurged) EventName() string { return "journal.entry_purged.v1" }
