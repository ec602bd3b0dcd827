package journalsvc

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
)

const timelineOrder = " ORDER BY e.day DESC, e.logged_at DESC, e.id DESC LIMIT "

// listed are the columns that lists show, in the order of [listRow.targets].
var listed = []string{
	"id", "author_id", "day", "zone", "offset_minutes", "late", "logged_at", "kind", "body", "body_html", "title", "tasks", "tag_ids",
	"minutes", "mood", "energy", "audience", "source", "source_count", "draft", "revision", "created_at", "updated_at", "deleted_at",
}

var (
	selectEntries = "SELECT e." + strings.Join(listed, ", e.")
	fromEntries   = selectEntries + " FROM journal_entries e WHERE "
)

// timeline reads an author's entries behind a position, newest day first.
func (s store) timeline(ctx context.Context, authorID string, f filter, after *position, limit int) ([]journal.Entry, error) {
	var w where
	w.add("e.author_id = ?", authorID)
	w.add("e.deleted_at IS NULL")
	w.filter(f)
	w.after(after)
	return s.read(ctx, &w, timelineOrder, limit)
}

// after goes on behind a position of a timeline.
func (w *where) after(p *position) {
	if p != nil {
		w.add("(e.day, e.logged_at, e.id) < (?, ?, ?)", string(p.day), p.at, p.id)
	}
}

// trash reads an author's trash behind a position, latest deleted first.
func (s store) trash(ctx context.Context, authorID string, after *position, limit int) ([]journal.Entry, error) {
	var w where
	w.add("e.author_id = ?", authorID)
	w.add("e.deleted_at IS NOT NULL")
	if after != nil {
		w.add("(e.deleted_at, e.id) < (?, ?)", after.at, after.id)
	}
	return s.read(ctx, &w, " ORDER BY e.deleted_at DESC, e.id DESC LIMIT ", limit)
}

// byIDs reads entries of one author that are not in the trash, in any order.
func (s store) byIDs(ctx context.Context, authorID string, ids []string) ([]journal.Entry, error) {
	var w where
	w.add("e.author_id = ?", authorID)
	w.add("e.deleted_at IS NULL")
	w.add("e.id IN ("+marks(len(ids))+")", anys(ids)...)
	return s.read(ctx, &w, " LIMIT ", len(ids))
}

// read runs a list. Pages of entries are what people wait for most, so rows are scanned by hand, straight
// into the nouns: half the work of the general way.
func (s store) read(ctx context.Context, w *where, tail string, limit int) ([]journal.Entry, error) {
	return s.readFrom(ctx, fromEntries, w, tail, limit)
}

// readFrom is read for another way to the rows.
func (s store) readFrom(ctx context.Context, from string, w *where, tail string, limit int) (list []journal.Entry, err error) {
	query := from + w.String() + tail + w.next(limit)
	rows, err := s.db.Reader().Query(ctx, query, w.args...)
	if err != nil {
		return nil, fmt.Errorf("read entries: %w", err)
	}
	defer func() { err = errors.Join(err, db.Wrap(rows.Close())) }()
	list = make([]journal.Entry, 0, min(limit, maxIn))
	var r listRow
	dest := make([]any, len(listed))
	for rows.Next() {
		list = append(list, journal.Entry{})
		e := &list[len(list)-1]
		r.targets(e, dest)
		if err := rows.Scan(dest...); err != nil {
			return nil, fmt.Errorf("scan entry: %w", db.Wrap(err))
		}
		if err := r.finish(e); err != nil {
			return nil, err
		}
	}
	return list, db.Wrap(rows.Err())
}

// listRow holds the columns that are no fields of an entry as they stand.
type listRow struct {
	offset, revision, loggedAt, createdAt, updatedAt int64
	deletedAt, minutes, mood, energy, sourceCount    *int64
	tasks, tagIDs                                    string
}

func (r *listRow) targets(e *journal.Entry, dest []any) {
	copy(dest, []any{
		&e.ID, &e.AuthorID, (*string)(&e.Day), &e.Zone, &r.offset, &e.Late, &r.loggedAt, (*string)(&e.Kind), &e.Body, &e.BodyHTML,
		&e.Title, &r.tasks, &r.tagIDs, &r.minutes, &r.mood, &r.energy, (*string)(&e.Audience), (*string)(&e.Source), &r.sourceCount,
		&e.Draft, &r.revision, &r.createdAt, &r.updatedAt, &r.deletedAt,
	})
}

func (r *listRow) finish(e *journal.Entry) (err error) {
	e.OffsetMinutes, e.Revision = int(r.offset), int(r.revision)
	e.LoggedAt, e.CreatedAt, e.UpdatedAt = db.FromMillis(r.loggedAt), db.FromMillis(r.createdAt), db.FromMillis(r.updatedAt)
	e.Minutes, e.Mood, e.Energy, e.SourceCount = toInt(r.minutes), toInt(r.mood), toInt(r.energy), toInt(r.sourceCount)
	if r.deletedAt != nil {
		t := db.FromMillis(*r.deletedAt)
		e.DeletedAt = &t
	}
	e.TagIDs = strings.Fields(r.tagIDs)
	e.Tasks, err = decodeTasks(r.tasks)
	return err
}

func toInt(p *int64) *int {
	if p == nil {
		return nil
	}
	n := int(*p)
	return &n
}
