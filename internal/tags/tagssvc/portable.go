package tagssvc

import (
	"context"
	"slices"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/portable"
	"tamatar.dev/tamatar/internal/tags"
)

const (
	tagsFile = "tags.jsonl"
	// exportPage is how many rows are read, erased or brought at a time.
	exportPage = 500
)

// portableTag is a tag in an archive.
type portableTag struct {
	AliasOf     string    `json:"aliasOf,omitempty"`
	Color       string    `json:"color,omitempty"`
	CreatedAt   time.Time `json:"createdAt"`
	Description string    `json:"description,omitempty"`
	ID          string    `json:"id"`
	LastUsedAt  time.Time `json:"lastUsedAt"`
	Name        string    `json:"name"`
}

// Portable is what tags take along, bring and erase.
func (s *Service) Portable() portable.Part {
	return portable.Part{Domain: "tags", Export: s.export, Import: s.importTags, Erase: s.erase}
}

func (s *Service) export(ctx context.Context, userID string, out *portable.Out) error {
	w, err := out.Begin(tagsFile, time.Time{})
	if err != nil {
		return err
	}
	for after := ""; ; {
		rows, err := s.store.pageOf(ctx, userID, after, exportPage)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, r := range rows {
			t := portableTag{
				AliasOf: r.AliasOf, Color: r.Color, CreatedAt: db.FromMillis(r.CreatedAt), Description: r.Description, ID: r.ID,
				LastUsedAt: db.FromMillis(r.LastUsedAt), Name: r.Name,
			}
			if err := portable.Line(w, t); err != nil {
				return err
			}
		}
		after = rows[len(rows)-1].ID
	}
}

func (s *Service) importTags(ctx context.Context, in *portable.In) error {
	if !in.Has(tagsFile) {
		return nil
	}
	batch := make([]tagTimes, 0, maxUpsert)
	aliases := map[string]string{}
	flush := func() error {
		err := s.bring(ctx, in, batch, aliases)
		batch = batch[:0]
		return err
	}
	seen := map[string]bool{}
	err := portable.Lines(in, tagsFile, func(t portableTag) error {
		name, err := tags.Clean(t.Name)
		if err == nil {
			err = tags.CheckLook(t.Color, t.Description)
		}
		if err == nil && !id.Valid(t.ID) {
			err = portable.ErrFileBroken
		}
		if err != nil {
			return in.Report.Refuse("tags", "tags/"+tagsFile, err)
		}
		key := strings.ToLower(name)
		if seen[key] || seen[t.ID] {
			in.Report.Note("tags", portable.Same)
			return nil
		}
		seen[key], seen[t.ID] = true, true
		batch = append(batch, tagTimes{
			ID: t.ID, Key: key, Name: name, CreatedAt: db.Millis(t.CreatedAt), LastUsedAt: db.Millis(t.LastUsedAt), Color: t.Color,
			Description: t.Description, AliasOf: strings.ToLower(t.AliasOf),
		})
		if len(batch) < maxUpsert {
			return nil
		}
		return flush()
	})
	if err != nil {
		return in.Report.Refuse("tags", "tags/"+tagsFile, err)
	}
	if err := flush(); err != nil || in.DryRun {
		return err
	}
	return s.store.tie(ctx, in.UserID, aliases)
}

// bring saves the tags whose names the person does not have yet, and notes which are aliases; an id that belongs to
// somebody else is replaced.
func (s *Service) bring(ctx context.Context, in *portable.In, batch []tagTimes, aliases map[string]string) error {
	if len(batch) == 0 {
		return nil
	}
	return s.store.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		mine, taken, err := s.store.known(ctx, tx, in.UserID, batch)
		if err != nil {
			return err
		}
		for _, t := range batch {
			if slices.Contains(mine, t.Key) {
				in.Report.Note("tags", portable.Same)
				continue
			}
			if slices.Contains(taken, t.ID) {
				fresh := id.New(s.clock.Now())
				in.Report.NewID("tags", t.ID, fresh)
				t.ID = fresh
			}
			in.Report.Note("tags", portable.Created)
			if in.DryRun {
				continue
			}
			if err := s.store.insert(ctx, tx, in.UserID, t); err != nil {
				return err
			}
			if t.AliasOf != "" {
				aliases[t.Key] = t.AliasOf
			}
		}
		return nil
	})
}

// Existing returns the owner's tags of these keys and does not count as a use; unknown keys are left out.
func (s *Service) Existing(ctx context.Context, ownerID string, keys []string) (map[string]tags.Tag, error) {
	out := make(map[string]tags.Tag, len(keys))
	for chunk := range slices.Chunk(keys, maxIn) {
		rows, err := s.store.byKeys(ctx, ownerID, chunk)
		if err != nil {
			return nil, err
		}
		for _, t := range rows {
			out[t.Key] = t
		}
	}
	return out, nil
}

func (s *Service) erase(ctx context.Context, userID string) (bool, error) {
	n, err := s.store.deleteSome(ctx, userID, exportPage)
	s.forgetCached(userID)
	return n == exportPage, err
}
