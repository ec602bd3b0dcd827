package capturesvc

import (
	"context"
	"errors"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/capture"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/portable"
)

// Kinds and prefixes of what capture lists among the outlets: whoever may write, who takes nothing out.
const (
	outletHook = "hook"
	outletMail = "mail_in"
)

// recordedHook and recordedAddress say that there was a way in; the secret of it is bound to this instance, and in no archive.
type recordedHook struct {
	Client    string     `json:"client"`
	CreatedAt time.Time  `json:"createdAt"`
	Kind      string     `json:"kind"`
	LastAt    *time.Time `json:"lastAt"`
	Name      string     `json:"name"`
	Network   string     `json:"network"`
	Signed    bool       `json:"signed"`
	Tags      []string   `json:"tags"`
	Uses      int        `json:"uses"`
}

type recordedAddress struct {
	CreatedAt time.Time  `json:"createdAt"`
	LastAt    *time.Time `json:"lastAt"`
	Senders   []string   `json:"senders"`
	Uses      int        `json:"uses"`
}

// Portable is what capture records, erases and shows. Nothing is brought: on another instance the addresses are others.
func (s *Service) Portable() portable.Part {
	erase := func(ctx context.Context, userID string) (bool, error) { return false, s.store.erase(ctx, userID) }
	return portable.Part{Domain: "capture", Record: s.record, Erase: erase, Outlets: s.outlets, Close: s.closeOutlet}
}

func (s *Service) record(ctx context.Context, userID string, out *portable.Out) error {
	r, err := s.store.address(ctx, s.DB.Reader(), userID)
	if err == nil {
		err = out.JSON("address.json", recordedAddress{db.FromMillis(r.CreatedAt), instant(r.LastAt), strings.Fields(r.Senders), r.Uses})
	}
	if err != nil && !errors.Is(err, db.ErrNoRows) {
		return err
	}
	rows, err := s.store.hooks(ctx, userID, capture.MaxHooks)
	if err != nil || len(rows) == 0 {
		return err
	}
	list := make([]recordedHook, len(rows))
	for i := range rows {
		h := rows[i].noun()
		list[i] = recordedHook{h.LastClient, h.CreatedAt, string(h.Kind), h.LastAt, h.Name, h.LastNetwork, h.Signed, h.Tags, h.Uses}
	}
	return out.JSON("hooks.json", list)
}

func (s *Service) outlets(ctx context.Context, userID string) ([]portable.Outlet, error) {
	a := identity.Actor{UserID: userID}
	hooks, err := s.Hooks(ctx, a)
	if err != nil {
		return nil, err
	}
	mail, err := s.MailOf(ctx, a)
	if err != nil {
		return nil, err
	}
	var out []portable.Outlet
	for _, h := range hooks {
		out = append(out, portable.Outlet{
			ID: outletHook + ":" + h.ID, Kind: outletHook, Name: h.Name, Link: page, Since: &h.CreatedAt, LastAt: h.LastAt, LastFrom: h.LastNetwork, Closable: true,
		})
	}
	if m := mail.Address; m != nil {
		out = append(out, portable.Outlet{ID: outletMail, Kind: outletMail, Facts: m.Senders, Link: page, Since: &m.CreatedAt, LastAt: m.LastAt, Closable: true})
	}
	return out, nil
}

// page is where all ways in are.
const page = "/settings/capture"

// closeOutlet ends a hook or the mail address. Error: [portable.ErrNoOutlet].
func (s *Service) closeOutlet(ctx context.Context, userID, outletID string) error {
	a, _ := identity.ActorFrom(ctx)
	if a.UserID != userID {
		return portable.ErrNoOutlet
	}
	kind, rowID, _ := strings.Cut(outletID, ":")
	switch kind {
	case outletHook:
		return s.RevokeHook(ctx, a, rowID)
	case outletMail:
		return s.RevokeAddress(ctx, a)
	}
	return portable.ErrNoOutlet
}
