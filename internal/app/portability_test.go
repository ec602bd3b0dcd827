package app_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/portable"
)

// oddTexts are bodies that a careless format would change.
var oddTexts = []string{
	"plain", "two\n\nparagraphs", "ends with a line end\n", "\n\nbegins with one", "---\nfront: matter\n---\n\nbody", "tabs\tand \"quotes\" and \\backslashes\\",
	"windows\r\nlines\r\n", "old mac\rlines", "mixed\r\n\n\rlines", "trailing spaces   \nhere", "émoji 🌱 and عربى and 漢字 and \u2028 odd", "key: value\n- list\n# heading #tagged",
	"```go\nfunc main() {}\n```", "<script>alert(1)</script>", "null", "true", "- [ ] open\n- [x] done #tasks", strings.Repeat("a", 5000), "\ufeffbom", "zero\u200dwidth", "#Äpfel #go/generics",
}

// fill writes n entries in every state, kind and zone for the person, and everything else that belongs to an account.
func fill(t *testing.T, in *apptest.Instance, p *apptest.Person, n int) {
	t.Helper()
	ctx := t.Context()
	zones := []string{"Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "+05:30", "UTC"}
	actor := identity.Actor{UserID: p.ID, SessionID: "s", Role: identity.RoleMember, Zone: "Europe/Berlin", Locale: "de", WeekStart: time.Monday}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	files := attach(t, in, p)
	batch := journal.ImportEntriesInput{Source: journal.EntrySourceMarkdown}
	for i := range n - 41 {
		minutes, mood := i%1440+1, i%5+1
		e := journal.ImportEntryInput{
			SourceKey: fmt.Sprintf("note/%d ä %%", i), Body: fmt.Sprintf("%s\n\n%d %s", oddTexts[i%len(oddTexts)], i, files[i%len(files)]), Kind: journal.Kinds[i%len(journal.Kinds)],
			Day: day.Date("2026-11-22").AddDays(-i % 700), Zone: zones[i%len(zones)], LoggedAt: in.Clock.Now().Add(-time.Duration(i) * time.Hour),
			Tags: []string{fmt.Sprintf("Tag-%d", i%50)}, Draft: i%9 == 0, Late: i%11 == 0,
		}
		if i%3 == 0 {
			e.Minutes, e.Mood, e.Energy, e.SourceCount = &minutes, &mood, &mood, &i
		}
		batch.Entries = append(batch.Entries, e)
	}
	report, err := in.App.Journal.Import(ctx, p.ID, batch)
	must(err)
	if len(report.Rejected) > 0 {
		t.Fatal(report.Rejected[0])
	}
	for i := range 40 {
		body := oddTexts[i%len(oddTexts)] + "!"
		e, err := in.App.Journal.Write(ctx, actor, journal.WriteEntryInput{ClientID: fmt.Sprintf("client-%04d", i), Body: body})
		must(err)
		for round := range i % 4 {
			in.Clock.Advance(1500 * time.Millisecond)
			_, conflict, err := in.App.Journal.Edit(ctx, actor, journal.EditEntryInput{
				ID: e.ID, BaseRevision: round + 1, ClientID: fmt.Sprintf("edit-%04d-%d", i, round), Body: fmt.Sprintf("%s edited %d #more", body, round), Kind: journal.KindNote,
				Day: day.Date("2026-11-20").AddDays(-i), Audience: "public", Tags: []string{"picked"},
			})
			if must(err); conflict != nil {
				t.Fatal("conflict")
			}
		}
		if i%5 == 0 {
			must(in.App.Journal.Delete(ctx, actor, e.ID))
		}
		if i%10 == 0 {
			must(in.App.Journal.Purge(ctx, actor, e.ID))
		}
	}
	as := p.Browser()
	in.Must(as, `mutation{setDaysOff(input:{from:"2026-11-01",to:"2026-11-05",kind:SICK}){days}}`, nil)
	in.Must(as, `mutation{answerReview(input:{clientId:"fill-review",period:"2026-10",body:"A good month"}){entry{id}}}`, nil)
	in.Must(as, `mutation{updateStreakSettings(input:{restDays:[SATURDAY,SUNDAY],freezeEvery:7,freezeMax:2}){settings{freezeMax}}}`, nil)
	in.Must(as, `mutation($i:UpdateProfileInput!){updateProfile(input:$i){viewer{bio} errors{message}}}`, map[string]any{"i": map[string]any{
		"baseRevision": 1, "displayName": "Ada Löwe", "bio": "I **write**\r\nthings 🌱", "pronouns": "she/her", "location": "Köln", "timeZone": "Europe/Berlin",
		"dayStart": 4, "weekStart": "SUNDAY", "locale": "de", "theme": "DARK", "dashboard": []map[string]any{{"name": "year", "hidden": true}}, "links": []map[string]any{{"label": "Home", "url": "https://ada.example"}},
	}})
	picture := image.NewNRGBA(image.Rect(0, 0, 300, 200))
	for i := range 300 {
		picture.Set(i, i%200, color.NRGBA{uint8(i), 100, 50, 255}) //nolint:gosec // colours wrap
	}
	var raw bytes.Buffer
	must(png.Encode(&raw, picture))
	res := in.Do(in.Request(http.MethodPost, "/api/avatar", &raw, as))
	if res.Body.Close(); res.StatusCode != http.StatusOK {
		t.Fatal("avatar:", res.Status)
	}
	in.Settle()
}

// archiveOf is everything of a person, as the stream gives it.
func archiveOf(t *testing.T, in *apptest.Instance, p *apptest.Person, records bool) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := in.App.Portability.Write(t.Context(), p.ID, records, &out, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// attach uploads pictures and other files, and gives their Markdown.
func attach(t *testing.T, in *apptest.Instance, p *apptest.Person) []string {
	t.Helper()
	as := p.Browser()
	var out []string
	for i := range 40 {
		name, raw := fmt.Sprintf("picture %d.png", i), pngOf(t, photo(10+i, 10))
		if i%2 == 1 {
			name, raw = fmt.Sprintf("Protokoll ä %d.txt", i), fmt.Appendf(nil, "line %d\r\n", i)
		}
		s := sendFile(t, in, as, name, "", raw)
		if s.Status != http.StatusCreated {
			t.Fatal(s.Raw)
		}
		out = append(out, s.Markdown)
	}
	return out
}

func bring(t *testing.T, in *apptest.Instance, p *apptest.Person, archive []byte, dryRun bool) *portable.Report {
	t.Helper()
	report := &portable.Report{}
	if err := in.App.Portability.Read(t.Context(), p.ID, bytes.NewReader(archive), int64(len(archive)), dryRun, report); err != nil {
		t.Fatal(err)
	}
	return report
}

func filesOf(t *testing.T, archive []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(raw)
	}
	return out
}

func sameArchive(t *testing.T, what string, a, b []byte) {
	t.Helper()
	if bytes.Equal(a, b) {
		return
	}
	x, y := filesOf(t, a), filesOf(t, b)
	told := 0
	for name := range x {
		if x[name] != y[name] && told < 5 {
			told++
			t.Errorf("%s: %s\n%q\n%q", what, name, x[name], y[name])
		}
	}
	t.Fatalf("%s: the archives differ: %d and %d bytes, %d and %d files", what, len(a), len(b), len(x), len(y))
}

// Ten thousand entries go from SQLite to PostgreSQL and on to another SQLite, and each export is the one before, byte for byte.
func TestExportImportExportIsByteIdentical(t *testing.T) {
	const entries = 10_000
	first := apptest.New(t, dbtest.Open(t, db.SQLite))
	ada := first.Person("ada", identity.RoleMember)
	fill(t, first, ada, entries)
	want := archiveOf(t, first, ada, false)
	sameArchive(t, "exported twice", want, archiveOf(t, first, ada, false))
	t.Logf("%d entries: %d bytes, SHA-256 %x", entries, len(want), sha256.Sum256(want))

	for _, dialect := range []db.Dialect{db.Postgres, db.SQLite} {
		in := apptest.New(t, dbtest.Open(t, dialect))
		in.Clock.Advance(40 * time.Hour)
		other := in.Person("somebody", identity.RoleMember)
		preview := bring(t, in, other, want, true)
		if n := len(filesOf(t, archiveOf(t, in, other, false))); n > 4 {
			t.Fatalf("%s: a preview wrote %d files", dialect, n)
		}
		report := bring(t, in, other, want, false)
		if report.Refused > 0 || len(report.Renamed) > 0 || report.Of("entries", portable.Created) != entries-4 {
			t.Fatalf("%s: %+v %+v", dialect, report.Counts, report.Problems)
		}
		if fmt.Sprint(preview.Counts) != fmt.Sprint(report.Counts) {
			t.Errorf("%s: the preview said %v, it became %v", dialect, preview.Counts, report.Counts)
		}
		got := archiveOf(t, in, other, false)
		sameArchive(t, string(dialect), want, got)
		again := bring(t, in, other, want, false)
		if again.Of("entries", portable.Created) > 0 || again.Of("entries", portable.Same) != entries-4 || again.Of("versions", portable.Created) > 0 {
			t.Errorf("%s: imported twice: %+v", dialect, again.Counts)
		}
		sameArchive(t, string(dialect)+" twice", want, archiveOf(t, in, other, false))
		want = got
	}
}

// What the instance has noted is in a folder of its own: everything else is the same with it and without.
func TestRecordsStandApart(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		ada := in.Person("ada", identity.RoleMember)
		fill(t, in, ada, 60)
		ada.Token(identity.ScopeRead)
		in.Settle()
		without, with := filesOf(t, archiveOf(t, in, ada, false)), filesOf(t, archiveOf(t, in, ada, true))
		for name, text := range without {
			if with[name] != text {
				t.Errorf("%s differs with records", name)
			}
			delete(with, name)
		}
		for name, holds := range map[string]string{
			"records/identity/account.json": ada.Email, "records/identity/factors.json": "recoveryCodesLeft", "records/identity/sessions.json": "createdAt", "records/identity/tokens.json": `"test"`, "records/identity/providers.json": "[]",
			"records/audit/records.jsonl": "identity.session_started", "records/manifest.json": "sha256",
		} {
			if !strings.Contains(with[name], holds) {
				t.Errorf("%s does not tell %s: %q", name, holds, with[name])
			}
		}
		all := fmt.Sprint(with)
		for _, secret := range []string{"cheap:", "hash"} {
			if strings.Contains(all, secret) {
				t.Errorf("the records hold %q", secret)
			}
		}
	})
}

// Ids that belong to somebody else here are replaced, told, and stay replaced when the archive comes again.
func TestIDsTakenBySomebodyElse(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		ada, bob := in.Person("ada", identity.RoleMember), in.Person("bob", identity.RoleMember)
		fill(t, in, ada, 80)
		archive := archiveOf(t, in, ada, false)
		report := bring(t, in, bob, archive, false)
		n := report.Of("entries", portable.Created)
		if n != 76 || report.Refused > 0 {
			t.Fatalf("%+v %+v", report.Counts, report.Problems)
		}
		renamed := 0
		for _, r := range report.Renamed {
			if r.Noun == "entries" && r.From != r.To && r.To != "" {
				renamed++
			}
		}
		if renamed != n {
			t.Errorf("%d of %d entries got a new id", renamed, n)
		}
		again := bring(t, in, bob, archive, false)
		if again.Of("entries", portable.Same) != n || again.Of("entries", portable.Created) != 0 {
			t.Errorf("again: %+v", again.Counts)
		}
		sameArchive(t, "ada's own", archive, archiveOf(t, in, ada, false))
	})
}

// What is there stays: neither an edit nor a purge of here is undone by an archive.
func TestAnImportLeavesWhatIsThere(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		ada := in.Person("ada", identity.RoleMember)
		as := ada.Browser()
		write := func(client string) string {
			return in.Must(as, `mutation($i:WriteEntryInput!){writeEntry(input:$i){entry{id}}}`, map[string]any{"i": map[string]any{"clientId": client, "body": "first"}}).Text("writeEntry", "entry", "id")
		}
		edited, purged := write("client-edited"), write("client-purged")
		archive := archiveOf(t, in, ada, false)
		in.Must(as, `mutation($i:EditEntryInput!){editEntry(input:$i){entry{id}}}`, map[string]any{"i": map[string]any{
			"id": edited, "baseRevision": 1, "clientId": "client-edit", "body": "second", "kind": "DONE", "day": "2026-11-22", "audience": "PRIVATE",
		}})
		in.Must(as, `mutation($id:ID!){deleteEntry(id:$id){deletedId}}`, map[string]any{"id": purged})
		in.Must(as, `mutation($id:ID!){purgeEntry(id:$id){deletedId}}`, map[string]any{"id": purged})
		before := archiveOf(t, in, ada, false)
		report := bring(t, in, ada, archive, false)
		if report.Of("entries", portable.Kept) != 2 || report.Of("entries", portable.Created) != 0 {
			t.Errorf("%+v", report.Counts)
		}
		sameArchive(t, "after", before, archiveOf(t, in, ada, false))
	})
}

// The way of the page: ask, wait, get a link, download once, bring, look, start.
func TestTakeAlongAndBringOverHTTP(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		ada, bob := in.Person("ada", identity.RoleMember), in.Person("bob", identity.RoleMember)
		fill(t, in, ada, 60)
		as := ada.Browser()
		id := in.Must(as, `mutation{requestExport(records:false){archive{id state} errors{message}}}`, nil).Text("requestExport", "archive", "id")
		in.Settle()
		a := in.Must(as, `{viewer{archives{id kind state bytes done total}}}`, nil)
		if !strings.Contains(string(a.Raw), `"state":"READY"`) {
			t.Fatal(string(a.Raw))
		}
		link := in.Must(as, `mutation($id:ID!){createArchiveLink(id:$id){url errors{message}}}`, map[string]any{"id": id}).Text("createArchiveLink", "url")
		archive := fetch(t, in, link, as, http.StatusOK)
		sameArchive(t, "downloaded", archiveOf(t, in, ada, false), archive)

		to := bob.Browser()
		res := in.Do(in.Request(http.MethodPost, "/api/archive", bytes.NewReader(archive), to))
		raw, _ := io.ReadAll(res.Body)
		if res.Body.Close(); res.StatusCode != http.StatusAccepted {
			t.Fatal(res.Status, string(raw))
		}
		var upload struct{ ID string }
		if err := json.Unmarshal(raw, &upload); err != nil {
			t.Fatal(err)
		}
		in.Settle()
		const look = `{viewer{archives{id state preview report{counts{noun outcome n} refused renamedTotal}} entries(first:1){nodes{id}}}}`
		preview := string(in.Must(to, look, nil).Raw)
		if !strings.Contains(preview, `"preview":true`) || !strings.Contains(preview, `{"noun":"entries","outcome":"created","n":56}`) || !strings.Contains(preview, `"nodes":[]`) {
			t.Fatal(preview)
		}
		in.Must(to, `mutation($id:ID!){startImport(id:$id){archive{state} errors{message}}}`, map[string]any{"id": upload.ID})
		in.Settle()
		if done := string(in.Must(to, look, nil).Raw); !strings.Contains(done, `"preview":false`) || strings.Contains(done, `"nodes":[]`) {
			t.Fatal(done)
		}
		in.Clock.Advance(8 * 24 * time.Hour)
		if err := in.App.Portability.DropExpired(context.Background()); err != nil {
			t.Fatal(err)
		}
		in.Settle()
		if left := string(in.Must(to, look, nil).Raw); !strings.Contains(left, `"archives":[]`) {
			t.Error("archives stay for ever:", left)
		}
	})
}

func fetch(t *testing.T, in *apptest.Instance, path string, as apptest.Credential, status int) []byte {
	t.Helper()
	res := in.Do(in.Request(http.MethodGet, path, nil, as))
	raw, err := io.ReadAll(res.Body)
	if err != nil || res.Body.Close() != nil || res.StatusCode != status {
		t.Fatalf("%s answered %d, want %d: %.200s (%v)", path, res.StatusCode, status, raw, err)
	}
	return raw
}
