package day_test

import (
	"archive/zip"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/day"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := day.LoadZone(name)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return loc
}

func at(t testing.TB, zoneName, wall string) time.Time {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04:05", wall, zone(t, zoneName))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestParse(t *testing.T) {
	for s, ok := range map[string]bool{
		"2026-11-22": true, "2024-02-29": true, "0001-01-01": true, "9999-12-31": true,
		"": false, "2025-02-29": false, "2026-13-01": false, "2026-1-1": false, "0000-01-01": false, "10000-01-01": false,
		"2026-11-22T00:00:00Z": false, " 2026-11-22": false, "2026/11/22": false, "-026-11-22": false, "２026-11-2": false,
	} {
		d, err := day.Parse(s)
		if (err == nil) != ok || (ok && string(d) != s) || day.Date(s).Valid() != ok {
			t.Errorf("%q: %q %v", s, d, err)
		}
	}
}

func TestArithmetic(t *testing.T) {
	d := day.Date("2026-11-22")
	if d.Year() != 2026 || d.Month() != time.November || d.Day() != 22 || d.Weekday() != time.Sunday {
		t.Fatal("parts")
	}
	for n, want := range map[int]day.Date{0: d, 1: "2026-11-23", 9: "2026-12-01", 40: "2027-01-01", -22: "2026-10-31", 1 << 40: day.Last, -1 << 40: day.First} {
		if got := d.AddDays(n); got != want {
			t.Errorf("%d days: %s, want %s", n, got, want)
		}
	}
	for n, want := range map[int]day.Date{1: "2024-02-29", -2: "2023-11-30", 13: "2025-02-28", 11: "2024-12-31"} {
		if got := day.Date("2024-01-31").AddMonths(n); got != want {
			t.Errorf("%d months: %s, want %s", n, got, want)
		}
	}
	if got := day.Date("2027-01-01").Sub("2026-11-22"); got != 40 {
		t.Fatal(got)
	}
	for s, want := range map[day.Date]time.Weekday{"1969-12-31": time.Wednesday, "1970-01-01": time.Thursday, "0001-01-01": time.Monday, "2024-02-29": time.Thursday} {
		if got := s.Weekday(); got != want {
			t.Errorf("%s is a %s, want %s", s, got, want)
		}
	}
}

func TestWeeks(t *testing.T) {
	cases := []struct {
		d     day.Date
		start time.Weekday
		want  day.Date
	}{
		{"2026-11-22", time.Monday, "2026-11-16"},
		{"2026-11-22", time.Sunday, "2026-11-22"},
		{"2026-11-22", time.Saturday, "2026-11-21"},
		{"2026-11-16", time.Monday, "2026-11-16"},
		{"2027-01-01", time.Monday, "2026-12-28"},
	}
	for _, c := range cases {
		if got := day.StartOfWeek(c.d, c.start); got != c.want {
			t.Errorf("%s from %s: %s", c.d, c.start, got)
		}
		if w := day.WeekOf(c.d, c.start); w.Len() != 7 || !w.Contains(c.d) || w.From.Weekday() != c.start {
			t.Errorf("%s: %v", c.d, w)
		}
	}
	if y, w := day.ISOWeek("2027-01-01"); y != 2026 || w != 53 {
		t.Fatal(y, w)
	}
	var weeks []day.Date
	for d := range day.WeekStarts(day.Range{From: "2026-11-10", To: "2026-11-22"}, time.Monday) {
		weeks = append(weeks, d)
	}
	if len(weeks) != 2 || weeks[0] != "2026-11-09" || weeks[1] != "2026-11-16" {
		t.Fatal(weeks)
	}
}

func TestRanges(t *testing.T) {
	if m := day.MonthOf("2024-02-10"); m.From != "2024-02-01" || m.To != "2024-02-29" {
		t.Fatal(m)
	}
	if m := day.MonthOf("2026-12-31"); m.From != "2026-12-01" || m.To != "2026-12-31" {
		t.Fatal(m)
	}
	n := 0
	for range (day.Range{From: "2024-02-27", To: "2024-03-01"}).All() {
		n++
	}
	if n != 4 {
		t.Fatal(n)
	}
	if r := (day.Range{From: "2026-01-02", To: "2026-01-01"}); r.Len() != 0 || r.Contains("2026-01-01") {
		t.Fatal("an empty range")
	}
	for range (day.Range{From: "9999-12-30", To: day.Last}).All() {
		n++
	}
	if n != 6 {
		t.Fatal("the end of time must end")
	}
}

func TestDateGraphQL(t *testing.T) {
	var b strings.Builder
	day.Date("2026-11-22").MarshalGQL(&b)
	if b.String() != `"2026-11-22"` {
		t.Fatal(b.String())
	}
	d := day.Date("2020-01-01")
	if err := d.UnmarshalGQL("2026-02-30"); !errors.Is(err, day.ErrBadDate) || d != "2020-01-01" {
		t.Fatal(d, err)
	}
	if err := d.UnmarshalGQL(20260230); !errors.Is(err, day.ErrBadDate) {
		t.Fatal(err)
	}
	if err := d.UnmarshalGQL("2026-02-28"); err != nil || d != "2026-02-28" {
		t.Fatal(d, err)
	}
}

func TestLoadZone(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "UTC", "Asia/Calcutta", "+05:30", "-03:00", "+00:00", "+14:00"} {
		loc, err := day.LoadZone(name)
		if err != nil || loc.String() != name {
			t.Errorf("%s: %v %v", name, loc, err)
		}
	}
	for _, name := range []string{
		"", "Local", "local", "europe/berlin", "../../etc/passwd", "/etc/localtime", "Europe/", "Factory",
		"+5:30", "+05:60", "+16:00", "05:30", "+05:3x", "Europe/Berlin ", "CEST", "Mars/Base",
	} {
		if loc, err := day.LoadZone(name); !errors.Is(err, day.ErrUnknownZone) {
			t.Errorf("%q: %v %v", name, loc, err)
		}
	}
	if _, offset := time.Unix(0, 0).In(zone(t, "-03:30")).Zone(); offset != -(3*3600 + 1800) {
		t.Fatal(offset)
	}
}

var update = flag.Bool("update", false, "write zones.txt anew from the Go distribution")

func TestZonesAreThoseOfTheDatabase(t *testing.T) {
	root, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	var want []string
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, "/") && f.Name != "Factory" {
			want = append(want, f.Name)
		}
	}
	slices.Sort(want)
	if *update {
		if err := os.WriteFile("zones.txt", []byte(strings.Join(want, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !slices.Equal(day.Zones(), want) {
		t.Fatal("zones.txt is not the list of this Go release: run go test ./internal/platform/day -run Zones -update")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2026-11-22", "2024-02-29", "0000-00-00", "9999-12-31", "2026-1-1", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := day.Parse(s)
		if err != nil {
			return
		}
		if string(d) != s || d.AddDays(1).AddDays(-1) != d && d != day.Last || day.New(d.Year(), d.Month(), d.Day()) != d {
			t.Fatalf("%q became %q", s, d)
		}
	})
}

func FuzzLoadZone(f *testing.F) {
	for _, s := range []string{"Europe/Berlin", "+05:30", "Local", "../x", "-99:99", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		loc, err := day.LoadZone(name)
		if err == nil && (loc.String() != name || name == "Local" || name == "" || strings.Contains(name, "..")) {
			t.Fatalf("%q was accepted as %s", name, loc)
		}
	})
}
