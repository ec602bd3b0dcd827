package scalar

import (
	"encoding/json"
	"io"
	"math"
	"strconv"

	"github.com/99designs/gqlgen/graphql"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// ErrBadInt is returned for input that is not a whole number of 32 bits, the range of GraphQL's Int.
var ErrBadInt = errs.New(errs.Invalid, "bad_int", "This is not a whole number between -2147483648 and 2147483647.")

// MarshalInt writes a whole number.
func MarshalInt(i int) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { _, _ = io.WriteString(w, strconv.Itoa(i)) })
}

// UnmarshalInt reads a whole number of 32 bits. Error: [ErrBadInt].
func UnmarshalInt(v any) (int, error) {
	var n int64
	switch v := v.(type) {
	case int64:
		n = v
	case int:
		n = int64(v)
	case json.Number:
		parsed, err := v.Int64()
		if err != nil {
			return 0, ErrBadInt
		}
		n = parsed
	default:
		return 0, ErrBadInt
	}
	if n < math.MinInt32 || n > math.MaxInt32 {
		return 0, ErrBadInt
	}
	return int(n), nil
}
