package day

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the binary works on machines without a tz database

	"tamatar.dev/tamatar/internal/platform/errs"
)

// ErrUnknownZone is returned for a name that is neither in the tz database nor a fixed offset.
var ErrUnknownZone = errs.New(errs.Invalid, "day.unknown_zone", "This time zone is not known. Choose one from the list, such as Europe/Berlin, or an offset such as +05:30.")

//go:embed zones.txt
var zonesText string

var (
	zoneNames = sync.OnceValue(func() []string { return strings.Fields(zonesText) })
	loaded    sync.Map // name -> *time.Location; holds known names and valid offsets only, so it stays small
)

// maxOffset is the largest fixed offset from UTC; real zones stay within fourteen hours.
const maxOffset = 16 * time.Hour

// Zones are the names of the tz database, sorted. The caller owns the slice.
func Zones() []string { return slices.Clone(zoneNames()) }

// LoadZone returns the zone of an IANA name ("Europe/Berlin", exactly spelled) or of a fixed offset ("+05:30").
// The machine's own zone ("Local"), the empty name and paths are refused. The location's String is the name given.
// Rules come from the machine's tz database when it has one, else from the one in the binary.
// Error: [ErrUnknownZone].
func LoadZone(name string) (*time.Location, error) {
	if l, ok := loaded.Load(name); ok {
		return l.(*time.Location), nil
	}
	loc, err := loadZone(name)
	if err != nil {
		return nil, err
	}
	loaded.Store(name, loc)
	return loc, nil
}

func loadZone(name string) (*time.Location, error) {
	if offset, ok := parseOffset(name); ok {
		return time.FixedZone(name, int(offset/time.Second)), nil
	}
	if _, known := slices.BinarySearch(zoneNames(), name); !known {
		return nil, ErrUnknownZone
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, ErrUnknownZone.With(err)
	}
	return loc, nil
}

// parseOffset reads "+05:30" and "-03:00": sign, two digits of hours, colon, two digits of minutes.
func parseOffset(s string) (time.Duration, bool) {
	if len(s) != 6 || (s[0] != '+' && s[0] != '-') || s[3] != ':' {
		return 0, false
	}
	for _, i := range []int{1, 2, 4, 5} {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
	}
	hours, minutes := int(s[1]-'0')*10+int(s[2]-'0'), int(s[4]-'0')*10+int(s[5]-'0')
	offset := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if minutes > 59 || offset >= maxOffset {
		return 0, false
	}
	if s[0] == '-' {
		offset = -offset
	}
	return offset, true
}
