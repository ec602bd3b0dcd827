package operations

import (
	"io"
	"time"

	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// HealthStatus is how a part of the instance is.
type HealthStatus string

// The statuses, from best to worst. Off is a part that this instance does without.
const (
	HealthStatusOff     HealthStatus = "off"
	HealthStatusGood    HealthStatus = "good"
	HealthStatusWarning HealthStatus = "warning"
	HealthStatusBad     HealthStatus = "bad"
)

var healthStatuses = []HealthStatus{HealthStatusOff, HealthStatusGood, HealthStatusWarning, HealthStatusBad}

// MarshalGQL writes the GraphQL form.
func (s HealthStatus) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(s)) }

// UnmarshalGQL reads the GraphQL form. Error: gqlenum.ErrBadEnum.
func (s *HealthStatus) UnmarshalGQL(v any) error { return gqlenum.Into(s, v, healthStatuses...) }

// Health is how the instance is, part by part.
type Health struct {
	// Status is that of the worst part.
	Status HealthStatus
	At     time.Time
	Parts  []HealthPart
}

// HealthPart is one thing the instance needs.
type HealthPart struct {
	// Name is "database", "schema", "queue", "files", "disk", "mail", "clock", and what other rooms add.
	Name   string
	Status HealthStatus
	// Message says in English what is wrong; nil when nothing is.
	Message *string
	// Milliseconds is how long the look took.
	Milliseconds int
	Facts        []HealthFact
}

// HealthFact is one figure of a part: "version", "applied", "newest", "free", "total" (bytes), "skew" (milliseconds), "at" (RFC 3339).
type HealthFact struct{ Name, Value string }

// Worst is the status of the worst part.
func Worst(parts []HealthPart) HealthStatus {
	order := map[HealthStatus]int{HealthStatusOff: 0, HealthStatusGood: 1, HealthStatusWarning: 2, HealthStatusBad: 3}
	worst := HealthStatusGood
	for _, p := range parts {
		if order[p.Status] > order[worst] {
			worst = p.Status
		}
	}
	return worst
}

// DiskStatus judges free space: bad below 1 % or 200 MB, a warning below 10 % or 1 GB.
func DiskStatus(free, total uint64) HealthStatus {
	const mega = 1_000_000
	switch {
	case free < 200*mega || free < total/100:
		return HealthStatusBad
	case free < 1000*mega || free < total/10:
		return HealthStatusWarning
	default:
		return HealthStatusGood
	}
}

// SkewStatus judges how far the clocks of the server and the database are apart: one-time codes and tokens allow for
// seconds, not for minutes.
func SkewStatus(skew time.Duration) HealthStatus {
	switch skew = skew.Abs(); {
	case skew > time.Minute:
		return HealthStatusBad
	case skew > 5*time.Second:
		return HealthStatusWarning
	default:
		return HealthStatusGood
	}
}
