package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
)

// commitDays is how many of the last days have commits.
const commitDays = 3

// subjects are the commits of a day; which ones depends on the day alone.
var subjects = [][]string{
	{"feat(api): answer 429 with a time to come back", "fix(api): close the body of refused requests", "fix(api): close the body of refused requests", "docs: how limits are counted"},
	{"perf(store): one statement for a page", "test(store): both databases", "Merge branch 'limits'"},
	{"Warm the cache before the first request", "The cache forgets what is stale", "refactor(cache): one place for keys"},
}

// commits imports what the persona committed on the last days, as an import of a git repository would.
func (l Loader) commits(ctx context.Context, p Persona, userID string, last day.Date) error {
	in := journal.ImportEntriesInput{Source: journal.EntrySourceGit}
	for ago := range commitDays {
		d := last.AddDays(-ago)
		list := subjects[d.Sub("2000-01-01")%len(subjects)]
		count := len(list)
		in.Entries = append(in.Entries, journal.ImportEntryInput{
			SourceKey: fmt.Sprintf("git:demo:%s:%s", p.Handle, d), Body: fmt.Sprintf("%d commits in workbench\n\n- %s", count, strings.Join(list, "\n- ")),
			Kind: journal.KindDone, Day: d, Zone: "UTC", LoggedAt: d.Time(time.UTC).Add(16 * time.Hour), SourceCount: &count, Draft: true,
		})
	}
	payload, err := l.Entries.Import(ctx, userID, in)
	if err == nil && len(payload.Rejected) > 0 {
		err = fmt.Errorf("%s: %s", payload.Rejected[0].SourceKey, payload.Rejected[0].Message)
	}
	return err
}
