package evidencesvc

import (
	"cmp"
	"context"

	"tamatar.dev/tamatar/internal/evidence"
	"tamatar.dev/tamatar/internal/journal/journalsvc"
	"tamatar.dev/tamatar/internal/platform/day"
)

// A Source knows something of the days of people. It answers for the person it is asked about and nobody else.
type Source interface {
	// On gives the groups of a day, at most evidence.MaxGroups; references and citations are filled in later.
	On(ctx context.Context, userID string, d day.Date) ([]evidence.EvidenceGroup, error)
	// Days counts the items of each day that has some, in the order of the days.
	Days(ctx context.Context, userID string, r day.Range) ([]evidence.EvidenceDay, error)
}

// commits are those of imported git histories, which the journal keeps as one entry for each repository and day.
type commits struct{ journal *journalsvc.Service }

// On implements [Source].
func (c commits) On(ctx context.Context, userID string, d day.Date) ([]evidence.EvidenceGroup, error) {
	list, err := c.journal.ImportedCommits(ctx, userID, d, evidence.MaxGroups)
	if err != nil {
		return nil, err
	}
	out := make([]evidence.EvidenceGroup, len(list))
	for i, in := range list {
		out[i] = evidence.EvidenceGroup{
			Source: evidence.EvidenceSourceCommits, Name: cmp.Or(in.Name, "git"), EntryID: in.EntryID,
			Items: evidence.Commits(in.SourceKey, in.Items), Count: in.Count, More: in.Count - len(in.Items),
		}
	}
	return out, nil
}

// Days implements [Source].
func (c commits) Days(ctx context.Context, userID string, r day.Range) ([]evidence.EvidenceDay, error) {
	list, err := c.journal.ImportedDays(ctx, userID, r)
	if err != nil {
		return nil, err
	}
	out := make([]evidence.EvidenceDay, len(list))
	for i, d := range list {
		out[i] = evidence.EvidenceDay{Day: d.Day, Items: d.Entries}
	}
	return out, nil
}
