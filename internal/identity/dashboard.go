package identity

import "regexp"

// dashboardMax is how many cards an arrangement may name.
const dashboardMax = 32

// DashboardCard is the place of one card on the dashboard. The web app knows which cards there are and leaves out what
// it does not know, so that an arrangement outlives versions.
type DashboardCard struct {
	Name   string `json:"name"`
	Hidden bool   `json:"hidden"`
}

// DashboardCardInput is a place as the web app asks for it.
type DashboardCardInput struct {
	Name   string
	Hidden bool
}

var cardName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`)

// validDashboard reports whether the list names each card once.
func validDashboard(cards []DashboardCardInput) bool {
	seen := map[string]bool{}
	for _, c := range cards {
		if seen[c.Name] || !cardName.MatchString(c.Name) {
			return false
		}
		seen[c.Name] = true
	}
	return len(cards) <= dashboardMax
}
