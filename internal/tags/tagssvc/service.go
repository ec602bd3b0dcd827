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
	// trustFor is how long another node may show a tag under its old name.
	trustFor = 30 * time.Second
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
	byID  *lru.Cache[string, use]
	byKey *lru.Cache[ownerKey, use]
}

type ownerKey struct{ owner, key string }

type use struct {
	tag     tags.Tag
	touched time.Time
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{store: store{db: d.DB}, clock: d.Clock, byID: newCache[string, use](), byKey: newCache[ownerKey, use]()}
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
	for i := range out {
		out[i] = once(out[i])
	}
	return out, nil
}

// once drops tags that stand in a list already: a tag and its alias are the same.
func once(list []tags.Tag) []tags.Tag {
	out := list[:0]
	for _, t := range list {
		if !slices.ContainsFunc(out, func(o tags.Tag) bool { return o.ID == t.ID }) {
			out = append(out, t)
		}
	}
	return out
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
		proper, err := s.canonical(ctx, rows)
		if err != nil {
			return nil, err
		}
		for i, t := range rows {
			found[t.Key] = proper[i]
			s.remember(t.ID, proper[i])
			s.byKey.Add(ownerKey{t.OwnerID, t.Key}, use{tag: proper[i], touched: now})
		}
	}
	return found, nil
}

// remember keeps a tag under an id: its own or that of an alias.
func (s *Service) remember(tagID string, t tags.Tag) {
	s.byID.Add(tagID, use{tag: t, touched: s.clock.Now()})
}

// canonical gives the tags that the rows stand for, in their order: themselves, or for aliases another one.
func (s *Service) canonical(ctx context.Context, rows []tags.Tag) ([]tags.Tag, error) {
	var ids []string
	for _, t := range rows {
		if t.CanonicalID != "" && !slices.Contains(ids, t.CanonicalID) {
			ids = append(ids, t.CanonicalID)
		}
	}
	if len(ids) == 0 {
		return rows, nil
	}
	found, err := s.store.byIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := slices.Clone(rows)
	for i, t := range out {
		if at := slices.IndexFunc(found, func(c tags.Tag) bool { return c.ID == t.CanonicalID }); at >= 0 {
			out[i] = found[at]
		}
	}
	return out, nil
}

// ByIDs returns the tags of these ids, under the id of an alias the tag it stands for; unknown ids are left out. It costs one statement at most, none
// when all are remembered. The caller has checked that the viewer may see what carries them.
func (s *Service) ByIDs(ctx context.Context, ids []string) (map[string]tags.Tag, error) {
	now := s.clock.Now()
	out := make(map[string]tags.Tag, len(ids))
	var missing []string
	for _, tagID := range ids {
		if u, ok := s.byID.Get(tagID); ok && now.Sub(u.touched) < trustFor {
			out[tagID] = u.tag
		} else if !slices.Contains(missing, tagID) {
			missing = append(missing, tagID)
		}
	}
	for chunk := range slices.Chunk(missing, maxIn) {
		rows, err := s.store.byIDs(ctx, chunk)
		if err != nil {
			return nil, err
		}
		proper, err := s.canonical(ctx, rows)
		if err != nil {
			return nil, err
		}
		for i, t := range rows {
			out[t.ID] = proper[i]
			s.remember(t.ID, proper[i])
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
	for _, tagID := range s.byID.Keys() {
		if u, ok := s.byID.Peek(tagID); ok && u.tag.OwnerID == ownerID {
			s.byID.Remove(tagID)
		}
	}
}
