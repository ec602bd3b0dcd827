package journalsvc

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/tags"
)

// filter is an EntryFilter in one form for all ways to say the same: what it is part of cursors by.
type filter struct {
	From, To day.Date
	Kinds    []journal.Kind
	Tags     []string // keys
	Drafts   *bool
	// tagIDs are what the tags were resolved to; no part of what cursors are bound to.
	tagIDs []string
	// Audiences are left out of cursors when there are none, so that those of before stay good.
	Audiences []audience.Level `json:",omitempty"`
}

// normalise checks a filter and brings it into its one form. Errors: journal.ErrFilterInvalid, tags.ErrNameInvalid.
func normalise(f *journal.EntryFilter) (filter, error) {
	var n filter
	if f == nil {
		return n, nil
	}
	if err := f.Validate(); err != nil {
		return n, err
	}
	n.From, n.To, n.Drafts = or(f.From, ""), or(f.To, ""), f.Drafts
	n.Kinds = slices.Compact(slices.Sorted(slices.Values(f.Kinds)))
	n.Audiences = slices.Compact(slices.Sorted(slices.Values(f.Audiences)))
	for _, name := range f.Tags {
		key, err := tags.Key(name)
		if err != nil {
			return n, onField("filter", err)
		}
		n.Tags = append(n.Tags, key)
	}
	slices.Sort(n.Tags)
	n.Tags = slices.Compact(n.Tags)
	return n, nil
}

// where collects conditions on journal_entries (as e) with their arguments.
type where struct {
	conds []string
	args  []any
}

// add appends a condition; each "?" in it becomes the next placeholder.
func (w *where) add(cond string, args ...any) {
	for _, arg := range args {
		w.args = append(w.args, arg)
		cond = strings.Replace(cond, "?", "$"+strconv.Itoa(len(w.args)), 1)
	}
	w.conds = append(w.conds, cond)
}

// next is the placeholder of a value outside of the conditions, such as the limit.
func (w *where) next(arg any) string {
	w.args = append(w.args, arg)
	return "$" + strconv.Itoa(len(w.args))
}

func (w *where) String() string { return strings.Join(w.conds, " AND ") }

// filter adds the conditions of f.
func (w *where) filter(f filter) {
	if f.From != "" {
		w.add("e.day >= ?", string(f.From))
	}
	if f.To != "" {
		w.add("e.day <= ?", string(f.To))
	}
	if f.Drafts != nil {
		w.add("e.draft = ?", *f.Drafts)
	}
	if len(f.Kinds) > 0 {
		w.add("e.kind IN ("+marks(len(journal.Kinds))+")", anys(pad(f.Kinds, len(journal.Kinds)))...)
	}
	if len(f.Audiences) > 0 {
		w.add("e.audience IN ("+marks(len(audience.Levels))+")", anys(pad(f.Audiences, len(audience.Levels)))...)
	}
	if len(f.Tags) > 0 {
		w.conds = append(w.conds, w.tagged(f.tagIDs))
	}
}

// tagged is the condition for carrying one of the tags.
func (w *where) tagged(ids []string) string {
	if len(ids) == 0 {
		return never
	}
	return "EXISTS (SELECT 1 FROM journal_entry_tags t WHERE t.entry_id = e.id AND t.tag_id IN (" + listOf(w, ids) + "))"
}

// listOf is placeholders of values, with commas between them.
func listOf[T ~string](w *where, values []T) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = w.next(string(v))
	}
	return strings.Join(list, ",")
}

// resolve finds out which tags a filter means: their own ids, those below them and their aliases.
func (s *Service) resolve(ctx context.Context, ownerID string, f *filter) (err error) {
	if len(f.Tags) > 0 {
		f.tagIDs, err = s.tags.Under(ctx, ownerID, f.Tags)
	}
	return err
}

// pad repeats the last value up to size, so that there are few statement texts to prepare and remember.
func pad[T any](list []T, size int) []T {
	out := slices.Clone(list)
	for len(out) < size {
		out = append(out, list[len(list)-1])
	}
	return out
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }
