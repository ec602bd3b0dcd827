package gqlenum_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

type mark string

func (m mark) MarshalGQL(w io.Writer)    { gqlenum.Marshal(w, string(m)) }
func (m *mark) UnmarshalGQL(v any) error { return gqlenum.Into(m, v, "rest", "saved_by_freeze") }

func TestRoundTrip(t *testing.T) {
	for _, m := range []mark{"rest", "saved_by_freeze"} {
		var b strings.Builder
		m.MarshalGQL(&b)
		if b.String() != `"`+strings.ToUpper(string(m))+`"` {
			t.Fatal(b.String())
		}
		var back mark
		if err := back.UnmarshalGQL(strings.Trim(b.String(), `"`)); err != nil || back != m {
			t.Fatal(back, err)
		}
	}
}

func TestRefusesWhatIsNotAllowed(t *testing.T) {
	for _, v := range []any{"", "rest", "Rest", "REST ", "VACATION", 1, nil, []string{"REST"}} {
		m := mark("rest")
		if err := m.UnmarshalGQL(v); !errors.Is(err, gqlenum.ErrBadEnum) || m != "rest" {
			t.Errorf("%v: %v %v", v, m, err)
		}
	}
}
