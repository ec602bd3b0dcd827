package scalar_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/graph/scalar"
)

func TestTimeRoundTrip(t *testing.T) {
	in := time.Date(2026, 11, 22, 19, 4, 5, 123_456_789, time.FixedZone("", 3600))
	var buf bytes.Buffer
	scalar.MarshalTime(in).MarshalGQL(&buf)
	if buf.String() != `"2026-11-22T18:04:05.123Z"` {
		t.Fatal(buf.String())
	}
	out, err := scalar.UnmarshalTime("2026-11-22T19:04:05.123456789+01:00")
	if err != nil || !out.Equal(in.Truncate(time.Millisecond)) || out.Location() != time.UTC {
		t.Fatal(out, err)
	}
	buf.Reset()
	scalar.MarshalTime(time.Time{}).MarshalGQL(&buf)
	if buf.String() != "null" {
		t.Fatal(buf.String())
	}
}

func TestTimeRefusesWhatIsNoInstant(t *testing.T) {
	for _, v := range []any{"", "2026-11-22", "now", 5, nil, "10000-01-01T00:00:00Z", "0000-01-01T00:00:00+23:00"} {
		if _, err := scalar.UnmarshalTime(v); !errors.Is(err, scalar.ErrBadTime) {
			t.Errorf("%v: %v", v, err)
		}
	}
}
