package auditsvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/audit"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/portable"
)

// recordedAct is a record in an archive.
type recordedAct struct {
	Action  string              `json:"action"`
	ActorID string              `json:"actorId"`
	At      time.Time           `json:"at"`
	Details []audit.AuditDetail `json:"details"`
	ID      string              `json:"id"`
	Network string              `json:"network"`
}

// Portable is what the log of acts gives along, and what it forgets.
func (s *Service) Portable() portable.Part {
	return portable.Part{Domain: "audit", Record: s.record, Erase: s.erase}
}

// record writes what was done to the person's account, oldest first.
func (s *Service) record(ctx context.Context, userID string, out *portable.Out) error {
	w, err := out.Begin("records.jsonl", time.Time{})
	if err != nil {
		return err
	}
	for after := int64(0); ; {
		rows, err := db.Select[recordRow](ctx, s.DB.Reader(), `SELECT `+recordColumns+` FROM audit_records
			WHERE subject_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`, userID, after, verifyBatch)
		if err != nil || len(rows) == 0 {
			return err
		}
		if err := s.open(ctx, s.DB.Reader(), rows); err != nil {
			return err
		}
		for _, r := range rows {
			n := r.noun()
			if err := portable.Line(w, recordedAct{n.Action, n.ActorID, n.At, n.Details, n.ID, n.Network}); err != nil {
				return err
			}
			after = r.Seq
		}
	}
}
