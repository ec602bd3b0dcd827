package sharingsvc

import (
	"context"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/portable"
	"tamatar.dev/tamatar/internal/sharing"
)

// Kinds and prefixes of the outlets of sharing.
const (
	outletLink = "link"
	outletFeed = "feed"
)

// recordedLink and recordedFeed say that there was an address; the address itself is bound to this instance.
type recordedLink struct {
	CreatedAt time.Time  `json:"createdAt"`
	Entry     string     `json:"entry"`
	ExpiresAt *time.Time `json:"expiresAt"`
	LastAt    *time.Time `json:"lastAt"`
	Network   string     `json:"network"`
}

type recordedFeed struct {
	Client    string     `json:"client"`
	CreatedAt time.Time  `json:"createdAt"`
	LastAt    *time.Time `json:"lastAt"`
	Name      string     `json:"name"`
	Network   string     `json:"network"`
	Tag       string     `json:"tag"`
	View      string     `json:"view,omitempty"`
}

// Portable is what sharing records, erases and shows. Addresses are not brought: on another instance they are others.
func (s *Service) Portable() portable.Part {
	erase := func(ctx context.Context, userID string) (bool, error) { return false, s.store.erase(ctx, userID) }
	return portable.Part{Domain: "sharing", Export: s.export, Import: s.bring, Record: s.record, Erase: erase, Outlets: s.outlets, Close: s.closeOutlet}
}

func (s *Service) record(ctx context.Context, userID string, out *portable.Out) error {
	feeds, err := s.store.feeds(ctx, userID, sharing.MaxFeeds)
	if err != nil {
		return err
	}
	links, err := s.store.links(ctx, userID, nil, db.Millis(s.now()), sharing.MaxLinks)
	if err != nil {
		return err
	}
	if len(feeds) > 0 {
		list := make([]recordedFeed, len(feeds))
		for i, r := range feeds {
			list[i] = recordedFeed{r.LastClient, db.FromMillis(r.CreatedAt), instant(r.LastAt), r.Name, r.LastNetwork, r.Tag, r.ViewID}
		}
		if err := out.JSON("feeds.json", list); err != nil {
			return err
		}
	}
	if len(links) == 0 {
		return nil
	}
	list := make([]recordedLink, len(links))
	for i, r := range links {
		list[i] = recordedLink{db.FromMillis(r.CreatedAt), r.EntryID, instant(r.ExpiresAt), instant(r.LastAt), r.LastNetwork}
	}
	return out.JSON("links.json", list)
}

func (s *Service) outlets(ctx context.Context, userID string) ([]portable.Outlet, error) {
	feeds, err := s.store.feeds(ctx, userID, sharing.MaxFeeds)
	if err != nil {
		return nil, err
	}
	links, err := s.Links(ctx, identity.Actor{UserID: userID}, nil)
	if err != nil {
		return nil, err
	}
	var out []portable.Outlet
	for _, r := range feeds {
		since := db.FromMillis(r.CreatedAt)
		o := portable.Outlet{
			ID: outletFeed + ":" + r.ID, Kind: outletFeed, Name: r.Name,
			Since: &since, LastAt: instant(r.LastAt), LastFrom: r.LastNetwork, Closable: true,
		}
		if r.Tag != "" {
			o.Facts = []string{"#" + r.Tag}
		}
		out = append(out, o)
	}
	for _, l := range links[:min(len(links), portable.MaxOutlets-len(out))] {
		o := portable.Outlet{
			ID: outletLink + ":" + l.ID, Kind: outletLink,
			Since: &l.CreatedAt, LastAt: l.LastAt, LastFrom: l.LastNetwork, Ends: l.ExpiresAt, Closable: true,
		}
		if l.Entry != nil {
			o.Name, o.Link = l.Entry.Title, "/journal/"+l.Entry.ID
		}
		out = append(out, o)
	}
	return out, nil
}

// closeOutlet ends a link or a feed. Error: [portable.ErrNoOutlet].
func (s *Service) closeOutlet(ctx context.Context, userID, outletID string) error {
	a, _ := identity.ActorFrom(ctx)
	if a.UserID != userID {
		return portable.ErrNoOutlet
	}
	kind, rowID, _ := strings.Cut(outletID, ":")
	switch kind {
	case outletLink:
		return s.RevokeLink(ctx, a, rowID)
	case outletFeed:
		return s.RevokeFeed(ctx, a, rowID)
	}
	return portable.ErrNoOutlet
}

func instant(ms *int64) *time.Time {
	if ms == nil {
		return nil
	}
	t := db.FromMillis(*ms)
	return &t
}
