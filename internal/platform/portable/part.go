package portable

import (
	"context"
	"time"
)

// Part is what one domain does with what it holds of a person. A nil function means that there is nothing to do.
type Part struct {
	// Domain is the noun of the room. In an archive its files lie in the folder of that name.
	Domain string
	// Export writes all that belongs to the person and can be imported again. Names within the domain come in order.
	Export func(ctx context.Context, userID string, out *Out) error
	// Record writes what this instance has noted about the account and no other instance can take over: sessions,
	// names of tokens, the log of acts. Never a secret.
	Record func(ctx context.Context, userID string, out *Out) error
	// Import reads what Export wrote, in transactions of its own, and tells in.Report what became of it. What is there
	// already is left alone. With in.DryRun it changes nothing and reports the same.
	Import func(ctx context.Context, in *In) error
	// Erase removes a bounded piece of everything the domain holds of the person, and tells whether more may be left.
	// It is called until nothing is, and once more some minutes later for what was under way. It must be harmless to
	// call it for somebody of whom nothing is there.
	Erase func(ctx context.Context, userID string) (more bool, err error)
	// Outlets lists the ways on which something leaves the account, at most [MaxOutlets].
	Outlets func(ctx context.Context, userID string) ([]Outlet, error)
	// Close shuts one of the actor's own outlets; the actor is in the context. Error: [ErrNoOutlet].
	Close func(ctx context.Context, userID, outletID string) error
}

// MaxOutlets bounds the outlets of one domain.
const MaxOutlets = 200

// Outlet is one way on which something leaves an account.
type Outlet struct {
	// ID is unique within the domain.
	ID string
	// Kind says what it is, such as "token", "session" or "public_entries"; the web app has a sentence for each.
	Kind string
	// Name is what the person called it, or what tells it apart.
	Name string
	// Facts are small words on what it may do: scopes of a token, for example.
	Facts []string
	// Count is how many things go out this way, where that can be said.
	Count *int
	// Link is a page of the web app that shows what goes out; "" where there is none.
	Link string
	// Since is when it was opened; LastAt when it was used last, LastFrom the network it was used from.
	Since, LastAt *time.Time
	LastFrom      string
	// Ends is when it shuts by itself.
	Ends *time.Time
	// Closable tells whether Close may be called for it.
	Closable bool
	// Current marks what the request itself comes through.
	Current bool
}
