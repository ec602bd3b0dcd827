package apptest

import (
	"context"

	"tamatar.dev/tamatar/internal/audit"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/page"
)

// audited fails the test when it left a fact in the audit log that people would see without words. It runs at the end of
// every test of an instance, so that a new fact is met wherever it comes up first.
func (i *Instance) audited() {
	i.t.Helper()
	facts, err := audit.Facts()
	if err != nil {
		i.t.Error(err)
		return
	}
	ctx := identity.WithActor(context.Background(), identity.Actor{UserID: "reader", SessionID: "reader", Role: identity.RoleAdmin})
	told, first, args := map[string]bool{}, 100, page.Args{}
	for range 5 { // the newest 500
		args.First = &first
		records, err := i.App.Audit.All(ctx, args, audit.Filter{})
		if err != nil {
			return // the test has closed or broken its database
		}
		for _, r := range records.Nodes {
			for _, fact := range audit.Unworded(facts, r.Details) {
				if !told[fact] {
					told[fact] = true
					i.t.Errorf("%s shows %q without words: add it to internal/audit/facts.json and web/src/features/settings/facts.ts", r.Action, fact)
				}
			}
		}
		if args.After = records.PageInfo.EndCursor; !records.PageInfo.HasNextPage {
			return
		}
	}
}
