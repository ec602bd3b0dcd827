package journal

import (
	"time"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/tags"
)

// TrashDays is how many days a deleted entry can be restored; after them it is purged.
const TrashDays = 30

// Entry is one thing a person logged.
type Entry struct {
	ID string
	// AuthorID is the person who wrote it.
	AuthorID string
	// Author is the author's public face, where the use case preloaded it.
	Author *identity.User
	// Day is the civil day the entry belongs to.
	Day day.Date
	// Zone is the IANA zone or fixed offset ("+02:00") that the day was told in.
	Zone string
	// OffsetMinutes is the zone's offset from UTC at LoggedAt.
	OffsetMinutes int
	// LoggedAt is the instant it happened, or was first written; milliseconds.
	LoggedAt time.Time
	// Late tells that the clock already showed the next day when it was logged.
	Late bool
	Kind Kind
	// Body is the Markdown, byte for byte as typed.
	Body string
	// BodyHTML is the sanitised HTML of Body.
	BodyHTML string
	// Title is the first heading or line of Body as plain text.
	Title string
	// Minutes spent, 1 to 1440.
	Minutes *int
	// Mood and Energy go from 1 (low) to 5 (high).
	Mood, Energy *int
	Audience     audience.Level
	// TagIDs are the tags in the order they were given; Tags are the same, loaded.
	TagIDs []string
	Tags   []tags.Tag
	// Files are those that Body shows or links to, where the use case preloaded them.
	Files []files.File
	// Tasks are the checkboxes of Body.
	Tasks  []Task
	Source EntrySource
	// SourceCount is how many items an imported entry stands for.
	SourceCount *int
	// Draft marks an imported entry that its author has not looked at. Drafts are private.
	Draft bool
	// Revision counts up with every edit, from 1.
	Revision             int
	CreatedAt, UpdatedAt time.Time
	// DeletedAt is set while the entry is in the trash.
	DeletedAt *time.Time
}

// Task is a checkbox in the body of an entry.
type Task struct {
	Text string `json:"t"`
	Done bool   `json:"d,omitempty"`
}

// InTrash reports whether the entry is in the trash.
func (e *Entry) InTrash() bool { return e.DeletedAt != nil }
