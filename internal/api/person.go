package api

import (
	"time"

	"tamatar.dev/tamatar/internal/insights"
	"tamatar.dev/tamatar/internal/platform/day"
)

// Streak is where the person's streak stands.
type Streak struct {
	Current     int        `json:"current" jsonschema:"Active days in a row."`
	Longest     int        `json:"longest"`
	State       string     `json:"state" jsonschema:"none, alive, open (today is not logged yet), frozen or broken."`
	AliveUntil  *time.Time `json:"aliveUntil,omitempty" jsonschema:"It lives until then if nothing more is logged."`
	LastActive  *day.Date  `json:"lastActive,omitempty"`
	FreezesLeft int        `json:"freezesLeft"`
}

func streakOf(s *insights.Streak) Streak {
	return Streak{
		Current: s.Current, Longest: s.Longest, State: string(s.State), AliveUntil: s.AliveUntil,
		LastActive: s.LastActive, FreezesLeft: s.FreezesLeft,
	}
}

// Today is the person's running civil day.
type Today struct {
	Day     day.Date  `json:"day"`
	Late    bool      `json:"late" jsonschema:"True between midnight and the day start: the clock says tomorrow, the day has not ended."`
	EndsAt  time.Time `json:"endsAt"`
	Entries int       `json:"entries" jsonschema:"How many entries the whole day has."`
	Minutes int       `json:"minutes"`
	Latest  []Entry   `json:"latest" jsonschema:"The newest entries of today, at most 20."`
	Streak  Streak    `json:"streak"`
}

// Tag is a tag of the person's own.
type Tag struct {
	Name string `json:"name"`
}

// TagList is the answer to a question for tags.
type TagList struct {
	Tags []Tag `json:"tags"`
}

// Me is who the credential belongs to, and what it may do.
type Me struct {
	Handle      string   `json:"handle"`
	DisplayName string   `json:"displayName"`
	TimeZone    string   `json:"timeZone"`
	DayStart    int      `json:"dayStart" jsonschema:"The hour, 0 to 11, at which the day begins."`
	Locale      string   `json:"locale"`
	Today       day.Date `json:"today"`
	// Scopes are those of the token; a session has them all.
	Scopes []string `json:"scopes" jsonschema:"What the token may do."`
}
