package journalsvc

import (
	"slices"
	"strconv"
	"strings"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/tags"
)

// filter is an EntryFilter in one form for all ways to say the same: what it is part of cursors by.
type filter struct {
	From, To day.Date
	Kinds    []journal.Kind
	Tags     []string // keys
	Drafts   *bool
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
	if len(f.Tags) > 0 {
		w.tags(f.Tags)
	}
}

// tags asks for one of the tags or one below it.
func (w *where) tags(keys []string) { w.conds = append(w.conds, w.tagged(keys)) }

// tagged is the condition for one of the tags or one below it.
func (w *where) tagged(keys []string) string {
	size := tags.MaxPerObject
	if len(keys) == 1 {
		size = 1
	}
	var list []string
	for _, k := range pad(keys, size) {
		list = append(list, "t.tag_key = "+w.next(k)+" OR t.tag_key LIKE "+w.next(escapeLike(k+tags.Separator)+"%")+` ESCAPE '\'`)
	}
	return "EXISTS (SELECT 1 FROM journal_entry_tags t WHERE t.entry_id = e.id AND (" + strings.Join(list, " OR ") + "))"
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

func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
