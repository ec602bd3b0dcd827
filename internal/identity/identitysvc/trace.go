package identitysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/route"
)

type viaKey struct{}

// trace says who acts, when and from where, for an event.
func (s *Service) trace(ctx context.Context) identity.Trace {
	r := route.RequestFrom(ctx)
	t := identity.Trace{At: s.now(), Network: r.Network(), RequestID: r.ID, Via: "system"}
	if a, ok := identity.ActorFrom(ctx); ok {
		t.ActorID, t.Via = a.UserID, "session"
		if a.TokenID != "" {
			t.Via = "token"
		}
	} else if via, ok := ctx.Value(viaKey{}).(string); ok {
		t.Via = via
	} else if r.ID != "" {
		t.Via = "stranger"
	}
	return t
}

// byThemselves is the trace of an act that the person has just proven to be theirs, before there is an actor.
func (s *Service) byThemselves(ctx context.Context, userID string) identity.Trace {
	t := s.trace(ctx)
	if t.ActorID == "" {
		t.ActorID = userID
	}
	return t
}

// emit writes events in the transaction and forgets what is kept about the users once it has committed.
func (s *Service) emit(ctx context.Context, tx *db.Tx, forget string, evs ...events.Event) error {
	for _, ev := range evs {
		if err := s.Bus.Emit(ctx, tx, ev); err != nil {
			return err
		}
	}
	if forget != "" {
		tx.AfterCommit(func() { s.auth.forget(forget) })
	}
	return nil
}
