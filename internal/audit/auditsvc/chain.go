package auditsvc

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"tamatar.dev/tamatar/internal/audit"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
)

// ErrBroken says that a record was changed, taken out or put in by something else than this program.
var ErrBroken = errors.New("audit: the chain of records is broken")

// verifyBatch is how many records one statement reads while the chain is verified.
const verifyBatch = 1000

type recordRow struct {
	ID        string `db:"id"`
	Seq       int64  `db:"seq"`
	At        int64  `db:"at"`
	Action    string `db:"action"`
	ActorID   string `db:"actor_id"`
	SubjectID string `db:"subject_id"`
	Details   string `db:"details"`
	Network   string `db:"network"`
	RequestID string `db:"request_id"`
	MAC       string `db:"mac"`
}

// head is the end of the chain.
type head struct {
	Seq int64  `db:"seq"`
	MAC string `db:"mac"`
}

const recordColumns = `id, seq, at, action, actor_id, subject_id, details, network, request_id, mac`

func (r recordRow) noun() audit.AuditRecord {
	details := []audit.AuditDetail{}
	_ = json.Unmarshal([]byte(r.Details), &details) // written by this package alone
	return audit.AuditRecord{
		ID: r.ID, At: db.FromMillis(r.At), Action: r.Action, ActorID: r.ActorID, SubjectID: r.SubjectID, Details: details, Network: r.Network,
	}
}

// mac chains the row to the one before it. Every part goes in with its length, so that no two rows look alike.
func (s *Service) mac(previous string, r recordRow) string {
	m := hmac.New(sha256.New, s.key)
	for _, part := range []string{previous, r.ID, r.Action, r.ActorID, r.SubjectID, r.Details, r.Network, r.RequestID} {
		_ = binary.Write(m, binary.BigEndian, int64(len(part)))
		m.Write([]byte(part))
	}
	_ = binary.Write(m, binary.BigEndian, []int64{r.Seq, r.At})
	return hex.EncodeToString(m.Sum(nil))
}

// add puts a record at the end of the chain. Whoever adds holds the one row of audit_head until the commit.
func (s *Service) add(ctx context.Context, tx *db.Tx, r recordRow, details []audit.AuditDetail) error {
	h, err := db.Get[head](ctx, tx, `UPDATE audit_head SET seq = seq + 1 WHERE id = 1 RETURNING seq, mac`)
	if err != nil {
		return fmt.Errorf("find the end of the chain: %w", err)
	}
	if details == nil {
		details = []audit.AuditDetail{}
	}
	text, err := json.Marshal(details)
	if err != nil {
		return fmt.Errorf("write details: %w", err)
	}
	r.ID, r.Seq, r.Details = id.New(s.Clock.Now()), h.Seq, string(text)
	if err := s.seal(ctx, tx, &r); err != nil {
		return err
	}
	r.MAC = s.mac(h.MAC, r)
	if _, err := tx.Exec(ctx, `INSERT INTO audit_records (`+recordColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		r.ID, r.Seq, r.At, r.Action, r.ActorID, r.SubjectID, r.Details, r.Network, r.RequestID, r.MAC); err != nil {
		return err
	}
	if _, err = tx.Exec(ctx, `UPDATE audit_head SET mac = $1 WHERE id = 1`, r.MAC); err != nil {
		return err
	}
	// The log leaves the machine where the table does not: what it holds cannot be taken back there.
	tx.AfterCommit(func() {
		s.Log.InfoContext(ctx, "audit", "seq", r.Seq, "action", r.Action, "actor", r.ActorID, "subject", r.SubjectID, "mac", r.MAC)
	})
	return nil
}

// Verify walks the chain up to its present end and counts its records. Error: wraps [ErrBroken] and names the first
// record that does not fit.
func (s *Service) Verify(ctx context.Context) (records int64, err error) {
	end, err := db.Get[head](ctx, s.DB.Reader(), `SELECT seq, mac FROM audit_head WHERE id = 1`)
	if err != nil {
		return 0, err
	}
	previous := ""
	for records < end.Seq {
		rows, err := db.Select[recordRow](ctx, s.DB.Reader(), `SELECT `+recordColumns+` FROM audit_records
			WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3`, records, end.Seq, verifyBatch)
		if err != nil {
			return records, err
		}
		for _, r := range rows {
			if r.Seq != records+1 || !hmac.Equal([]byte(r.MAC), []byte(s.mac(previous, r))) {
				return records, fmt.Errorf("%w at record %d (%s)", ErrBroken, records+1, r.ID)
			}
			previous = r.MAC
			records++
		}
		if len(rows) == 0 {
			break
		}
	}
	if records != end.Seq || previous != end.MAC {
		return records, fmt.Errorf("%w: %d of %d records are there", ErrBroken, records, end.Seq)
	}
	return records, nil
}
