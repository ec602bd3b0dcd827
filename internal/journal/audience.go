package journal

import (
	"time"

	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// OpenLevels are the audiences that strangers can be part of.
var OpenLevels = []audience.Level{audience.Unlisted, audience.Public}

// Open reports whether strangers can be part of the audience.
func Open(l audience.Level) bool { return l == audience.Unlisted || l == audience.Public }

// ChangeAudienceInput gives entries other audiences, at most [MaxImport] at once.
type ChangeAudienceInput struct {
	Changes []AudienceChangeInput
	// DryRun only tells what would happen.
	DryRun bool
}

// AudienceChangeInput gives one entry another audience.
type AudienceChangeInput struct {
	ID       string
	Audience audience.Level
}

// AudienceChange is what became of one entry; sending From as the new audience takes it back.
type AudienceChange struct {
	ID       string
	From, To audience.Level
}

// ChangeAudiencePayload tells which entries changed, or would.
type ChangeAudiencePayload struct {
	Changed []AudienceChange
	// Unchanged are the entries that were so already, and those that cannot be: drafts, the trash, others' entries.
	Unchanged int
	Errors    []errs.UserError
}

// SharedScope is which shared entries are meant.
type SharedScope struct {
	// Tag narrows to a tag and those below it; "" for all.
	Tag string
	// Since is the first day; "" for all.
	Since day.Date
}

// SharedMark is what tells one state of a shared entry from another, without its text.
type SharedMark struct {
	ID          string
	Revision    int
	HTMLVersion int
	Audience    audience.Level
	UpdatedAt   time.Time
}
