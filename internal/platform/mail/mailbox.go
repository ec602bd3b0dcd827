package mail

import (
	"context"
	"sync"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/id"
)

// MailboxSize is how many messages a [Mailbox] keeps; the oldest go first.
const MailboxSize = 200

// Mailbox keeps messages in memory in place of sending them, for development and tests.
// It is safe for concurrent use.
type Mailbox struct {
	clock clock.Clock
	mu    sync.Mutex
	kept  []Kept
}

// Kept is one message in a [Mailbox].
type Kept struct {
	ID string
	At time.Time
	Message
}

// NewMailbox returns an empty mailbox.
func NewMailbox(c clock.Clock) *Mailbox { return &Mailbox{clock: c} }

// Send keeps the message. A message with the idempotency key of a kept one replaces nothing and is not kept again.
// Errors are those of [Message.Check].
func (b *Mailbox) Send(_ context.Context, m Message) error {
	if err := m.Check(); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if m.IdempotencyKey != "" {
		for _, k := range b.kept {
			if k.IdempotencyKey == m.IdempotencyKey {
				return nil
			}
		}
	}
	now := b.clock.Now()
	if len(b.kept) >= MailboxSize {
		b.kept = append(b.kept[:0], b.kept[len(b.kept)-MailboxSize+1:]...)
	}
	b.kept = append(b.kept, Kept{ID: id.New(now), At: now, Message: m})
	return nil
}

// List returns the kept messages, newest first.
func (b *Mailbox) List() []Kept {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := make([]Kept, 0, len(b.kept))
	for i := len(b.kept) - 1; i >= 0; i-- {
		out = append(out, b.kept[i])
	}
	return out
}

// Get returns one kept message; false when there is none with that id.
func (b *Mailbox) Get(id string) (Kept, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, k := range b.kept {
		if k.ID == id {
			return k, true
		}
	}
	return Kept{}, false
}

// Clear forgets everything.
func (b *Mailbox) Clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.kept = nil
}
