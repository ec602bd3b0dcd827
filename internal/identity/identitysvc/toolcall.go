package identitysvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/route"
)

// RecordToolCall notes that a tool was called with the actor's personal access token, for the audit log. A call that may
// change something is recorded by itself; calls that read are counted per token, tool and hour, and the first of an hour
// is recorded at once. Error: [identity.ErrSignInRequired].
func (s *Service) RecordToolCall(ctx context.Context, tool string, writes bool) error {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return err
	}
	now := s.now()
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		name, err := s.store.tokenName(ctx, tx, a.TokenID)
		if err != nil {
			return err
		}
		if !writes {
			n, err := s.store.countToolCall(ctx, tx, toolCallRow{
				TokenID: a.TokenID, Tool: tool, Hour: hourOf(now), UserID: a.UserID, TokenName: name, Network: route.RequestFrom(ctx).Network(),
			})
			if err != nil || n > 1 {
				return err
			}
		}
		return s.emit(ctx, tx, "", identity.ToolCalled{
			Trace: s.trace(ctx), UserID: a.UserID, TokenID: a.TokenID, Name: name, Tool: tool, Count: 1, Writes: writes,
		})
	})
}

func hourOf(at time.Time) int64 { return at.Unix() / int64(time.Hour/time.Second) }

// toolCallBatch is how many counts are closed in one run of the job.
const toolCallBatch = 500

// CloseToolCalls records the counts of hours that are over.
func (s *Service) CloseToolCalls(ctx context.Context) error {
	now := s.now()
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		rows, err := s.store.takeToolCalls(ctx, tx, hourOf(now), toolCallBatch)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r.Calls < 2 {
				continue // the one call stands there already
			}
			trace := identity.Trace{At: now, ActorID: r.UserID, Via: "token", Network: r.Network}
			if err := s.emit(ctx, tx, "", identity.ToolCalled{
				Trace: trace, UserID: r.UserID, TokenID: r.TokenID, Name: r.TokenName, Tool: r.Tool, Count: int(r.Calls) - 1,
			}); err != nil {
				return err
			}
		}
		return nil
	})
}

// toolCallRow is a row of identity_tool_calls.
type toolCallRow struct {
	TokenID   string `db:"token_id"`
	Tool      string `db:"tool"`
	Hour      int64  `db:"hour"`
	UserID    string `db:"user_id"`
	TokenName string `db:"token_name"`
	Network   string `db:"network"`
	Calls     int64  `db:"calls"`
}
