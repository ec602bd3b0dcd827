package site

import (
	"fmt"
	"net/http"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
)

// landingPage is the front page, with an example of what the product shows.
type landingPage struct {
	*view
	// Unclaimed is true until the first administrator has claimed the instance.
	Unclaimed bool
	// Heat is the example year: the path data of the days of each level, 0 to 4.
	Heat [5]string
	// Spark is the example of hours for each week as path data.
	Spark string
	// JSONLD describes the product to machines.
	JSONLD any
}

var (
	exampleHeat  = heatPaths()
	exampleSpark = "M3 30C20 34 28 39 44 34S66 12 84 14S108 32 124 31S150 6 166 9S186 20 197 13"
)

func (s *Site) landing(w http.ResponseWriter, r *http.Request) {
	if _, ok := identity.ActorFrom(r.Context()); ok {
		http.Redirect(w, r, s.url("/app/"), http.StatusSeeOther)
		return
	}
	v, err := s.known(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	claimed, err := s.identity.Claimed(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.render(w, r, http.StatusOK, "landing", landingPage{
		view: v, Unclaimed: !claimed, Heat: exampleHeat, Spark: exampleSpark, JSONLD: s.describe(v),
	})
}

// describe is the product as a schema.org SoftwareApplication.
func (s *Site) describe(v *view) any {
	return map[string]any{
		"@context": "https://schema.org", "@type": "SoftwareApplication",
		"name": "Tamatar", "url": s.absolute("/"), "inLanguage": v.Tag,
		"applicationCategory": "DeveloperApplication", "operatingSystem": "Linux, macOS, Windows",
		"description": v.T("Log what you did, learned or got stuck on in ten seconds. Find it again in a year, and see where you are going."),
		"offers":      map[string]any{"@type": "Offer", "price": "0", "priceCurrency": "EUR"},
	}
}

// heatPaths draws an example year of 53 weeks, one path for each level. The days follow a fixed rule, so that the page
// is the same everywhere: busier towards the end, quiet weekends, one holiday.
func heatPaths() [5]string {
	var levels [5]strings.Builder
	for week := range 53 {
		for weekday := range 7 {
			fmt.Fprintf(&levels[exampleLevel(week, weekday)], "M%d %dh7v7h-7z", week*12+3, weekday*12+3)
		}
	}
	var out [5]string
	for i := range levels {
		out[i] = levels[i].String()
	}
	return out
}

func exampleLevel(week, weekday int) int {
	if week >= 30 && week <= 31 {
		return 0
	}
	noise := (week*week*31 + weekday*weekday*17 + week*weekday*7 + weekday*29) % 23
	level := (noise + week/5) / 7
	if weekday >= 5 {
		level -= 2
	}
	return max(0, min(4, level))
}
