package journal

import "time"

// Imported is what an import brought for a day, as it came: what its author made of it since is not in it.
type Imported struct {
	EntryID string
	// SourceKey names the origin for ever.
	SourceKey string
	// Body is the text as the import wrote it.
	Body string
	// Count is how many items it stands for, 1 at least.
	Count    int
	LoggedAt time.Time
}
