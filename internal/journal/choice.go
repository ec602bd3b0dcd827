package journal

import "tamatar.dev/tamatar/internal/platform/day"

// MaxChoices is how many entries are offered to complete a link.
const MaxChoices = 20

// EntryChoice is an own entry that a link [[title]] can mean.
type EntryChoice struct {
	ID    string
	Title string
	Day   day.Date
}
