package query

import (
	"strconv"
	"strings"

	"tamatar.dev/tamatar/internal/platform/errs"
)

func scale(f Field, value string) (Condition, *errs.Error) {
	n, ok := number(value, func(s string) (int, bool) {
		v, err := strconv.Atoi(s)
		return v, err == nil && len(s) == 1 && v >= 1 && v <= 5
	})
	if !ok {
		return Condition{}, ErrScaleInvalid
	}
	n.Field = f
	return Condition{Number: n}, nil
}

func minutes(value string) (Condition, *errs.Error) {
	n, ok := number(value, duration)
	if !ok {
		return Condition{}, ErrMinutesInvalid
	}
	n.Field = Minutes
	return Condition{Number: n}, nil
}

// duration reads 90, 90m, 2h or 1h30m as minutes.
func duration(s string) (int, bool) {
	s = strings.ToLower(s)
	total := 0
	if hours, rest, ok := strings.Cut(s, "h"); ok {
		n, fine := whole(hours)
		if !fine {
			return 0, false
		}
		total = 60 * n
		if rest == "" {
			return total, true
		}
		s = rest
	}
	n, ok := whole(strings.TrimSuffix(s, "m"))
	return total + n, ok
}

// whole reads a number of one to five digits.
func whole(s string) (int, bool) {
	if s == "" || len(s) > 5 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// number reads a comparison: 4, =4, >4, >=4, <4, <=4, 2..4, 2.., ..4.
func number(value string, read func(string) (int, bool)) (*Number, bool) {
	if from, to, ok := strings.Cut(value, ".."); ok {
		return between(from, to, read)
	}
	sign, rest := comparison(value)
	v, ok := read(rest)
	if !ok {
		return nil, false
	}
	less, more := v-1, v+1
	switch sign {
	case ">":
		return &Number{From: &more}, true
	case ">=":
		return &Number{From: &v}, true
	case "<":
		return &Number{To: &less}, true
	case "<=":
		return &Number{To: &v}, true
	}
	return &Number{From: &v, To: &v}, true
}

func between(from, to string, read func(string) (int, bool)) (*Number, bool) {
	n := &Number{}
	for _, end := range []struct {
		text string
		into **int
	}{{from, &n.From}, {to, &n.To}} {
		if end.text == "" {
			continue
		}
		v, ok := read(end.text)
		if !ok {
			return nil, false
		}
		*end.into = &v
	}
	return n, n.From != nil || n.To != nil
}

// comparison cuts the sign off a value; "" means the value itself.
func comparison(value string) (sign, rest string) {
	for _, s := range []string{">=", "<=", ">", "<", "="} {
		if rest, ok := strings.CutPrefix(value, s); ok {
			return s, rest
		}
	}
	return "", value
}
