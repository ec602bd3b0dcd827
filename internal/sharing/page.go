package sharing

import (
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
)

// PersonPage is what strangers see of a person: a page of public entries.
type PersonPage struct {
	Person *identity.User
	// Tag narrows it; "" for all.
	Tag string
	// Streak is how many days in a row were logged; nil when it is not shown, or none runs.
	Streak  *int
	Entries []journal.Entry
	// Next goes on behind the last entry; "" at the end.
	Next string
}
