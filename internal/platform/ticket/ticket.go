package ticket

import (
	"context"
	"sync"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// Life is how long a ticket is good for.
const Life = 30 * time.Second

// maxSpent bounds the memory of spent tickets. Above it no ticket is taken until the oldest are forgotten.
const maxSpent = 200_000

// ErrRefused says that a ticket is forged, spent, too old or somebody else's. It never says which.
var ErrRefused = errs.New(errs.Forbidden, "realtime.ticket_refused", "This ticket opens nothing any more. Ask for a new one.")

// Ticket opens one live connection.
type Ticket struct {
	// Value goes into the address of the connection.
	Value     string
	ExpiresAt time.Time
}

// OpenRealtimePayload holds a ticket, or what to mend.
type OpenRealtimePayload struct {
	Ticket *Ticket
	Errors []errs.UserError
}

// Once remembers spent tickets for all nodes: it reports whether key is named for the first time within ttl.
type Once interface {
	Once(ctx context.Context, key string, ttl time.Duration) (bool, error)
}

// Desk hands out tickets and takes them. It is safe for concurrent use.
type Desk struct {
	sealer *page.Sealer
	clock  clock.Clock
	shared Once

	mu sync.Mutex
	// spent and before are the tickets taken in this half minute and in the one before.
	spent, before map[string]bool
	since         time.Time
}

// NewDesk makes a desk. key seals the tickets and is the same on all nodes; shared may be nil where there is one node.
func NewDesk(key []byte, c clock.Clock, shared Once) *Desk {
	return &Desk{sealer: page.NewSealer(key), clock: c, shared: shared, spent: map[string]bool{}, since: c.Now()}
}

const scope = "realtime.ticket"

// Issue makes a ticket for the login (a session or token) of a person.
func (d *Desk) Issue(userID, loginID string) Ticket {
	until := d.clock.Now().Add(Life)
	return Ticket{Value: d.sealer.Seal(scope, userID, loginID, secret.Random(16), page.Millis(until)), ExpiresAt: until}
}

// Take spends a ticket. Error: [ErrRefused].
func (d *Desk) Take(ctx context.Context, value, userID, loginID string) error {
	parts, err := d.sealer.Open(scope, userID, value)
	if err != nil || len(parts) != 3 || parts[0] != loginID || loginID == "" {
		return ErrRefused
	}
	until, err := page.ParseMillis(parts[2])
	if err != nil || !d.clock.Now().Before(until) {
		return ErrRefused
	}
	if !d.spend(parts[1]) {
		return ErrRefused
	}
	if d.shared == nil {
		return nil
	}
	// Without Redis this node's own memory decides: the login beside the ticket is proven anyway.
	if first, err := d.shared.Once(ctx, "tamatar:ticket:"+parts[1], 2*Life); err == nil && !first {
		return ErrRefused
	}
	return nil
}

// spend remembers a ticket for at least [Life]; false when it was spent before.
func (d *Desk) spend(id string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if now := d.clock.Now(); now.Sub(d.since) >= Life || now.Before(d.since) {
		d.before, d.spent, d.since = d.spent, map[string]bool{}, now
	}
	if d.spent[id] || d.before[id] || len(d.spent) >= maxSpent {
		return false
	}
	d.spent[id] = true
	return true
}
