package clock_test

import (
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
)

func TestFakeMovesOnlyWhenTold(t *testing.T) {
	start := time.Date(2026, 11, 22, 19, 0, 0, 0, time.FixedZone("", -5*3600))
	c := clock.NewFake(start)
	if !c.Now().Equal(start) || c.Now().Location() != time.UTC {
		t.Fatal(c.Now())
	}
	if got := c.Advance(time.Hour); !got.Equal(start.Add(time.Hour)) || !c.Now().Equal(got) {
		t.Fatal(got)
	}
	c.Set(start)
	if !c.Now().Equal(start) || c.Now().Location() != time.UTC {
		t.Fatal(c.Now())
	}
}

func TestSystemIsUTC(t *testing.T) {
	var c clock.Clock = clock.System{}
	a, b := c.Now(), c.Now()
	if a.Location() != time.UTC || b.Before(a) {
		t.Fatal(a, b)
	}
}
