package journalsvc

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/tags"
)

// revisionRow is a row of journal_revisions.
type revisionRow struct {
	EntryID    string
	Revision   int
	Body       string
	Day        day.Date
	Kind       journal.Kind
	Minutes    *int
	Mood       *int
	Energy     *int
	Audience   audience.Level
	TagIDs     string `db:"tag_ids"`
	ReplacedAt int64
}

// tombstoneRow is a row of journal_tombstones.
type tombstoneRow struct {
	OriginKey string
	PurgedAt  int64
}

// portableEntries reads entries, or the trash, behind a day and id, in the order of both.
func (s store) portableEntries(ctx context.Context, authorID string, trash bool, afterDay day.Date, afterID string, limit int) ([]entryRow, error) {
	cond := "deleted_at IS NULL"
	if trash {
		cond = "deleted_at IS NOT NULL"
	}
	rows, err := db.Select[entryRow](ctx, s.db.Reader(), "SELECT "+columnList+" FROM journal_entries WHERE author_id = $1 AND "+cond+
		" AND day >= $2 AND (day > $2 OR id > $3) ORDER BY day, id LIMIT $4", authorID, string(afterDay), afterID, limit)
	if err != nil {
		return nil, fmt.Errorf("read entries for an archive: %w", err)
	}
	return rows, nil
}

// edited are the ids of a person's entries that have earlier versions, in order.
func (s store) edited(ctx context.Context, authorID string, limit int) ([]string, error) {
	ids, err := db.Select[string](ctx, s.db.Reader(),
		"SELECT id FROM journal_entries WHERE author_id = $1 AND revision > 1 ORDER BY id LIMIT $2", authorID, limit)
	if err != nil {
		return nil, fmt.Errorf("read edited entries: %w", err)
	}
	return ids, nil
}

// maxVersions bounds the versions read at once: more than any page of entries has unless somebody means harm.
const maxVersions = 20_000

func (s store) revisionsOf(ctx context.Context, ids []string) ([]revisionRow, error) {
	rows, err := db.Select[revisionRow](ctx, s.db.Reader(), `SELECT entry_id, revision, body, day, kind, minutes, mood, energy, audience, tag_ids, replaced_at
		FROM journal_revisions WHERE entry_id IN `+db.In(len(ids), 2)+` ORDER BY entry_id, revision LIMIT $1`, append([]any{maxVersions}, anys(ids)...)...)
	if err != nil {
		return nil, fmt.Errorf("read versions: %w", err)
	}
	return rows, nil
}

func (s store) tombstones(ctx context.Context, authorID string, limit int) ([]tombstoneRow, error) {
	rows, err := db.Select[tombstoneRow](ctx, s.db.Reader(),
		"SELECT origin_key, purged_at FROM journal_tombstones WHERE author_id = $1 LIMIT $2", authorID, limit)
	if err != nil {
		return nil, fmt.Errorf("read tombstones: %w", err)
	}
	return rows, nil
}

// knownEntries is what is there of a batch of an archive.
type knownEntries struct {
	byOrigin, byID map[string]*entryRow // the person's own
	owner          map[string]string    // of every id that is taken
	purged         map[string]bool      // origins
}

func (s store) knownEntries(ctx context.Context, userID string, batch []*archived) (knownEntries, error) {
	k := knownEntries{byOrigin: map[string]*entryRow{}, byID: map[string]*entryRow{}, owner: map[string]string{}, purged: map[string]bool{}}
	ids, origins := []any{}, []any{userID}
	for _, a := range batch {
		ids, origins = append(ids, a.row.ID), append(origins, a.row.OriginKey)
	}
	taken, err := db.Select[entryRow](ctx, s.db.Reader(), "SELECT "+columnList+" FROM journal_entries WHERE id IN "+db.In(len(ids), 1), ids...)
	if err != nil {
		return k, fmt.Errorf("look for entries: %w", err)
	}
	for i, r := range taken {
		if k.owner[r.ID] = r.AuthorID; r.AuthorID == userID {
			k.byID[r.ID] = &taken[i]
		}
	}
	in := db.In(len(batch), 2)
	same, err := db.Select[entryRow](ctx, s.db.Reader(), "SELECT "+columnList+" FROM journal_entries WHERE author_id = $1 AND origin_key IN "+in, origins...)
	if err != nil {
		return k, fmt.Errorf("look for entries: %w", err)
	}
	for i, r := range same {
		k.byOrigin[r.OriginKey] = &same[i]
	}
	gone, err := db.Select[string](ctx, s.db.Reader(), "SELECT origin_key FROM journal_tombstones WHERE author_id = $1 AND origin_key IN "+in, origins...)
	if err != nil {
		return k, fmt.Errorf("look for purged entries: %w", err)
	}
	for _, o := range gone {
		k.purged[o] = true
	}
	return k, nil
}

// insertArchived writes an entry of an archive. One that somebody wrote meanwhile under the same origin stays.
func (s store) insertArchived(ctx context.Context, tx *db.Tx, r *entryRow, list []tags.Tag) error {
	n, err := tx.Exec(ctx, insertNew, r.args()...)
	if err != nil || n == 0 {
		return err
	}
	if err := s.insertFiles(ctx, tx, r.ID, r.BodyHTML); err != nil {
		return err
	}
	if err := s.insertTags(ctx, tx, carriedBy(r, list)); err != nil || r.DeletedAt != nil {
		return err // the trash is not in the search index
	}
	return s.index(ctx, tx, r, list)
}

// originUsed reports whether the person has, or had, an entry of this origin.
func (s store) originUsed(ctx context.Context, userID, origin string) (bool, error) {
	n, err := db.Get[int](ctx, s.db.Reader(), `SELECT (SELECT count(*) FROM journal_tombstones WHERE author_id = $1 AND origin_key = $2) +
		(SELECT count(*) FROM journal_entries WHERE author_id = $1 AND origin_key = $2)`, userID, origin)
	return n > 0, err
}

func (s store) keepPurged(ctx context.Context, userID, origin string, at int64) error {
	_, err := s.db.Writer().Exec(ctx, `INSERT INTO journal_tombstones (author_id, origin_key, purged_at) VALUES ($1, $2, $3)
		ON CONFLICT (author_id, origin_key) DO NOTHING`, userID, origin, at)
	return err
}

type versionKey struct {
	EntryID  string
	Revision int
}

func (s store) knownVersions(ctx context.Context, batch []revisionRow) (map[versionKey]bool, error) {
	ids := make([]any, len(batch))
	for i, r := range batch {
		ids[i] = r.EntryID
	}
	rows, err := db.Select[versionKey](ctx, s.db.Reader(), "SELECT entry_id, revision FROM journal_revisions WHERE entry_id IN "+db.In(len(ids), 1), ids...)
	if err != nil {
		return nil, fmt.Errorf("look for versions: %w", err)
	}
	out := make(map[versionKey]bool, len(rows))
	for _, r := range rows {
		out[r] = true
	}
	return out, nil
}

// insertVersion adds an earlier version to an entry of the person that is newer than it.
func (s store) insertVersion(ctx context.Context, tx *db.Tx, authorID string, r revisionRow) error {
	_, err := tx.Exec(ctx, `INSERT INTO journal_revisions (entry_id, revision, edit_key, body, day, kind, minutes, mood, energy, audience, tag_ids, replaced_at)
		SELECT CAST($1 AS TEXT), CAST($2 AS BIGINT), '', CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS BIGINT), CAST($7 AS BIGINT),
			CAST($8 AS BIGINT), CAST($9 AS TEXT), CAST($10 AS TEXT), CAST($11 AS BIGINT)
		WHERE EXISTS (SELECT 1 FROM journal_entries WHERE id = $1 AND author_id = $12 AND revision > $2)
		ON CONFLICT (entry_id, revision) DO NOTHING`,
		r.EntryID, r.Revision, r.Body, string(r.Day), string(r.Kind), r.Minutes, r.Mood, r.Energy, string(r.Audience), r.TagIDs, r.ReplacedAt, authorID)
	if err == nil {
		err = s.holdFiles(ctx, tx, r.EntryID, authorID, filesNamed(r.Body))
	}
	if err != nil {
		return fmt.Errorf("bring version: %w", err)
	}
	return nil
}

// countByAudience counts a person's entries that are not in the trash.
func (s store) countByAudience(ctx context.Context, authorID string) (map[audience.Level]int, error) {
	rows, err := db.Select[struct {
		Audience audience.Level
		N        int
	}](ctx, s.db.Reader(), `SELECT audience, count(*) AS n FROM journal_entries WHERE author_id = $1 AND deleted_at IS NULL GROUP BY audience`, authorID)
	out := map[audience.Level]int{}
	for _, r := range rows {
		out[r.Audience] = r.N
	}
	return out, err
}
