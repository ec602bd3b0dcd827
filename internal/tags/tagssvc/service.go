package tagssvc

import (
	"context"
	"slices"
	"strings"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/tags"
)

const (
	// cached is how many tags a process remembers: about 10 MB when full.
	cached = 50_000
	// touchEvery is how exact "used lately" is: a use within this time after another is not written down.
	touchEvery = time.Minute
)

// Deps are what the service is made of.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
}

// Service is the use cases of tags. It is safe for concurrent use.
type Service struct {
	store store
	clock clock.Clock
	byID  *lru.Cache[string, tags.Tag]
	byKey *lru.Cache[ownerKey, use]
}

type ownerKey struct{ owner, key string }

type use struct {
	tag     tags.Tag
	touched time.Time
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{store: store{db: d.DB}, clock: d.Clock, byID: newCache[string, tags.Tag](), byKey: newCache[ownerKey, use]()}
}

func newCache[K comparable, V any]() *lru.Cache[K, V] {
	c, _ := lru.New[K, V](cached) // fails only for sizes below one
	return c
}

// Ensure returns the owner's tags of these names in their order, making those that do not exist yet, and
// notes that they were used. Names of the same key count once. It runs outside of any transaction of the
// caller and costs no statement when all were used within the last minute, one otherwise.
// Errors: tags.ErrNameInvalid, tags.ErrTooMany.
func (s *Service) Ensure(ctx context.Context, ownerID string, names []string) ([]tags.Tag, error) {
	lists, err := s.EnsureAll(ctx, ownerID, [][]string{names})
	if err != nil {
		return nil, err
	}
	return lists[0], nil
}

// EnsureAll is Ensure for the names of many objects at once: one statement for every hundred new tags.
func (s *Service) EnsureAll(ctx context.Context, ownerID string, lists [][]string) ([][]tags.Tag, error) {
	now := s.clock.Now()
	out := make([][]tags.Tag, len(lists))
	var missing []tags.Tag
	asked := map[string]bool{}
	for i, names := range lists {
		clean, err := tags.Merge(names)
		if err != nil {
			return nil, err
		}
		out[i] = make([]tags.Tag, len(clean))
		for j, name := range clean {
			t := tags.Tag{OwnerID: ownerID, Name: name, Key: strings.ToLower(name)}
			out[i][j] = t
			if u, ok := s.byKey.Get(ownerKey{ownerID, t.Key}); ok && now.Sub(u.touched) < touchEvery {
				out[i][j] = u.tag
			} else if !asked[t.Key] {
				asked[t.Key] = true
				t.ID = id.New(now)
				missing = append(missing, t)
			}
		}
	}
	found, err := s.ensureMissing(ctx, missing, now)
	if err != nil {
		return nil, err
	}
	for _, list := range out {
		for j, t := range list {
			if t.ID == "" {
				list[j] = found[t.Key]
			}
		}
	}
	return out, nil
}

func (s *Service) ensureMissing(ctx context.Context, missing []tags.Tag, now time.Time) (map[string]tags.Tag, error) {
	// One order for everybody, so that two upserts of the same tags cannot wait for each other.
	slices.SortFunc(missing, func(a, b tags.Tag) int { return strings.Compare(a.Key, b.Key) })
	found := make(map[string]tags.Tag, len(missing))
	for chunk := range slices.Chunk(missing, maxUpsert) {
		rows, err := s.store.upsert(ctx, chunk, now)
		if err != nil {
			return nil, err
		}
		for _, t := range rows {
			found[t.Key] = t
			s.byID.Add(t.ID, t)
			s.byKey.Add(ownerKey{t.OwnerID, t.Key}, use{tag: t, touched: now})
		}
	}
	return found, nil
}

// ByIDs returns the tags of these ids; unknown ids are left out. It costs one statement at most, none
// when all are remembered. The caller has checked that the viewer may see what carries them.
func (s *Service) ByIDs(ctx context.Context, ids []string) (map[string]tags.Tag, error) {
	out := make(map[string]tags.Tag, len(ids))
	var missing []string
	for _, tagID := range ids {
		if t, ok := s.byID.Get(tagID); ok {
			out[tagID] = t
		} else if !slices.Contains(missing, tagID) {
			missing = append(missing, tagID)
		}
	}
	for chunk := range slices.Chunk(missing, maxIn) {
		rows, err := s.store.byIDs(ctx, chunk)
		if err != nil {
			return nil, err
		}
		for _, t := range rows {
			out[t.ID] = t
			s.byID.Add(t.ID, t)
		}
	}
	return out, nil
}

// Complete returns the owner's tags whose name contains the text, most used lately first, at most limit.
func (s *Service) Complete(ctx context.Context, ownerID, text string, limit int) ([]tags.Tag, error) {
	text = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(text), "#"))
	if len(text) > tags.MaxNameLength*4 {
		return []tags.Tag{}, nil
	}
	return s.store.complete(ctx, ownerID, text, limit)
}

func (s *Service) forgetCached(ownerID string) {
	for _, k := range s.byKey.Keys() {
		if k.owner != ownerID {
			continue
		}
		if u, ok := s.byKey.Peek(k); ok {
			s.byID.Remove(u.tag.ID)
		}
		s.byKey.Remove(k)
	}
}
