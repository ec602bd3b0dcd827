package importer_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/importer"
)

// read reads one of the sample exports; each line tells an entry or what was left out.
func read(t *testing.T, folder string) ([]string, map[string]journal.ImportEntryInput) {
	t.Helper()
	list, reports, err := importer.ReadDir(os.DirFS("testdata/"+folder), importer.Options{Zone: "Europe/Berlin"})
	if err != nil {
		t.Fatal(err)
	}
	byKey := map[string]journal.ImportEntryInput{}
	for _, in := range list {
		byKey[in.SourceKey] = in
		if err := in.Validate("2026-11-22"); err != nil {
			t.Errorf("%s: %v", in.SourceKey, err)
		}
	}
	var told []string
	for _, r := range reports {
		line := fmt.Sprintf("%s %s %s left=%d", r.Place(), r.Day, r.Title, r.Left)
		if r.Refused != "" {
			line = r.Place() + " REFUSED " + r.Refused
		}
		told = append(told, line)
	}
	return told, byKey
}

// Every format on its sample: what can be read becomes entries, what cannot is told by file and line.
func TestFormatsOnTheirSamples(t *testing.T) {
	for folder, want := range map[string][]string{
		"markdown": {"2026-11-21.md 2026-11-21 Text of a day. left=0", "idea.md REFUSED No day found", "planning.md 2026-11-20 Planning left=0"},
		"obsidian": {
			"Journal/2026/20th November.md 2026-11-20 Paired with Mira on the cache. left=0", "Journal/2026/21st November.md 2026-11-21 Fixed the flaky test. left=0",
			"Journal/2026/22nd November.md:1 REFUSED The file is not readable text", "Mira.md REFUSED No day found",
		},
		"logseq": {
			"journals/2026-11-20 Friday.md 2026-11-20 ", "journals/2026-11-21 Saturday.md 2026-11-21 quiet day left=0",
			"journals/2026-11-22 Sunday.md REFUSED The note is empty.", "pages/go.md REFUSED No day found",
		},
		"jrnl": {
			"journal.json:4 2026-11-20 Met the new team. left=0", "journal.json:12 2026-11-22 Deployed. left=0", "journal.json:20 REFUSED This is not written",
			"journal.txt:1 2026-11-20 Met the new team. left=0", "journal.txt:6 2026-11-20 Wrote the parser. left=0", "journal.txt:8 REFUSED No time found", "journal.txt:11 2026-11-21 Only a day. left=0",
		},
		"dayone": {
			"Journal.json:4 2026-11-20 Late train left=1", "Journal.json:14 2026-11-20 Lunch with Kei. left=0", "Journal.json:21 REFUSED No time found", "Journal.json:2",
		},
		"memos": {
			"memos.json:3 2026-11-20 Ship small. left=1", "memos.json:16 REFUSED The note is empty.",
			"old.json:2 2025-11-20 From an older version left=0", "old.json:3 REFUSED No time found",
		},
		"keep": {
			"Takeout/Keep/Broken.json:1 REFUSED The file is broken here", "Takeout/Keep/Gone.json:1 REFUSED The note lies in the trash", "Takeout/Keep/Idea.json:1 2025-11-21 One idea a day. left=0",
			"Takeout/Keep/Shopping.json:1 2025-11-20 Release list left=1",
		},
	} {
		t.Run(folder, func(t *testing.T) {
			told, _ := read(t, folder)
			for i, line := range told {
				if i >= len(want) || !strings.HasPrefix(line, want[i]) {
					t.Errorf("%d: %q", i, line)
				}
			}
			if len(told) != len(want) {
				t.Errorf("%d reports, want %d", len(told), len(want))
			}
		})
	}
}

func TestWhatFormatsKeep(t *testing.T) {
	_, dayone := read(t, "dayone")
	e := dayone["dayone:0A1B2C3D4E5F60718293A4B5C6D7E8F9"]
	if e.Day != "2026-11-20" || e.Zone != "Europe/Berlin" || !e.LoggedAt.Equal(time.Date(2026, 11, 19, 23, 30, 0, 0, time.UTC)) ||
		strings.Join(e.Tags, " ") != "travel Deep-Work" || strings.Contains(e.Body, "dayone-moment") || !strings.HasPrefix(e.Body, "# Late train\n") {
		t.Errorf("%+v", e)
	}
	_, keep := read(t, "keep")
	k := keep["keep:1763636400000000"]
	if k.Body != "# Release list\n\n- [x] tag the release\n- [ ] write notes\n\n<https://go.dev/doc>" || strings.Join(k.Tags, " ") != "Deep-Work" {
		t.Errorf("%q %v", k.Body, k.Tags)
	}
	_, logseq := read(t, "logseq")
	l := logseq["md:2026-11-20:journals/2026-11-20 Friday.md"]
	if !strings.Contains(l.Body, "- [ ] read the spec\n  - [x] first chapter\n") || !strings.Contains(l.Body, "TODO stays in code") ||
		strings.Contains(l.Body, "id::") || strings.Contains(l.Body, "CLOCK") || strings.Join(l.Tags, " ") != "go Deep-Work" {
		t.Errorf("%q %v", l.Body, l.Tags)
	}
	_, jrnl := read(t, "jrnl")
	if len(jrnl) != 4 { // the same entry in both exports has one key
		t.Errorf("%d entries: %v", len(jrnl), jrnl)
	}
	for key, in := range jrnl {
		if strings.HasPrefix(in.Body, "Met the") && (in.Body != "Met the new team.\n\nEverybody is kind. @work @people\n\nSecond paragraph." || strings.Join(in.Tags, " ") != "work people") {
			t.Errorf("%s: %q %v", key, in.Body, in.Tags)
		}
	}
}

func TestPatternsOfDailyNotes(t *testing.T) {
	for _, c := range []struct{ config, name, want string }{
		{`{"format":"DD.MM.YYYY"}`, "Daily/22.11.2026.md", "2026-11-22"},
		{`{"format":"YYYY/MM-MMMM/YYYY-MM-DD-dddd"}`, "2026/11-November/2026-11-22-Sunday.md", "2026-11-22"},
		{`{"format":"[Day] D MMM YYYY"}`, "Day 2 Feb 2026.md", "2026-02-02"},
		{`{"format":"MM-DD-YYYY"}`, "02-31-2026.md", ""},
		{`{"format":"dddd"}`, "Sunday.md", ""},
		{`{"format":"((YYYY"}`, "2026-11-22.md", "2026-11-22"},
		{`not json`, "2026-11-22.md", "2026-11-22"},
	} {
		u := importer.Upload{}
		for name, text := range map[string]string{c.name: "text", "vault/.obsidian/daily-notes.json": c.config} {
			if err := u.Add(name, strings.NewReader(text), 1<<20); err != nil {
				t.Fatal(err)
			}
		}
		_, reports, err := u.Result()
		if err != nil || len(reports) != 1 || string(reports[0].Day) != c.want {
			t.Errorf("%s %s: %+v %v", c.config, c.name, reports, err)
		}
	}
}

// Templates of other programs stand among the notes: they tell no day, and are told of as what they are, never as entries.
func TestTemplatesOfVaultsAreNoEntries(t *testing.T) {
	list, reports, err := importer.ReadDir(fstest.MapFS{
		"Daily/2026-11-20.md":        {Data: []byte("- [ ] call Grace\n- [x] fix the cache")},
		"Templates/Daily.md":         {Data: []byte("# {{date}}\n\n- [ ] {{title}}")},
		"Templates/dated.md":         {Data: []byte("---\ndate: {{date:YYYY-MM-DD}}\ntags: [daily]\n---\n\n## Open")},
		"Templates/Templater.md":     {Data: []byte("---\ncreated: <% tp.date.now() %>\n---\n\n## <% tp.file.title %>")},
		"pages/templates.md":         {Data: []byte("- template:: standup\n\t- TODO <% today %>")},
		".obsidian/daily-notes.json": {Data: []byte(`{"folder":"Daily","template":"Templates/Daily","format":"YYYY-MM-DD"}`)},
	}, importer.Options{Zone: "Europe/Berlin"})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 || list[0].Day != "2026-11-20" || list[0].Body != "- [ ] call Grace\n- [x] fix the cache" {
		t.Errorf("entries: %+v", list)
	}
	refused := 0
	for _, r := range reports {
		if strings.HasPrefix(r.Refused, "No day found") {
			refused++
		}
	}
	if len(reports) != 5 || refused != 4 {
		t.Errorf("reports: %+v", reports)
	}
}

// A line of any length, and encodings that are none, end in a sentence with a line, and the rest is read.
func TestAttack_B10_HugeLinesAndMalformedEncodings(t *testing.T) {
	huge := strings.Repeat("x", 3<<20)
	for name, text := range map[string]string{
		"memos.json": `[{"name":"memos/1","content":"honest","createTime":"2026-11-20T08:00:00Z"},` + "\n" +
			`{"name":"memos/2","content":"` + huge + `","createTime":"2026-11-20T08:00:00Z"},` + "\n" +
			"{\"name\":\"memos/3\",\"content\":\"\xff\xfe\",\"createTime\":\"2026-11-20T08:00:00Z\"},\n" +
			`{"name":"memos/4","content":"` + `\u0000","createTime":"2026-11-20T08:00:00Z"}]`,
		"jrnl.txt": "[2026-11-20 09:00] honest\n\n[2026-11-20 09:01] " + huge + "\n[2026-11-20 09:02] caf\xe9\n[2026-11-20 09:03] nul \x00\n",
		"deep.json": `{"entries":[{"uuid":"a","creationDate":"2026-11-20T08:00:00Z","text":"honest"},` + "\n" +
			strings.Repeat(`{"a":[`, 20_000) + "1" + strings.Repeat("]}", 20_000) + "]}",
	} {
		u := importer.Upload{}
		if err := u.Add(name, strings.NewReader(text), 20<<20); err != nil {
			t.Fatal(err)
		}
		list, reports, err := u.Result()
		if err != nil || len(list) != 1 || !strings.Contains(list[0].Body, "honest") {
			t.Fatalf("%s: the honest one: %d entries, %v", name, len(list), err)
		}
		refused := 0
		for _, r := range reports {
			if r.Refused != "" && r.Line > 1 {
				refused++
			}
		}
		if refused != len(reports)-1 || refused == 0 {
			t.Errorf("%s: %+v", name, reports)
		}
	}
}
