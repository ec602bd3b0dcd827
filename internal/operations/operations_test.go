package operations_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/operations"
)

func TestFailureLineKeepsNothingOfPeople(t *testing.T) {
	for text, want := range map[string]string{
		"dial tcp 10.0.0.9:587: connection refused":                     "dial tcp 10.0.0.9:587: connection refused",
		"mail: send: 550 ada@example.org unknown":                       "mail: send: 550 [address] unknown",
		`read job: invalid character 'x' in "my secret diary"`:          "read job: invalid character [text] in [text]",
		"get https://a.example/reset?link=abc: timeout":                 "get [link] timeout",
		"bad token tmt_abcdefghijklmnop":                                "bad token [word]",
		"session 4Vnb3oN0aZr8kq2Yh1LmXcWd9fPsTuEj gone":                 "session [word] gone",
		"handler of a.b panicked: boom\ngoroutine 1 [running]:\nsecret": "handler of a.b panicked: boom",
		"an open \"quote and what follows":                              "an open [text]",
		"\x1b[31mred\x00":                                               " [31mred ",
	} {
		if got := operations.FailureLine(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if long := operations.FailureLine(strings.Repeat("é ", 400)); len([]rune(long)) != 301 {
		t.Error(len([]rune(long)))
	}
	line, at := operations.Failure(`{"at":"2026-11-22T09:00:00Z","attempt":3,"error":"no route to x@y.z","trace":""}`)
	if line == nil || *line != "no route to [address]" || at == nil || at.Hour() != 9 {
		t.Error(line, at)
	}
	if line, at := operations.Failure(""); line != nil || at != nil {
		t.Error("nothing failed")
	}
}

func TestJudgements(t *testing.T) {
	const giga = 1_000_000_000
	for _, c := range []struct {
		free, total uint64
		want        operations.HealthStatus
	}{
		{100 * giga, 500 * giga, operations.HealthStatusGood},
		{30 * giga, 500 * giga, operations.HealthStatusWarning},
		{giga / 2, 2 * giga, operations.HealthStatusWarning},
		{giga / 10, giga, operations.HealthStatusBad},
		{4 * giga, 500 * giga, operations.HealthStatusBad},
	} {
		if got := operations.DiskStatus(c.free, c.total); got != c.want {
			t.Errorf("%d of %d: %s", c.free, c.total, got)
		}
	}
	for skew, want := range map[time.Duration]operations.HealthStatus{
		0: operations.HealthStatusGood, -4 * time.Second: operations.HealthStatusGood, -6 * time.Second: operations.HealthStatusWarning, 2 * time.Minute: operations.HealthStatusBad,
	} {
		if got := operations.SkewStatus(skew); got != want {
			t.Errorf("%s: %s", skew, got)
		}
	}
	parts := []operations.HealthPart{{Status: operations.HealthStatusOff}, {Status: operations.HealthStatusWarning}, {Status: operations.HealthStatusGood}}
	if operations.Worst(parts) != operations.HealthStatusWarning || operations.Worst(nil) != operations.HealthStatusGood {
		t.Error("the worst part decides")
	}
}

func TestWhoMay(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	admin := identity.Actor{UserID: "a", SessionID: "s", Role: identity.RoleAdmin, ReauthAt: now}
	stale, member := admin, admin
	stale.ReauthAt = now.Add(-time.Hour)
	member.Role = identity.RoleMember
	token := identity.Actor{UserID: "a", TokenID: "t", Role: identity.RoleAdmin, Scopes: identity.Scopes{identity.ScopeAdmin}}
	for _, c := range []struct {
		name             string
		actor            identity.Actor
		read, act, about error
	}{
		{"a stranger", identity.Actor{}, identity.ErrSignInRequired, identity.ErrSignInRequired, identity.ErrSignInRequired},
		{"a member", member, identity.ErrAdminOnly, identity.ErrAdminOnly, nil},
		{"an administrator", admin, nil, nil, nil},
		{"an administrator of an hour ago", stale, nil, identity.ErrConfirmPassword, nil},
		{"an administrator's token", token, nil, identity.ErrSessionOnly, identity.ErrScopeMissing},
	} {
		for what, got := range map[string][2]error{
			"read": {operations.CanRead(c.actor, now), c.read}, "act": {operations.CanAct(c.actor, now), c.act}, "about": {operations.CanReadAbout(c.actor), c.about},
		} {
			if !errors.Is(got[0], got[1]) || (got[0] == nil) != (got[1] == nil) {
				t.Errorf("%s, %s: %v, want %v", c.name, what, got[0], got[1])
			}
		}
	}
}
