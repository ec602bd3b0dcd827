// Package scalar holds the scalars of the schema that belong to no domain.
package scalar

import (
	"io"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// TimeLayout is how an instant is written: RFC 3339 in UTC with milliseconds.
const TimeLayout = "2006-01-02T15:04:05.000Z07:00"

// ErrBadTime is returned for input that is not an RFC 3339 instant of the years 1 to 9999.
var ErrBadTime = errs.New(errs.Invalid, "bad_time", `This is not an instant. Write it like "2026-11-22T18:04:05Z".`)

// MarshalTime writes an instant as a GraphQL Time; the zero instant is null.
func MarshalTime(t time.Time) graphql.Marshaler {
	if t.IsZero() {
		return graphql.Null
	}
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, strconv.Quote(t.UTC().Format(TimeLayout)))
	})
}

// UnmarshalTime reads a GraphQL Time into UTC, cut to milliseconds, the precision that is stored.
// Error: [ErrBadTime].
func UnmarshalTime(v any) (time.Time, error) {
	s, ok := v.(string)
	if !ok || len(s) > 64 {
		return time.Time{}, ErrBadTime
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || t.UTC().Year() < 1 || t.UTC().Year() > 9999 {
		return time.Time{}, ErrBadTime
	}
	return t.UTC().Truncate(time.Millisecond), nil
}
