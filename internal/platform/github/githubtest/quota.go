package githubtest

import (
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// What callers may ask for in an hour, as at GitHub.
const (
	hourly        = 5000
	hourlyUnknown = 60
)

// quota is what one caller has left of one resource.
type quota struct {
	limit, used int
	reset       time.Time
}

func (q quota) remaining() int { return max(q.limit-q.used, 0) }

// SetLimit bounds what each signed-in caller may ask for in an hour, from now on.
func (f *Fake) SetLimit(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.limit = n
	clear(f.quotas)
}

// SetSecondary lets every request of the API meet the secondary limit, with this time to wait; 0 ends it.
func (f *Fake) SetSecondary(wait time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.secondary = wait
}

// look gives the quota of a caller for a resource, which begins anew every hour; cost is taken from it when it is there.
func (f *Fake) look(r *http.Request, who *token, resource string, cost int) (q quota, enough bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	limit := hourlyUnknown
	key, _, _ := net.SplitHostPort(r.RemoteAddr)
	if who != nil {
		limit, key = f.limit, who.user.Login
	}
	key += " " + resource
	now := f.Now()
	kept := f.quotas[key]
	if kept == nil || !now.Before(kept.reset) {
		kept = &quota{limit: limit, reset: now.Add(time.Hour)}
		f.quotas[key] = kept
	}
	if kept.remaining() < max(cost, 1) {
		return *kept, false
	}
	kept.used += cost
	return *kept, true
}

// tell writes the headers of the limit.
func (q quota) tell(w http.ResponseWriter, resource string) {
	h := w.Header()
	h.Set("X-Ratelimit-Limit", strconv.Itoa(q.limit))
	h.Set("X-Ratelimit-Remaining", strconv.Itoa(q.remaining()))
	h.Set("X-Ratelimit-Used", strconv.Itoa(q.used))
	h.Set("X-Ratelimit-Reset", strconv.FormatInt(q.reset.Unix(), 10))
	h.Set("X-Ratelimit-Resource", resource)
}

const secondaryDocs = "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits"

// bounded refuses callers that have nothing left; what it lets through costs nothing yet.
func (f *Fake) bounded(w http.ResponseWriter, r *http.Request, who *token, resource string) bool {
	f.mu.Lock()
	wait := f.secondary
	f.mu.Unlock()
	if wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds())))
		f.write(w, http.StatusForbidden, map[string]string{
			"message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.", "documentation_url": secondaryDocs,
		})
		return false
	}
	q, enough := f.look(r, who, resource, 0)
	if enough {
		return true
	}
	q.tell(w, resource)
	name := "your address"
	if who != nil {
		name = fmt.Sprintf("user ID %d", who.user.ID)
	}
	f.problem(w, http.StatusForbidden, "API rate limit exceeded for "+name+".")
	return false
}

// rateLimit tells what is left. Asking costs nothing.
func (f *Fake) rateLimit(w http.ResponseWriter, r *http.Request) {
	who, good := f.caller(r)
	if !good {
		f.problem(w, http.StatusUnauthorized, "Bad credentials")
		return
	}
	type left struct {
		Limit     int   `json:"limit"`
		Used      int   `json:"used"`
		Remaining int   `json:"remaining"`
		Reset     int64 `json:"reset"`
	}
	read := func(resource string) left {
		q, _ := f.look(r, who, resource, 0)
		return left{q.limit, q.used, q.remaining(), q.reset.Unix()}
	}
	core := read("core")
	f.write(w, http.StatusOK, map[string]any{"resources": map[string]left{"core": core, "graphql": read("graphql")}, "rate": core})
}
