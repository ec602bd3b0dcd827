package portability

import (
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Outlet is one way on which something leaves an account, or somebody gets in.
type Outlet struct {
	// ID names it over all rooms.
	ID string
	// Domain is the room it belongs to; Kind says what it is.
	Domain string
	Kind   string
	Name   string
	Facts  []string
	// Count is how many things go out this way, where that can be said.
	Count *int
	// Link is a page of the web app that shows what goes out.
	Link   *string
	Since  *time.Time
	LastAt *time.Time
	// LastFrom is the network it was used from last.
	LastFrom *string
	Ends     *time.Time
	Closable bool
	// Current marks what the request itself comes through.
	Current bool
}

// CloseOutletPayload answers closeOutlet.
type CloseOutletPayload struct {
	ClosedID *string
	Errors   []errs.UserError
}
