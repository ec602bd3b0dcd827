package app

import "tamatar.dev/tamatar/internal/platform/portable"

// portableParts are what the rooms take along, bring, erase and show, in the order of the ranks: an import goes down
// the list, an erasure goes up. Every room that holds something of a person has a line here.
func (a *App) portableParts() []portable.Part {
	return []portable.Part{
		a.Identity.Portable(),
		a.Tags.Portable(),
		a.Files.Portable(),
		a.Journal.Portable(),
		a.Sharing.Portable(),
		a.Capture.Portable(),
		a.Insights.Portable(),
		a.Reviews.Portable(),
		a.Notify.Portable(),
		a.Audit.Portable(),
	}
}
