package httpd_test

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// withLimits runs a test on an instance with small buckets. The clock stands still: nothing flows in by itself.
func withLimits(t *testing.T, fn func(t *testing.T, in *apptest.Instance)) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		fn(t, apptest.New(t, d, "--limits=on", "--limit-account=2000", "--limit-token=1000", "--limit-address=1000"))
	})
}

// drain asks until it is refused, and tells after how many times.
func drain(t *testing.T, ask func() int) int {
	t.Helper()
	for n := range 5000 {
		if ask() == http.StatusTooManyRequests {
			return n
		}
	}
	t.Fatal("never refused")
	return 0
}

func TestLimitsOfStrangersByAddress(t *testing.T) {
	withLimits(t, func(t *testing.T, in *apptest.Instance) {
		from := func(address string) *http.Response {
			r := in.Request("GET", "/sign-in", nil, apptest.Credential{})
			r.RemoteAddr = address
			return in.Do(r)
		}
		first := from("192.0.2.1:4000")
		if first.StatusCode != http.StatusOK || first.Header.Get("RateLimit") != `"address";r=990;t=1` ||
			first.Header.Get("RateLimit-Policy") != `"address";q=1000;w=60` || first.Header.Get("X-RateLimit-Remaining") != "990" {
			t.Fatal(first.StatusCode, first.Header)
		}
		if n := drain(t, func() int { return from("192.0.2.1:4001").StatusCode }); n != 99 {
			t.Errorf("%d pages got through", n+1)
		}
		refused := from("192.0.2.1:4002")
		seconds, _ := strconv.Atoi(refused.Header.Get("Retry-After"))
		if refused.StatusCode != http.StatusTooManyRequests || seconds != 1 || refused.Header.Get("Content-Security-Policy") == "" {
			t.Error(refused.StatusCode, refused.Header)
		}
		if code := from("192.0.2.2:4000").StatusCode; code != http.StatusOK {
			t.Error("a neighbour pays for others:", code)
		}
		if code := from("[2001:db8:1:2::1]:1").StatusCode; code != http.StatusOK {
			t.Fatal(code)
		}
		if n := drain(t, func() int {
			return from("[2001:db8:1:2:aaaa::" + strconv.Itoa(time.Now().Nanosecond()%9999) + "]:1").StatusCode
		}); n != 99 {
			t.Errorf("addresses of one IPv6 /64 are %d callers", n)
		}
		in.Clock.Advance(time.Duration(seconds) * time.Second)
		if code := from("192.0.2.1:4003").StatusCode; code != http.StatusOK {
			t.Error("after Retry-After:", code)
		}
	})
}

func TestGuessedCredentialsAreChargedToTheAddress(t *testing.T) {
	withLimits(t, func(t *testing.T, in *apptest.Instance) {
		guess := func() int {
			r := in.Request("POST", "/graphql", nil, apptest.Credential{Bearer: "tmt_000000000000000000000000000000000000"})
			return in.Do(r).StatusCode
		}
		if code := guess(); code != http.StatusUnauthorized {
			t.Fatal(code)
		}
		if n := drain(t, guess); n != 99 {
			t.Errorf("%d guesses", n+1)
		}
		if a := in.GraphQL(in.Person("ada", identity.RoleMember).Browser(), "{viewer{email}}", nil); a.Status != http.StatusOK {
			t.Error("who is signed in does not pay for guesses from the same address:", a.Status)
		}
	})
}

func TestLimitsOfAccountsAndTokens(t *testing.T) {
	withLimits(t, func(t *testing.T, in *apptest.Instance) {
		ada, bo := in.Person("ada", identity.RoleMember), in.Person("bob", identity.RoleMember)
		browser, token, second := ada.Browser(), ada.Token(identity.ScopeRead), ada.Token(identity.ScopeRead)
		const list = "{viewer{entries(first:100){nodes{id author{handle}}}}}"
		a := in.Must(token, list, nil)
		cost, _ := a.Extensions["cost"].(map[string]any)
		used, _ := cost["used"].(float64)
		if used < 100 || cost["limit"] != 1000.0 || cost["remaining"] != 1000-used || a.Header.Get("RateLimit-Policy") != `"token";q=1000;w=60` {
			t.Fatalf("%s %v", a.Raw, a.Header)
		}
		if at, err := time.Parse(time.RFC3339, cost["resetAt"].(string)); err != nil || at.Sub(in.Clock.Now()) < 5*time.Second {
			t.Errorf("resetAt %v %v", cost["resetAt"], err)
		}
		var last apptest.Answer
		n := drain(t, func() int { last = in.GraphQL(token, list, nil); return last.Status })
		if want := int(1000/used) - 1; n != want {
			t.Errorf("%d lists of %v points got through, want %d: the price is the cost, not the request", n, used, want)
		}
		if last.Code() != "limit.reached" || last.Errors[0].Extensions["retryAfter"] == nil || last.Header.Get("Retry-After") == "" || last.Data != nil {
			t.Errorf("%s %v", last.Raw, last.Header)
		}
		if a := in.GraphQL(browser, "{viewer{email}}", nil); a.Status != http.StatusOK {
			t.Error("the account has more than its token:", a.Status)
		}
		drain(t, func() int { return in.GraphQL(second, list, nil).Status })
		drain(t, func() int { return in.GraphQL(browser, "{viewer{email}}", nil).Status })
		if a := in.GraphQL(bo.Browser(), "{viewer{email}}", nil); a.Status != http.StatusOK {
			t.Error("another account:", a.Status)
		}
		in.Clock.Advance(time.Minute)
		if a := in.GraphQL(browser, "{rateLimit{cost limit remaining nodeCount resetAt}}", nil); a.At("rateLimit", "remaining") != 2000-a.At("rateLimit", "cost").(float64) {
			t.Errorf("%s", a.Raw)
		}
	})
}

// TestInvalidDocumentsCost: what is refused before its price is known is not free.
func TestInvalidDocumentsCost(t *testing.T) {
	withLimits(t, func(t *testing.T, in *apptest.Instance) {
		if a := in.GraphQL(apptest.Credential{}, "{instance{name}}", nil); a.Status != http.StatusOK {
			t.Fatalf("%s", a.Raw)
		}
		if n := drain(t, func() int { return in.GraphQL(apptest.Credential{}, "{nothing}", nil).Status }); n > 200 {
			t.Errorf("%d broken documents", n)
		}
	})
}

func TestAnETagIsAboutTheAnswerNotItsCost(t *testing.T) {
	withLimits(t, func(t *testing.T, in *apptest.Instance) {
		get := func(tag string) *http.Response {
			r := in.Request("GET", "/graphql?query=%7Binstance%7Bname%7D%7D", nil, apptest.Credential{})
			r.Header.Set("If-None-Match", tag)
			return in.Do(r)
		}
		first := get("")
		if again := get(first.Header.Get("ETag")); first.StatusCode != http.StatusOK || again.StatusCode != http.StatusNotModified {
			t.Fatal(first.StatusCode, again.StatusCode)
		}
	})
}
