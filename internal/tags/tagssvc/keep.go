package tagssvc

import (
	"context"
	"slices"
	"strings"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/tags"
)

// All are the owner's tags and aliases by key, at most [tags.MaxListed] of them.
func (s *Service) All(ctx context.Context, ownerID string) ([]tags.Tag, error) {
	return s.store.all(ctx, s.store.db.Reader(), ownerID)
}

// Under returns the ids that an object may carry to have one of the tags or one below it: those of the tags, and of
// their aliases. Unknown keys have none.
func (s *Service) Under(ctx context.Context, ownerID string, keys []string) ([]string, error) {
	return s.store.under(ctx, ownerID, keys)
}

// Update renames, colours and describes a tag of the owner. Tags below it move along, and the old names become aliases.
// Errors: tags.ErrNotFound, tags.ErrNameInvalid, tags.ErrNameTaken, tags.ErrColorInvalid, tags.ErrDescriptionTooLong.
func (s *Service) Update(ctx context.Context, ownerID string, in tags.UpdateTagInput) (*tags.Tag, error) {
	var saved tags.Tag
	err := s.change(ctx, ownerID, func(ctx context.Context, tx *db.Tx, all []tags.Tag) error {
		t, err := find(all, in.ID)
		if err != nil {
			return err
		}
		saved = t
		saved.Color, saved.Description = or(in.Color, t.Color), or(in.Description, t.Description)
		if err := tags.CheckLook(saved.Color, saved.Description); err != nil {
			return err
		}
		if in.Name != nil {
			if saved.Name, err = tags.Clean(*in.Name); err != nil {
				return err
			}
			saved.Key = strings.ToLower(saved.Name)
		}
		if saved.Key != t.Key {
			if tags.Below(saved.Key, t.Key) || tags.Below(t.Key, saved.Key) {
				return tags.ErrMergeInto
			}
			if at := slices.IndexFunc(all, func(o tags.Tag) bool { return o.Key == saved.Key }); at >= 0 && all[at].CanonicalID != t.ID {
				return tags.ErrNameTaken
			}
			if err := s.move(ctx, tx, all, t, saved.Name); err != nil {
				return err
			}
		}
		return s.store.save(ctx, tx, saved)
	})
	if err != nil {
		return nil, err
	}
	return &saved, nil
}

// Merge makes the first tag an alias of the second; tags below it move along. A dry run only tells what would change.
// Errors: tags.ErrNotFound, tags.ErrMergeInto.
func (s *Service) Merge(ctx context.Context, ownerID string, in tags.MergeTagsInput) (*tags.Tag, []tags.TagChange, error) {
	var into tags.Tag
	var changes []tags.TagChange
	err := s.change(ctx, ownerID, func(ctx context.Context, tx *db.Tx, all []tags.Tag) error {
		from, err := find(all, in.From)
		if err == nil {
			into, err = find(all, in.Into)
		}
		if err != nil {
			return err
		}
		if tags.Below(into.Key, from.Key) || tags.Below(from.Key, into.Key) {
			return tags.ErrMergeInto
		}
		for _, t := range below(all, from.Key) {
			changes = append(changes, tags.TagChange{From: t.Name, To: into.Name + t.Name[len(from.Name):]})
		}
		if in.DryRun {
			return nil
		}
		return s.move(ctx, tx, all, from, into.Name)
	})
	if err != nil {
		return nil, nil, err
	}
	return &into, changes, nil
}

// SetAlias makes a name an alias of a tag. A tag of that name is merged.
// Errors: tags.ErrNotFound, tags.ErrNameInvalid, tags.ErrMergeInto.
func (s *Service) SetAlias(ctx context.Context, ownerID, tagID, name string) (*tags.Tag, error) {
	made, err := s.Ensure(ctx, ownerID, []string{name})
	if err != nil {
		return nil, err
	}
	if len(made) == 1 && made[0].ID == tagID {
		return &made[0], nil // it is one already, or the tag itself
	}
	if len(made) != 1 {
		return nil, tags.ErrNameInvalid
	}
	into, _, err := s.Merge(ctx, ownerID, tags.MergeTagsInput{From: made[0].ID, Into: tagID})
	return into, err
}

// DropAlias makes an alias a tag of its own again. Error: tags.ErrNotFound.
func (s *Service) DropAlias(ctx context.Context, ownerID, name string) (*tags.Tag, error) {
	key, err := tags.Key(name)
	if err != nil {
		return nil, tags.ErrNotFound
	}
	var freed tags.Tag
	err = s.change(ctx, ownerID, func(ctx context.Context, tx *db.Tx, all []tags.Tag) error {
		at := slices.IndexFunc(all, func(t tags.Tag) bool { return t.Key == key && t.CanonicalID != "" })
		if at < 0 {
			return tags.ErrNotFound
		}
		freed = all[at]
		freed.CanonicalID = ""
		return s.store.save(ctx, tx, freed)
	})
	if err != nil {
		return nil, err
	}
	return &freed, nil
}

// change runs an act over all of an owner's tags, one act at a time, and forgets what this process remembered of them.
func (s *Service) change(ctx context.Context, ownerID string, act func(context.Context, *db.Tx, []tags.Tag) error) error {
	err := s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		all, err := s.store.all(ctx, tx, ownerID)
		if err != nil {
			return err
		}
		if len(all) > tags.MaxListed {
			return tags.ErrTooManyTags
		}
		return act(ctx, tx, all)
	})
	s.forgetCached(ownerID)
	return err
}

// move brings a tag and those below it to another name. Where a tag stands there already, the one that comes becomes its
// alias; else it takes the new name, and an alias keeps the old one.
func (s *Service) move(ctx context.Context, tx *db.Tx, all []tags.Tag, from tags.Tag, to string) error {
	for _, t := range below(all, from.Key) {
		name := to + t.Name[len(from.Name):]
		key := strings.ToLower(name)
		at := slices.IndexFunc(all, func(o tags.Tag) bool { return o.Key == key })
		switch {
		case at >= 0 && all[at].CanonicalID == t.ID: // back to a former name: the two change places
			old := all[at]
			if err := s.store.swap(ctx, tx, t, old); err != nil {
				return err
			}
		case at >= 0:
			target := all[at].ID
			if all[at].CanonicalID != "" {
				target = all[at].CanonicalID
			}
			if err := s.store.alias(ctx, tx, t, target); err != nil {
				return err
			}
		default:
			old := tags.Tag{ID: id.New(s.clock.Now()), OwnerID: t.OwnerID, Key: t.Key, Name: t.Name, CanonicalID: t.ID}
			t.Name, t.Key = name, key
			if len([]rune(name)) > tags.MaxNameLength {
				return tags.ErrNameInvalid
			}
			if err := s.store.rename(ctx, tx, t, old); err != nil {
				return err
			}
		}
	}
	return nil
}

// below are the tags at or below a key that are no aliases.
func below(all []tags.Tag, key string) []tags.Tag {
	var out []tags.Tag
	for _, t := range all {
		if t.CanonicalID == "" && tags.Below(t.Key, key) {
			out = append(out, t)
		}
	}
	return out
}

func find(all []tags.Tag, tagID string) (tags.Tag, error) {
	for _, t := range all {
		if t.ID == tagID && t.CanonicalID == "" {
			return t, nil
		}
	}
	return tags.Tag{}, tags.ErrNotFound
}

func or[T any](p *T, def T) T {
	if p != nil {
		return *p
	}
	return def
}
