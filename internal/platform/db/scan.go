package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"unicode"
)

// Get runs a query for one row. T is a scalar (string, int64, bool, []byte, a
// named type of these, a sql.Scanner, a pointer for NULL) or a struct whose
// fields carry `db:"column"` tags; an untagged field has its snake_case name,
// embedded structs are flattened. Every column needs a field, a field may be
// without column. ErrNoRows when there is none; further rows are not read.
func Get[T any](ctx context.Context, q Querier, query string, args ...any) (T, error) {
	var out T
	rows, err := q.Query(ctx, query, args...)
	if err != nil {
		return out, err
	}
	defer func() { _ = rows.Close() }()
	if !rows.Next() {
		return out, errors.Join(wrap(rows.Err()), orNoRows(rows.Err()))
	}
	plan, err := planFor(reflect.TypeFor[T](), query, rows)
	if err != nil {
		return out, err
	}
	dest := make([]any, max(len(plan.fields), 1))
	if err := rows.Scan(plan.targets(&out, reflect.ValueOf(&out).Elem(), dest)...); err != nil {
		return out, fmt.Errorf("scan row: %w", wrap(err))
	}
	// Closing reports what a statement with RETURNING meets at its end.
	if err := rows.Close(); err != nil {
		return out, wrap(err)
	}
	return out, wrap(rows.Err())
}

func orNoRows(err error) error {
	if err == nil {
		return ErrNoRows
	}
	return nil
}

// Select runs a query for any number of rows, none giving an empty non-nil
// slice. See Get for T. The query must bound how many rows it answers.
func Select[T any](ctx context.Context, q Querier, query string, args ...any) ([]T, error) {
	rows, err := q.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	out := []T{}
	var plan *scanPlan
	var dest []any
	for rows.Next() {
		if plan == nil {
			if plan, err = planFor(reflect.TypeFor[T](), query, rows); err != nil {
				return nil, err
			}
			dest = make([]any, max(len(plan.fields), 1))
		}
		var zero T
		out = append(out, zero)
		row := &out[len(out)-1]
		if err := rows.Scan(plan.targets(row, reflect.ValueOf(row).Elem(), dest)...); err != nil {
			return nil, fmt.Errorf("scan row: %w", wrap(err))
		}
	}
	return out, wrap(rows.Err())
}

// scanPlan says where each column goes. A scalar has no fields.
type scanPlan struct {
	fields  [][]int
	pointer bool // T is *struct
}

func (p *scanPlan) targets(whole any, v reflect.Value, dest []any) []any {
	if p.fields == nil {
		dest[0] = whole
		return dest[:1]
	}
	if p.pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	for i, path := range p.fields {
		if len(path) == 1 {
			dest[i] = v.Field(path[0]).Addr().Interface()
		} else {
			dest[i] = v.FieldByIndex(path).Addr().Interface()
		}
	}
	return dest
}

type planKey struct {
	t     reflect.Type
	query string
}

// plans is bounded by the number of statement texts; those made with In have
// at most a hundred lengths each.
var plans sync.Map // planKey -> *scanPlan

var scannerType = reflect.TypeFor[sql.Scanner]()

func planFor(t reflect.Type, query string, rows *sql.Rows) (*scanPlan, error) {
	key := planKey{t, query}
	if p, ok := plans.Load(key); ok {
		return p.(*scanPlan), nil //nolint:forcetypeassert // only scanPlans are stored.
	}
	cols, err := rows.Columns()
	if err != nil {
		return nil, wrap(err)
	}
	p, err := newPlan(t, cols)
	if err != nil {
		return nil, err
	}
	plans.Store(key, p)
	return p, nil
}

func newPlan(t reflect.Type, cols []string) (*scanPlan, error) {
	st, pointer := t, false
	if t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct && !t.Implements(scannerType) {
		st, pointer = t.Elem(), true
	}
	if st.Kind() != reflect.Struct || reflect.PointerTo(st).Implements(scannerType) {
		if len(cols) != 1 {
			return nil, fmt.Errorf("db: %d columns do not fit into one %s", len(cols), t)
		}
		return &scanPlan{}, nil
	}
	byName := map[string][]int{}
	collectFields(st, nil, byName)
	p := &scanPlan{pointer: pointer, fields: make([][]int, len(cols))}
	for i, c := range cols {
		path, ok := byName[c]
		if !ok {
			return nil, fmt.Errorf("db: %s has no field for column %q", t, c)
		}
		p.fields[i] = path
	}
	return p, nil
}

func collectFields(t reflect.Type, prefix []int, into map[string][]int) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, tagged := f.Tag.Lookup("db")
		path := append(append([]int{}, prefix...), i)
		if f.Anonymous && !tagged && f.Type.Kind() == reflect.Struct {
			collectFields(f.Type, path, into)
			continue
		}
		if !f.IsExported() || name == "-" {
			continue
		}
		if name == "" {
			name = snakeCase(f.Name)
		}
		if _, taken := into[name]; !taken || len(prefix) == 0 {
			into[name] = path
		}
	}
}

func snakeCase(s string) string {
	var b strings.Builder
	runes := []rune(s)
	for i, r := range runes {
		if unicode.IsUpper(r) && i > 0 &&
			(unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
