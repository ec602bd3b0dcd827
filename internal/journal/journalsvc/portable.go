package journalsvc

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/portable"
)

// The files of the journal in an archive; docs/export-format.md tells what is in them.
const (
	entriesFolder = "entries/"
	trashFolder   = "trash/"
	historyFile   = "history.jsonl"
	purgedFile    = "purged.jsonl"
	// exportPage is how many rows are in memory at a time.
	exportPage = 200
	// maxPortable bounds the lists that an export sorts by itself: ids of edited entries, keys of purged ones.
	maxPortable = 1_000_000
)

// portableVersion is an earlier version of an entry, in an archive.
type portableVersion struct {
	Audience   audience.Level `json:"audience"`
	Body       string         `json:"body"`
	Day        day.Date       `json:"day"`
	Energy     *int           `json:"energy,omitempty"`
	Entry      string         `json:"entry"`
	Kind       journal.Kind   `json:"kind"`
	Minutes    *int           `json:"minutes,omitempty"`
	Mood       *int           `json:"mood,omitempty"`
	ReplacedAt time.Time      `json:"replacedAt"`
	Revision   int            `json:"revision"`
	Tags       []string       `json:"tags"`
}

// portablePurged names an entry that was removed for good, so that no import brings it back.
type portablePurged struct {
	Origin   string    `json:"origin"`
	PurgedAt time.Time `json:"purgedAt"`
}

// Portable is what the journal takes along, brings, erases and shows.
func (s *Service) Portable() portable.Part {
	return portable.Part{Domain: "journal", Export: s.export, Import: s.importArchive, Erase: s.erase, Outlets: s.outlets}
}

func (s *Service) export(ctx context.Context, userID string, out *portable.Out) error {
	if err := s.exportEntries(ctx, userID, entriesFolder, false, out); err != nil {
		return err
	}
	if err := s.exportHistory(ctx, userID, out); err != nil {
		return err
	}
	for _, part := range []func(context.Context, string, *portable.Out) error{s.exportPurged, s.exportRollOver, s.exportSchedules, s.exportTemplates} {
		if err := part(ctx, userID, out); err != nil {
			return err
		}
	}
	if err := s.exportEntries(ctx, userID, trashFolder, true, out); err != nil {
		return err
	}
	return s.exportViews(ctx, userID, out)
}

func (s *Service) exportEntries(ctx context.Context, userID, folder string, trash bool, out *portable.Out) error {
	afterDay, afterID := day.Date(""), ""
	for {
		rows, err := s.store.portableEntries(ctx, userID, trash, afterDay, afterID, exportPage)
		if err != nil || len(rows) == 0 {
			return err
		}
		names, err := s.tagNames(ctx, rows)
		if err != nil {
			return err
		}
		for i := range rows {
			r := &rows[i]
			if err := out.File(folder+entryPath(r), db.FromMillis(r.UpdatedAt), encodeEntry(r, names(r.TagIDs))); err != nil {
				return err
			}
		}
		last := rows[len(rows)-1]
		afterDay, afterID = last.Day, last.ID
	}
}

// entryPath names the file of an entry: by its day, so that people find it, and its id, so that it stays.
func entryPath(r *entryRow) string {
	d := string(r.Day)
	return d[:4] + "/" + d[5:7] + "/" + d + "-" + r.ID + ".md"
}

// tagNames reads the tags of the rows at once and returns how their id lists become names.
func (s *Service) tagNames(ctx context.Context, rows []entryRow) (func(ids string) []string, error) {
	var ids []string
	for i := range rows {
		ids = append(ids, strings.Fields(rows[i].TagIDs)...)
	}
	found, err := s.tags.ByIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	return func(list string) []string {
		out := []string{}
		for _, tagID := range strings.Fields(list) {
			if t, ok := found[tagID]; ok && !slices.Contains(out, t.Name) {
				out = append(out, t.Name)
			}
		}
		return out
	}, nil
}

func (s *Service) exportHistory(ctx context.Context, userID string, out *portable.Out) error {
	ids, err := s.store.edited(ctx, userID, maxPortable)
	if err != nil || len(ids) == 0 {
		return err
	}
	w, err := out.Begin(historyFile, time.Time{})
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(ids, exportPage/4) {
		rows, err := s.store.revisionsOf(ctx, chunk)
		if err != nil {
			return err
		}
		if err := s.writeHistory(ctx, w, rows); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) writeHistory(ctx context.Context, w io.Writer, rows []revisionRow) error {
	asEntries := make([]entryRow, len(rows))
	for i, r := range rows {
		asEntries[i].TagIDs = r.TagIDs
	}
	names, err := s.tagNames(ctx, asEntries)
	if err != nil {
		return err
	}
	for _, r := range rows {
		v := portableVersion{
			Audience: r.Audience, Body: r.Body, Day: r.Day, Energy: r.Energy, Entry: r.EntryID, Kind: r.Kind, Minutes: r.Minutes,
			Mood: r.Mood, ReplacedAt: db.FromMillis(r.ReplacedAt), Revision: r.Revision, Tags: names(r.TagIDs),
		}
		if err := portable.Line(w, v); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) exportPurged(ctx context.Context, userID string, out *portable.Out) error {
	rows, err := s.store.tombstones(ctx, userID, maxPortable)
	if err != nil || len(rows) == 0 {
		return err
	}
	// Sorted here: the engines do not agree on the order of texts.
	slices.SortFunc(rows, func(a, b tombstoneRow) int { return cmp.Compare(a.OriginKey, b.OriginKey) })
	w, err := out.Begin(purgedFile, time.Time{})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := portable.Line(w, portablePurged{r.OriginKey, db.FromMillis(r.PurgedAt)}); err != nil {
			return err
		}
	}
	return nil
}

// shared are the audiences besides the author's own, widest first.
var shared = []audience.Level{audience.Public, audience.Unlisted, audience.Team, audience.Followers}

// outlets tells how many entries others may see.
func (s *Service) outlets(ctx context.Context, userID string) ([]portable.Outlet, error) {
	counts, err := s.store.countByAudience(ctx, userID)
	if err != nil {
		return nil, fmt.Errorf("count shared entries: %w", err)
	}
	var out []portable.Outlet
	for _, level := range shared {
		if n := counts[level]; n > 0 {
			out = append(out, portable.Outlet{ID: string(level), Kind: "entries_" + string(level), Count: &n, Link: "/journal"})
		}
	}
	return s.filesOutlet(ctx, userID, out)
}

// filesOutlet adds how many files others may see; without shared entries there are none.
func (s *Service) filesOutlet(ctx context.Context, userID string, out []portable.Outlet) ([]portable.Outlet, error) {
	if len(out) == 0 {
		return out, nil
	}
	n, err := s.store.countSharedFiles(ctx, userID)
	if err == nil && n > 0 {
		out = append(out, portable.Outlet{ID: "files", Kind: "files", Count: &n, Link: "/journal"})
	}
	return out, err
}
