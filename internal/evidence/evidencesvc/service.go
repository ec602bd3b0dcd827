package evidencesvc

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"tamatar.dev/tamatar/internal/evidence"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal/journalsvc"
	"tamatar.dev/tamatar/internal/platform/day"
)

// Wording says what drafts say beside the items. The site implements it: it owns the catalogues.
type Wording interface {
	// Evidence gives the words of a language; an unknown one falls back to English.
	Evidence(locale string) evidence.Words
}

// Deps are what the service is made of.
type Deps struct {
	Journal *journalsvc.Service
	Wording Wording
}

// Service is the use cases of evidence. It is safe for concurrent use.
type Service struct {
	journal *journalsvc.Service
	wording Wording
	sources []Source
}

// New makes the service with all sources.
func New(d Deps) *Service {
	return &Service{journal: d.Journal, wording: d.Wording, sources: []Source{commits{d.Journal}}}
}

// maxCiting is how many entries that cite something of a day are looked at, the newest.
const maxCiting = 200

// On is what is known of a day of the actor, with the draft that can be made of it.
// Errors: identity.ErrSignInRequired, identity.ErrScopeMissing.
func (s *Service) On(ctx context.Context, d day.Date) (*evidence.Evidence, error) {
	a, err := reader(ctx)
	if err != nil {
		return nil, err
	}
	out := &evidence.Evidence{Day: d, Groups: []evidence.EvidenceGroup{}, Citations: []evidence.EvidenceCitation{}}
	for _, source := range s.sources {
		groups, err := source.On(ctx, a.UserID, d)
		if err != nil {
			return nil, fmt.Errorf("ask a source: %w", err)
		}
		out.Groups = append(out.Groups, groups...)
	}
	if len(out.Groups) == 0 {
		return out, nil
	}
	evidence.Bounded(out.Groups, evidence.MaxItems)
	if out.Citations, err = s.citations(ctx, a.UserID, out.Groups); err != nil {
		return nil, fmt.Errorf("find citations: %w", err)
	}
	for i := range out.Groups {
		g := &out.Groups[i]
		g.Refer(d)
		out.Count += g.Count
	}
	out.Draft = evidence.WriteDraft(out.Groups, s.wording.Evidence(a.Locale))
	return out, nil
}

// citations finds the newest entry that cites each item of some groups.
func (s *Service) citations(ctx context.Context, userID string, groups []evidence.EvidenceGroup) ([]evidence.EvidenceCitation, error) {
	var words []string
	uncited := map[string]bool{}
	for _, g := range groups {
		for _, i := range g.Items {
			words = append(words, evidence.Word(i.Key))
			uncited[i.Key] = true
		}
	}
	found, err := s.journal.Holding(ctx, userID, words, maxCiting)
	if err != nil {
		return nil, err
	}
	out := []evidence.EvidenceCitation{}
	for _, e := range found {
		for _, key := range evidence.Cited(e.Body) {
			if uncited[key] {
				uncited[key] = false
				out = append(out, evidence.EvidenceCitation{Key: key, EntryID: e.ID, Title: e.Title})
			}
		}
	}
	return out, nil
}

// Days are the days of a range that something is known of, in their order.
// Errors: identity.ErrSignInRequired, identity.ErrScopeMissing, journal.ErrDaysOutOfRange.
func (s *Service) Days(ctx context.Context, r day.Range) ([]evidence.EvidenceDay, error) {
	a, err := reader(ctx)
	if err != nil {
		return nil, err
	}
	items := map[day.Date]int{}
	for _, source := range s.sources {
		days, err := source.Days(ctx, a.UserID, r)
		if err != nil {
			return nil, fmt.Errorf("ask a source: %w", err)
		}
		for _, d := range days {
			items[d.Day] += d.Items
		}
	}
	out := []evidence.EvidenceDay{}
	for _, d := range slices.Sorted(maps.Keys(items)) {
		out = append(out, evidence.EvidenceDay{Day: d, Items: items[d]})
	}
	return out, nil
}

// reader returns who asks.
func reader(ctx context.Context) (identity.Actor, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return identity.Actor{}, err
	}
	if !a.Can(identity.ScopeRead) {
		return identity.Actor{}, identity.ErrScopeMissing
	}
	return a, nil
}
