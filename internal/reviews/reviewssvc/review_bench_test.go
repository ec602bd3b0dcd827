package reviewssvc_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/reviews/reviewssvc"
)

// BenchmarkYear asks for what the review page of a year with 10,000 entries shows: the review and its digest.
func BenchmarkYear(b *testing.B) {
	dbtest.RunB(b, func(b *testing.B, d *db.DB) {
		w := newWorld(b, d)
		ada := someone("ada")
		w.fillYear(10_000)
		ctx := w.as(ada)
		b.Run("review", func(b *testing.B) {
			for range b.N {
				if _, err := w.reviews.Review(ctx, "2025"); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("digest", func(b *testing.B) {
			for range b.N {
				if _, err := w.reviews.Digest(ctx, reviewssvc.DigestRequest{Period: "2025"}); err != nil {
					b.Fatal(err)
				}
			}
		})
	})
}

// fillYear spreads entries of ada over 2025: of every kind, with tags, minutes and checkboxes, a page of text each.
func (w *world) fillYear(entries int) {
	w.t.Helper()
	ctx := w.as(someone("ada"))
	page := strings.Repeat("Looked into the cache keys and wrote down what they forgot. ", 15)
	var list []journal.ImportEntryInput
	for n := range entries {
		d := day.Date("2025-01-01").AddDays(n % 365)
		minutes, mood := n%90, n%5+1
		body := fmt.Sprintf("Entry %d about the cache #go #area%d/part%d\n\n%s", n, n%10, n%30, page)
		if n%4 == 0 {
			body += fmt.Sprintf("\n\n- [x] step %d\n- [ ] follow-up %d", n, n)
		}
		list = append(list, journal.ImportEntryInput{
			SourceKey: fmt.Sprint("key-", n), Body: body, Kind: journal.Kinds[n%len(journal.Kinds)], Day: d, Zone: "+01:00",
			LoggedAt: d.Time(time.UTC).Add(9 * time.Hour), Minutes: &minutes, Mood: &mood,
		})
		if len(list) == 100 || n == entries-1 {
			if _, err := w.journal.Import(ctx, "ada", journal.ImportEntriesInput{Source: journal.EntrySourceMarkdown, Entries: list}); err != nil {
				w.t.Fatal(err)
			}
			list = nil
		}
	}
}
