package sharingsvc

import (
	"context"
	"encoding/hex"
	"errors"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/platform/secret"
	"tamatar.dev/tamatar/internal/sharing"
)

// Prefixes of the tokens, by which people and secret scanners know them.
const (
	linkPrefix = "tml"
	feedPrefix = "tmf"
)

// usedEvery is how exactly the last use of a link or a feed is kept.
const usedEvery = time.Minute

func hashText(plain string) string { return hex.EncodeToString(secret.Hash(plain)) }

// CreateLink makes a link to the actor's entry, in place of the one it had, and gives its address this once.
// Errors: those of sharing.Can, sharing.ErrLinkDays, ErrEntryClosed, ErrLinkLimit, journal.ErrEntryNotFound, ErrInTrash.
func (s *Service) CreateLink(ctx context.Context, a identity.Actor, in sharing.CreateEntryLinkInput) (*sharing.EntryLink, string, error) {
	if err := sharing.Can(a); err != nil {
		return nil, "", err
	}
	if err := in.Validate(); err != nil {
		return nil, "", err
	}
	level, err := s.Journal.OwnAudience(ctx, a, in.EntryID)
	if err != nil {
		return nil, "", err
	}
	if !journal.Open(level) {
		return nil, "", sharing.ErrEntryClosed
	}
	plain, _ := secret.PrefixedToken(linkPrefix)
	now := s.now()
	row := &linkRow{ID: id.New(now), OwnerID: a.UserID, EntryID: in.EntryID, CreatedAt: db.Millis(now)}
	if in.ExpiresInDays != nil {
		end := db.Millis(now.Add(time.Duration(*in.ExpiresInDays) * 24 * time.Hour))
		row.ExpiresAt = &end
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.endLinks(ctx, tx, in.EntryID, "replaced"); err != nil {
			return err
		}
		n, err := s.store.countLinks(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		if n >= sharing.MaxLinks {
			return sharing.ErrLinkLimit
		}
		if err := s.store.insertLink(ctx, tx, row, hashText(plain)); err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, sharing.LinkMade{Trace: s.trace(ctx), UserID: a.UserID, LinkID: row.ID, EntryID: row.EntryID})
	})
	if err != nil {
		return nil, "", err
	}
	list, err := s.withEntries(ctx, a.UserID, []linkRow{*row})
	if err != nil {
		return nil, "", err
	}
	return &list[0], s.address("s", plain), nil
}

// endLinks removes the link of an entry, if it has one, and says why.
func (s *Service) endLinks(ctx context.Context, tx *db.Tx, entryID, reason string) error {
	gone, err := s.store.deleteLinksOf(ctx, tx, entryID)
	if err != nil {
		return err
	}
	for _, r := range gone {
		if err := s.Bus.Emit(ctx, tx, sharing.LinkRevoked{
			Trace: s.trace(ctx), UserID: r.OwnerID, LinkID: r.ID, EntryID: entryID, Reason: reason,
		}); err != nil {
			return err
		}
	}
	return nil
}

// RevokeLink ends a link of the actor. Errors: those of sharing.Can, sharing.ErrLinkNotFound.
func (s *Service) RevokeLink(ctx context.Context, a identity.Actor, linkID string) error {
	if err := sharing.Can(a); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		r, err := s.store.deleteLink(ctx, tx, a.UserID, linkID)
		if errors.Is(err, db.ErrNoRows) {
			return sharing.ErrLinkNotFound
		}
		if err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, sharing.LinkRevoked{Trace: s.trace(ctx), UserID: a.UserID, LinkID: r.ID, EntryID: r.EntryID, Reason: "asked"})
	})
}

// Links are the actor's links, newest first, those that are over left out; entryID narrows them when not nil.
func (s *Service) Links(ctx context.Context, a identity.Actor, entryID *string) ([]sharing.EntryLink, error) {
	rows, err := s.store.links(ctx, a.UserID, entryID, db.Millis(s.now()), sharing.MaxLinks)
	if err != nil {
		return nil, err
	}
	return s.withEntries(ctx, a.UserID, rows)
}

func (s *Service) withEntries(ctx context.Context, ownerID string, rows []linkRow) ([]sharing.EntryLink, error) {
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i] = rows[i].EntryID
	}
	entries, err := s.Journal.EntriesByIDs(ctx, ownerID, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*journal.Entry, len(entries))
	for i := range entries {
		byID[entries[i].ID] = &entries[i]
	}
	out := make([]sharing.EntryLink, len(rows))
	for i := range rows {
		out[i] = rows[i].noun(byID[rows[i].EntryID])
	}
	return out, nil
}

// OpenLink reads the entry that a link opens, and notes the use. What is over, taken back, narrowed, in the trash or
// shared by somebody suspended answers as what never was. Error: sharing.ErrLinkNotFound.
func (s *Service) OpenLink(ctx context.Context, token string) (*journal.Entry, error) {
	if !secret.ValidPrefixed(linkPrefix, token) {
		return nil, sharing.ErrLinkNotFound
	}
	now := s.now()
	r, err := s.store.linkByHash(ctx, hashText(token), db.Millis(now))
	if errors.Is(err, db.ErrNoRows) {
		return nil, sharing.ErrLinkNotFound
	}
	if err != nil {
		return nil, err
	}
	e, err := s.Journal.SharedEntry(ctx, audience.Viewer{ByLink: true}, r.EntryID)
	if err != nil {
		return nil, err
	}
	if e == nil || e.AuthorID != r.OwnerID {
		return nil, sharing.ErrLinkNotFound
	}
	if r.LastAt == nil || *r.LastAt <= db.Millis(now.Add(-usedEvery)) {
		err = s.store.useLink(ctx, r.ID, db.Millis(now), route.RequestFrom(ctx).Network())
	}
	return e, err
}

// forgetExpired removes links that are over.
func (s *Service) forgetExpired(ctx context.Context) error {
	return s.store.deleteExpired(ctx, db.Millis(s.now()))
}
