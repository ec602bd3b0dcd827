package evidencesvc

import (
	"cmp"
	"context"

	"tamatar.dev/tamatar/internal/evidence"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/importer"
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
	list, err := c.journal.ImportedOn(ctx, userID, journal.EntrySourceGit, d, evidence.MaxGroups)
	if err != nil {
		return nil, err
	}
	var out []evidence.EvidenceGroup
	for _, in := range list {
		read := importer.ReadGitDay(in.Body)
		// The count is what the import says of itself; a text that lists more than that is not believed.
		listed := read.Subjects[:min(len(read.Subjects), in.Count)]
		out = append(out, evidence.EvidenceGroup{
			Source: evidence.EvidenceSourceCommits, Name: cmp.Or(read.Repository, "git"), EntryID: in.EntryID,
			Items: evidence.Commits(in.SourceKey, listed), Count: in.Count, More: in.Count - len(listed),
		})
	}
	return out, nil
}

// Days implements [Source].
func (c commits) Days(ctx context.Context, userID string, r day.Range) ([]evidence.EvidenceDay, error) {
	list, err := c.journal.ImportedDays(ctx, userID, journal.EntrySourceGit, r)
	if err != nil {
		return nil, err
	}
	out := make([]evidence.EvidenceDay, len(list))
	for i, d := range list {
		out[i] = evidence.EvidenceDay{Day: d.Day, Items: d.Entries}
	}
	return out, nil
}
