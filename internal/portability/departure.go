package portability

import (
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// ReminderBefore is how long before the end a person who leaves is told once more.
const ReminderBefore = 2 * 24 * time.Hour

// Errors of departures.
var (
	// ErrLastAdmin says that an instance needs an administrator.
	ErrLastAdmin = errs.New(errs.Conflict, "portability.last_admin", "You are the only administrator. Make somebody else one before you leave.")
	// ErrNotLeaving says that there is nothing to take back.
	ErrNotLeaving = errs.New(errs.Conflict, "portability.not_leaving", "This account is not about to be deleted.")
	// ErrSetByAdmin says that only an administrator can take it back.
	ErrSetByAdmin = errs.New(errs.Conflict, "portability.set_by_admin", "An administrator has set the end of this account. Only they can take it back.")
)

// Departure is an account that is about to be erased.
type Departure struct {
	AskedAt time.Time
	// DueAt is when it happens, unless it is taken back.
	DueAt   time.Time
	ByAdmin bool
}

// AdminDeparture is the departure of one account, as administrators see it.
type AdminDeparture struct {
	UserID string
	Departure
}

// DeparturePayload answers what sets or takes back a departure; Departure is nil when there is none any more.
type DeparturePayload struct {
	Departure *Departure
	Errors    []errs.UserError
}
