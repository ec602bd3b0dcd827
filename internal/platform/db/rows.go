package db

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// ErrRow says that bytes are no row that AppendRow wrote.
var ErrRow = errors.New("db: damaged row")

// ReadRow reads one row off the front of b and gives the rest. Values must be
// of the columns' classes, or nil. Texts and bytes are copies.
func ReadRow(b []byte, columns []Column) (row []any, rest []byte, err error) {
	if len(b) == 0 || b[0] != 'r' {
		return nil, nil, ErrRow
	}
	b = b[1:]
	row = make([]any, len(columns))
	for i, c := range columns {
		if row[i], b, err = readValue(b, columnClass(c.Class)); err != nil {
			return nil, nil, fmt.Errorf("%w: column %.100s", err, c.Name)
		}
	}
	return row, b, nil
}

var letters = map[columnClass]byte{classInt: 'i', classBool: 'b', classFloat: 'f', classText: 't', classBytes: 'y'}

func readValue(b []byte, class columnClass) (value any, rest []byte, err error) {
	if len(b) == 0 {
		return nil, nil, ErrRow
	}
	letter := b[0]
	b = b[1:]
	if letter == 'n' {
		return nil, b, nil
	}
	if letter != letters[class] {
		return nil, nil, ErrRow
	}
	if class == classBool {
		return readBool(b)
	}
	if len(b) < 8 {
		return nil, nil, ErrRow
	}
	n := binary.BigEndian.Uint64(b)
	b = b[8:]
	switch class { //nolint:exhaustive // bool was before, unknown has no letter.
	case classInt:
		return int64(n), b, nil //nolint:gosec // the bits, not the value.
	case classFloat:
		return math.Float64frombits(n), b, nil
	}
	if n > uint64(len(b)) {
		return nil, nil, ErrRow
	}
	if class == classText {
		return string(b[:n]), b[n:], nil
	}
	return append([]byte{}, b[:n]...), b[n:], nil
}

func readBool(b []byte) (value any, rest []byte, err error) {
	for _, v := range []struct {
		text  string
		value bool
	}{{"true", true}, {"false", false}} {
		if len(b) >= len(v.text) && string(b[:len(v.text)]) == v.text {
			return v.value, b[len(v.text):], nil
		}
	}
	return nil, nil, ErrRow
}
