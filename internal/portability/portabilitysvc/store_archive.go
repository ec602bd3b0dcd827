package portabilitysvc

import (
	"context"
	"encoding/json"
	"fmt"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/portable"
	"tamatar.dev/tamatar/internal/portability"
)

// archiveRow is a row of portability_archives.
type archiveRow struct {
	ID         string
	UserID     string
	Kind       portability.ArchiveKind
	State      portability.ArchiveState
	Records    bool
	DryRun     bool
	Done       int
	Total      int
	Bytes      int64
	Report     string
	Failure    string
	Downloads  int
	CreatedAt  int64
	FinishedAt *int64
	ExpiresAt  int64
}

const archiveColumns = `id, user_id, kind, state, records, dry_run, done, total, bytes, report, failure, downloads, created_at, finished_at, expires_at`

// key is where the file lies in the blob store.
func (r *archiveRow) key() string { return "portability/" + string(r.Kind) + "/" + r.ID + ".zip" }

func (r *archiveRow) noun() portability.Archive {
	a := portability.Archive{
		ID: r.ID, Kind: r.Kind, State: r.State, Records: r.Records, Preview: r.DryRun, Done: r.Done, Total: r.Total, Bytes: int(r.Bytes),
		Downloads: r.Downloads, CreatedAt: db.FromMillis(r.CreatedAt), ExpiresAt: db.FromMillis(r.ExpiresAt),
	}
	if r.FinishedAt != nil {
		t := db.FromMillis(*r.FinishedAt)
		a.FinishedAt = &t
	}
	if r.Failure != "" {
		a.Failure = &r.Failure
	}
	var rep portable.Report
	if r.Report != "" && json.Unmarshal([]byte(r.Report), &rep) == nil {
		a.Report = reportNoun(&rep)
	}
	return a
}

func reportNoun(rep *portable.Report) *portability.ArchiveReport {
	out := &portability.ArchiveReport{
		Counts: []portability.ArchiveCount{}, Problems: []portability.ArchiveProblem{}, Renamed: []portability.ArchiveRename{},
		Refused: rep.Refused, RenamedTotal: len(rep.Renamed),
	}
	for _, c := range rep.Counts {
		out.Counts = append(out.Counts, portability.ArchiveCount{Noun: c.Noun, Outcome: string(c.Outcome), N: c.N})
	}
	for _, p := range rep.Problems {
		out.Problems = append(out.Problems, portability.ArchiveProblem(p))
	}
	for _, r := range rep.Renamed[:min(len(rep.Renamed), portability.MaxShownRenames)] {
		out.Renamed = append(out.Renamed, portability.ArchiveRename(r))
	}
	return out
}

func (s store) insertArchive(ctx context.Context, tx *db.Tx, r *archiveRow) error {
	_, err := tx.Exec(ctx, `INSERT INTO portability_archives (id, user_id, kind, state, records, dry_run, bytes, created_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		r.ID, r.UserID, string(r.Kind), string(r.State), r.Records, r.DryRun, r.Bytes, r.CreatedAt, r.ExpiresAt)
	if err != nil {
		return fmt.Errorf("note archive: %w", err)
	}
	return nil
}

// archive reads one archive of anybody; the caller compares the person.
func (s store) archive(ctx context.Context, q db.Querier, id string) (archiveRow, error) {
	return db.Get[archiveRow](ctx, q, `SELECT `+archiveColumns+` FROM portability_archives WHERE id = $1`, id)
}

func (s store) archivesOf(ctx context.Context, userID string, limit int) ([]archiveRow, error) {
	rows, err := db.Select[archiveRow](ctx, s.db.Reader(), `SELECT `+archiveColumns+` FROM portability_archives
		WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2`, userID, limit)
	if err != nil {
		return nil, fmt.Errorf("read archives: %w", err)
	}
	return rows, nil
}

// load is how many archives the person has being worked on, and how many were begun since.
type load struct {
	Busy  int
	Begun int
}

// loadOf locks the person's place in the queue, so that two requests at once do not both find it empty.
func (s store) loadOf(ctx context.Context, tx *db.Tx, userID string, since int64) (load, error) {
	if _, err := tx.Exec(ctx, `UPDATE portability_archives SET done = done WHERE user_id = $1`, userID); err != nil {
		return load{}, err
	}
	return db.Get[load](ctx, tx, `SELECT COALESCE(SUM(CASE WHEN state IN ('waiting', 'running') THEN 1 ELSE 0 END), 0) AS busy,
		COALESCE(SUM(CASE WHEN created_at > $2 THEN 1 ELSE 0 END), 0) AS begun FROM portability_archives WHERE user_id = $1`, userID, since)
}

func (s store) progress(ctx context.Context, id string, done, total int) error {
	_, err := s.db.Writer().Exec(ctx, `UPDATE portability_archives SET state = 'running', done = $2, total = $3 WHERE id = $1`, id, done, total)
	return err
}

// finishArchive says how it ended.
func (s store) finishArchive(ctx context.Context, tx *db.Tx, r *archiveRow) error {
	_, err := tx.Exec(ctx, `UPDATE portability_archives SET state = $2, dry_run = $3, done = $4, total = $5, bytes = $6, report = $7, failure = $8,
		finished_at = $9, expires_at = $10 WHERE id = $1`,
		r.ID, string(r.State), r.DryRun, r.Done, r.Total, r.Bytes, r.Report, r.Failure, r.FinishedAt, r.ExpiresAt)
	if err != nil {
		return fmt.Errorf("finish archive: %w", err)
	}
	return nil
}

// begin puts an import whose preview is ready back to work. False means that it is not ready.
func (s store) begin(ctx context.Context, tx *db.Tx, id, userID string) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE portability_archives SET state = 'waiting', done = 0, dry_run = FALSE
		WHERE id = $1 AND user_id = $2 AND kind = 'import' AND dry_run AND state = 'ready'`, id, userID)
	return n > 0, err
}

func (s store) setTicket(ctx context.Context, tx *db.Tx, id, hash string, ends int64) error {
	_, err := tx.Exec(ctx, `UPDATE portability_archives SET ticket = $2, ticket_ends_at = $3 WHERE id = $1`, id, hash, ends)
	return err
}

// spendTicket takes the ticket and gives its archive: once, in time, to its person. Error: [db.ErrNoRows].
func (s store) spendTicket(ctx context.Context, tx *db.Tx, hash, userID string, now int64) (archiveRow, error) {
	return db.Get[archiveRow](ctx, tx, `UPDATE portability_archives SET ticket = NULL, ticket_ends_at = NULL, downloads = downloads + 1
		WHERE ticket = $1 AND user_id = $2 AND ticket_ends_at > $3 AND kind = 'export' AND state = 'ready' AND expires_at > $3
		RETURNING `+archiveColumns, hash, userID, now)
}

func (s store) deleteArchive(ctx context.Context, tx *db.Tx, id string) error {
	_, err := tx.Exec(ctx, `DELETE FROM portability_archives WHERE id = $1`, id)
	return err
}

// expired are archives whose time is over, and those of a person when one is named.
func (s store) expired(ctx context.Context, tx *db.Tx, userID string, now int64, limit int) ([]archiveRow, error) {
	return db.Select[archiveRow](ctx, tx, `SELECT `+archiveColumns+` FROM portability_archives
		WHERE (user_id = $1) OR ($1 = '' AND expires_at <= $2) ORDER BY id LIMIT $3`, userID, now, limit)
}
