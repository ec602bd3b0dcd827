package github

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/netguard"
	"tamatar.dev/tamatar/internal/platform/openid"
)

const (
	maxAnswer   = 1 << 20
	backOff     = 10 * time.Second
	longestWait = 5 * time.Minute
)

// API is the base address of the REST API that belongs to the address of a GitHub.
func API(issuer string) string {
	u, err := url.Parse(issuer)
	if err != nil {
		return issuer + "/api/v3"
	}
	if u.Host == "github.com" || strings.HasSuffix(u.Host, ".ghe.com") {
		return u.Scheme + "://api." + u.Host
	}
	return issuer + "/api/v3"
}

func client(s openid.Server) *http.Client {
	return netguard.Client(netguard.Options{MaxBody: maxAnswer, AllowPrivate: s.Private})
}

// get reads an answer of the API into out, and gives the status too. Errors: [openid.ErrAnswer], [openid.Unavailable].
func (c *Client) get(ctx context.Context, s openid.Server, token, path string, out any) (int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, API(s.Issuer)+path, nil)
	if err != nil {
		return 0, away(err)
	}
	r.Header.Set("Accept", "application/vnd.github+json")
	r.Header.Set("X-Github-Api-Version", "2022-11-28")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := client(s).Do(r)
	if err != nil {
		return 0, away(err)
	}
	defer res.Body.Close()
	if wait, limited := c.limited(res); limited {
		return 0, &openid.Unavailable{RetryAfter: wait, Cause: fmt.Errorf("%s answers %d", path, res.StatusCode)}
	}
	if res.StatusCode != http.StatusOK {
		return res.StatusCode, refused(fmt.Sprintf("%s answers %d", path, res.StatusCode))
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, away(err)
	}
	if err := json.Unmarshal(body, out); err != nil {
		return 0, refused(path + " is not the JSON of an API")
	}
	return res.StatusCode, nil
}

// limited tells a GitHub that has no time, or is in trouble, from one that says no; with the time to wait.
func (c *Client) limited(res *http.Response) (time.Duration, bool) {
	after, err := strconv.Atoi(res.Header.Get("Retry-After"))
	spent := res.Header.Get("X-Ratelimit-Remaining") == "0"
	switch {
	case res.StatusCode == http.StatusForbidden && (err == nil || spent), res.StatusCode == http.StatusTooManyRequests, res.StatusCode >= http.StatusInternalServerError:
	default:
		return 0, false
	}
	wait := backOff
	if reset, errReset := strconv.ParseInt(res.Header.Get("X-Ratelimit-Reset"), 10, 64); spent && errReset == nil {
		wait = time.Unix(reset, 0).Sub(c.clock.Now())
	}
	if err == nil {
		wait = time.Duration(min(after, int(longestWait.Seconds()))) * time.Second
	}
	return min(max(wait, time.Second), longestWait), true
}

// away is a request that came to nothing. Addresses are left out: they may hold what must not be logged.
func away(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return &openid.Unavailable{RetryAfter: backOff, Cause: errors.New(strings.SplitN(err.Error(), "\n", 2)[0])}
}
