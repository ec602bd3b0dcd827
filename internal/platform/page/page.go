package page

import (
	"tamatar.dev/tamatar/internal/platform/errs"
)

// MaxLimit is the largest page anybody gets.
const MaxLimit = 100

// Errors of pagination.
var (
	// ErrBadFirst is returned for a page size outside 1..100.
	ErrBadFirst = errs.New(errs.Invalid, "page.bad_first", "Ask for 1 to 100 items at a time.")
	// ErrBadCursor is returned for a cursor that this list did not hand to this viewer.
	ErrBadCursor = errs.New(errs.Invalid, "page.bad_cursor", "This page marker does not belong to this list. Start again from the top.")
)

// Info is GraphQL PageInfo.
type Info struct {
	// EndCursor is the cursor of the last item; nil on an empty page.
	EndCursor *string
	// HasNextPage tells whether rows follow the last item.
	HasNextPage bool
}

// Args are the pagination arguments of a list.
type Args struct {
	// First is the page size asked for; nil means the list's default.
	First *int
	// After is the cursor to continue behind; nil means the top.
	After *string
}

// Limit returns the page size: def when first is nil, else first when it is 1..100.
// Error: [ErrBadFirst].
func Limit(first *int, def int) (int, error) {
	if first == nil {
		return def, nil
	}
	if *first < 1 || *first > MaxLimit {
		return 0, ErrBadFirst
	}
	return *first, nil
}

// Cut shortens rows to limit and tells whether there were more. Read limit+1 rows to know.
func Cut[T any](rows []T, limit int) (kept []T, hasNext bool) {
	if len(rows) > limit {
		return rows[:limit:limit], true
	}
	return rows, false
}

// Connect cuts rows (read limit+1 of them) into a page and seals one cursor per node. key returns the
// keyset of a row, in the order the list sorts by. nodes is never nil.
func Connect[T any](s *Sealer, scope, viewerID string, rows []T, limit int, key func(T) []string) (nodes []T, cursors []string, info Info) {
	nodes, info.HasNextPage = Cut(rows, limit)
	if nodes == nil {
		nodes = []T{}
	}
	cursors = make([]string, len(nodes))
	for i, n := range nodes {
		cursors[i] = s.Seal(scope, viewerID, key(n)...)
	}
	if len(cursors) > 0 {
		end := cursors[len(cursors)-1]
		info.EndCursor = &end
	}
	return nodes, cursors, info
}
