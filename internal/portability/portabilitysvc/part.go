package portabilitysvc

import (
	"context"
	"errors"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/portable"
	"tamatar.dev/tamatar/internal/portability"
)

// recordOwn tells the archives the person has, and when they leave.
func (s *Service) recordOwn(ctx context.Context, userID string, out *portable.Out) error {
	rows, err := s.store.archivesOf(ctx, userID, portability.MaxArchives)
	if err != nil {
		return err
	}
	type recorded struct {
		Bytes     int64                   `json:"bytes"`
		CreatedAt any                     `json:"createdAt"`
		Downloads int                     `json:"downloads"`
		Kind      portability.ArchiveKind `json:"kind"`
	}
	list := []recorded{}
	for _, r := range rows {
		list = append(list, recorded{r.Bytes, db.FromMillis(r.CreatedAt), r.Downloads, r.Kind})
	}
	return out.JSON("archives.json", list)
}

// eraseOwn removes archives with their files, the git repository, and the departure.
func (s *Service) eraseOwn(ctx context.Context, userID string) (bool, error) {
	more, err := s.dropOf(ctx, userID)
	if err != nil || more {
		return more, err
	}
	if more, err := s.eraseRepository(ctx, userID); err != nil || more {
		return more, err
	}
	return false, s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return s.store.deleteDeparture(ctx, tx, userID) })
}

// ownOutlets are the archives that lie ready.
func (s *Service) ownOutlets(ctx context.Context, userID string) ([]portable.Outlet, error) {
	rows, err := s.store.archivesOf(ctx, userID, portability.MaxArchives)
	if err != nil {
		return nil, err
	}
	var out []portable.Outlet
	for _, r := range rows {
		if r.Kind != portability.ArchiveExport || r.State == portability.ArchiveFailed {
			continue
		}
		since, ends, downloads := db.FromMillis(r.CreatedAt), db.FromMillis(r.ExpiresAt), r.Downloads
		out = append(out, portable.Outlet{
			ID: r.ID, Kind: "archive", Count: &downloads, Link: "/settings/data", Since: &since, Ends: &ends, Closable: true,
		})
	}
	repo, err := s.store.repository(ctx, userID)
	if err != nil {
		return nil, err
	}
	if repo != nil && repo.FetchedAt != nil {
		last, commits := db.FromMillis(*repo.FetchedAt), repo.Commits
		out = append(out, portable.Outlet{ID: "git", Kind: "git", Count: &commits, Link: "/settings/tokens", LastAt: &last})
	}
	return out, nil
}

func (s *Service) closeOwn(ctx context.Context, _, outletID string) error {
	err := s.Discard(ctx, outletID)
	if errors.Is(err, portability.ErrArchiveNotFound) {
		return portable.ErrNoOutlet
	}
	return err
}

// Outlets lists everything that leaves the actor's account, room by room. Errors: those of [portability.CanSee].
func (s *Service) Outlets(ctx context.Context) ([]portability.Outlet, error) {
	a, err := identity.MustActor(ctx)
	if err == nil {
		err = portability.CanSee(a)
	}
	if err != nil {
		return nil, err
	}
	out := []portability.Outlet{}
	for _, p := range s.Parts {
		if p.Outlets == nil {
			continue
		}
		list, err := p.Outlets(ctx, a.UserID)
		if err != nil {
			return nil, err
		}
		for _, o := range list[:min(len(list), portable.MaxOutlets)] {
			out = append(out, outletNoun(p.Domain, o))
		}
	}
	return out, nil
}

func outletNoun(domain string, o portable.Outlet) portability.Outlet {
	n := portability.Outlet{
		ID: domain + ":" + o.ID, Domain: domain, Kind: o.Kind, Name: o.Name, Facts: o.Facts, Count: o.Count, Since: o.Since, LastAt: o.LastAt,
		Ends: o.Ends, Closable: o.Closable, Current: o.Current,
	}
	if n.Facts == nil {
		n.Facts = []string{}
	}
	if o.Link != "" {
		n.Link = &o.Link
	}
	if o.LastFrom != "" {
		n.LastFrom = &o.LastFrom
	}
	return n
}

// Close shuts one of the actor's outlets. Errors: those of [portability.CanSee], [portable.ErrNoOutlet].
func (s *Service) Close(ctx context.Context, outletID string) error {
	a, err := identity.MustActor(ctx)
	if err == nil {
		err = portability.CanSee(a)
	}
	if err != nil {
		return err
	}
	domain, rest, _ := strings.Cut(outletID, ":")
	for _, p := range s.Parts {
		if p.Domain == domain && p.Close != nil {
			return p.Close(ctx, a.UserID, rest)
		}
	}
	return portable.ErrNoOutlet
}
