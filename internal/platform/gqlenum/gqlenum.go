package gqlenum

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// ErrBadEnum is returned for a value that the enum does not have. GraphQL validation refuses such
// values earlier when they stand in the document; variables can still bring them.
var ErrBadEnum = errs.New(errs.Invalid, "bad_enum", "This value is not one of the allowed ones.")

// Marshal writes the stored value v as a GraphQL enum: "user_registered" becomes "USER_REGISTERED", quoted.
func Marshal(w io.Writer, v string) {
	_, _ = io.WriteString(w, strconv.Quote(strings.ToUpper(v)))
}

// Unmarshal reads a GraphQL enum value and returns its stored form. allowed are the stored forms.
// The GraphQL form is exact: lower or mixed case is refused. Error: [ErrBadEnum].
func Unmarshal(v any, allowed ...string) (string, error) {
	s, ok := v.(string)
	if !ok || s == "" || s != strings.ToUpper(s) {
		return "", ErrBadEnum
	}
	low := strings.ToLower(s)
	if !slices.Contains(allowed, low) {
		return "", ErrBadEnum
	}
	return low, nil
}

// Into reads a GraphQL enum value into *dst, which keeps its value when the input is refused.
// Error: [ErrBadEnum].
func Into[T ~string](dst *T, v any, allowed ...T) error {
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	s, err := Unmarshal(v, names...)
	if err != nil {
		return err
	}
	*dst = T(s)
	return nil
}
