package identitysvc_test

import (
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
)

func TestCallsOfToolsAreAuditedAndBounded(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		ctx, _ := w.signIn("ada")
		_, pat, err := w.s.CreateToken(ctx, identity.CreateTokenInput{Name: "agent", Scopes: identity.AllScopes[:2]})
		must(t, err)
		tool := w.with("Bearer " + pat)
		heard := func() int {
			w.drain()
			return w.heard["tool_called"]
		}
		for range 20 {
			must(t, w.s.RecordToolCall(tool, "search_entries", false))
		}
		must(t, w.s.RecordToolCall(tool, "today", false))
		if n := heard(); n != 2 {
			t.Fatalf("%d records, want the first call of each tool", n)
		}
		for range 3 {
			must(t, w.s.RecordToolCall(tool, "log_entry", true))
		}
		if n := heard(); n != 5 {
			t.Fatalf("%d records, want one more for each call that writes", n)
		}
		w.clock.Advance(time.Hour)
		must(t, w.s.CloseToolCalls(t.Context()))
		if n := heard(); n != 6 {
			t.Fatalf("%d records, want one more for the other 19 searches", n)
		}
		if n := w.rows(`SELECT COUNT(*) FROM identity_tool_calls`); n != 0 {
			t.Errorf("%d counts are left over", n)
		}
		must(t, w.s.RecordToolCall(tool, "search_entries", false))
		if n := heard(); n != 7 {
			t.Fatalf("%d records, want the first call of the next hour", n)
		}
		want(t, w.s.RecordToolCall(t.Context(), "x", false), identity.ErrSignInRequired)
	})
}
