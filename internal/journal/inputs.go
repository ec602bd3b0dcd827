package journal

import (
	"time"

	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
)

// WriteEntryInput is what a new entry is made of. What is left out comes from the profile and the clock.
type WriteEntryInput struct {
	// ClientID makes the write repeatable: the same id gives the first result.
	ClientID string
	Body     string
	Kind     *Kind
	Day      *day.Date
	LoggedAt *time.Time
	Zone     *string
	Minutes  *int
	Mood     *int
	Energy   *int
	Tags     []string
	Audience *audience.Level
	Source   *EntrySource
}

// EditEntryInput replaces the content of an entry.
type EditEntryInput struct {
	ID string
	// BaseRevision is the revision the text began from.
	BaseRevision int
	// ClientID makes the edit repeatable: an edit that was saved already is not a conflict with itself.
	ClientID string
	Body     string
	Kind     Kind
	Day      day.Date
	Minutes  *int
	Mood     *int
	Energy   *int
	Tags     []string
	Audience audience.Level
}

// ImportEntriesInput brings entries from elsewhere, at most [MaxImport] at once.
type ImportEntriesInput struct {
	Source  EntrySource
	Entries []ImportEntryInput
	// DryRun only reports what would happen.
	DryRun bool
}

// ImportEntryInput is one entry from elsewhere.
type ImportEntryInput struct {
	// SourceKey names the origin for ever; the same key is never imported twice.
	SourceKey   string
	Body        string
	Kind        Kind
	Day         day.Date
	Zone        string
	LoggedAt    time.Time
	Minutes     *int
	Tags        []string
	SourceCount *int
	Draft       bool
	// Mood and Energy are for imports made inside the program; the API does not offer them.
	Mood, Energy *int
	// Late is for imports made inside the program: the day is the one before the clock's.
	Late bool
}

// EntryFilter narrows a list of entries; all that is set must hold.
type EntryFilter struct {
	From  *day.Date
	To    *day.Date
	Kinds []Kind
	// Tags are names; an entry needs one of them, or a tag below it in the hierarchy.
	Tags   []string
	Drafts *bool
	// Audiences are who may see it; an entry needs one of them.
	Audiences []audience.Level
}
