package importer_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/importer"
)

func TestReadDir(t *testing.T) {
	fsys := fstest.MapFS{
		"2026-11-22.md":                         {Data: []byte("plain")},
		"2026_11_21.md":                         {Data: []byte("- logseq\n- #tag")},
		"20261120.md":                           {Data: []byte("\ufeffwith a mark\r\n")},
		"journals/2026_11_19.md":                {Data: []byte("tags:: go, [[Deep Work]]\n- text")},
		"Daily/2026-11-18 Wednesday.md":         {Data: []byte("x")},
		"2026/11/17.md":                         {Data: []byte("x")},
		"notes/meeting.md":                      {Data: []byte("---\ndate: 2026-11-16T09:30:00+05:30\ntitle: Planning\ntags: [Go/Generics, 'not ok!', '#sql']\nkind: meeting\nminutes: 45\n---\nbody\n")},
		"notes/created.md":                      {Data: []byte("---\ncreated: 2026-11-15 08:00\n---\nbody")},
		"notes/front wins 2020-01-01.md":        {Data: []byte("---\ndate: 2026-11-14\n---\nbody")},
		"notes/no day.md":                       {Data: []byte("text")},
		"notes/impossible 2026-13-45.md":        {Data: []byte("text")},
		"notes/2026-11-13.md":                   {Data: []byte("---\ntitle: only front matter\n---\n")},
		"notes/2026-11-12.md":                   {Data: []byte(" \n")},
		"notes/2026-11-11.md":                   {Data: []byte("\xff\xfe")},
		"notes/2026-11-10.md":                   {Data: []byte(strings.Repeat("x", 65<<10))},
		"notes/2026-11-09.md":                   {Data: []byte("---\nbroken: [yaml\n---\nbody")},
		"notes/1969-01-01.md":                   {Data: []byte("too early")},
		".obsidian/2026-01-01.md":               {Data: []byte("settings")},
		"assets/2026-11-22.png":                 {Data: []byte("picture")},
		"notes/version 1.2026-11-08 of 3000.md": {Data: []byte("x")},
	}
	list, reports, err := importer.ReadDir(fsys, importer.Options{Zone: "Europe/Berlin"})
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
	want := map[string]string{
		"2026-11-22.md": "2026-11-22", "2026_11_21.md": "2026-11-21", "20261120.md": "2026-11-20", "journals/2026_11_19.md": "2026-11-19",
		"Daily/2026-11-18 Wednesday.md": "2026-11-18", "2026/11/17.md": "2026-11-17", "notes/meeting.md": "2026-11-16", "notes/created.md": "2026-11-15",
		"notes/front wins 2020-01-01.md": "2026-11-14", "notes/no day.md": "", "notes/impossible 2026-13-45.md": "", "notes/2026-11-13.md": "2026-11-13",
		"notes/2026-11-12.md": "", "notes/2026-11-11.md": "", "notes/2026-11-10.md": "", "notes/2026-11-09.md": "2026-11-09", "notes/1969-01-01.md": "",
		"notes/version 1.2026-11-08 of 3000.md": "2026-11-08",
	}
	if len(reports) != len(want) {
		t.Errorf("%d reports, want %d", len(reports), len(want))
	}
	for _, rep := range reports {
		if string(rep.Day) != want[rep.Path] || (rep.Refused == "") != (want[rep.Path] != "") || rep.Refused != "" && rep.SourceKey != "" {
			t.Errorf("%+v, want day %q", rep, want[rep.Path])
		}
	}
	m := byKey["md:2026-11-16:notes/meeting.md"]
	if m.Body != "# Planning\n\nbody" || m.Kind != journal.KindMeeting || *m.Minutes != 45 || m.Zone != "+05:30" ||
		!m.LoggedAt.Equal(time.Date(2026, 11, 16, 4, 0, 0, 0, time.UTC)) || strings.Join(m.Tags, " ") != "Go/Generics sql" || !m.Draft {
		t.Errorf("%+v", m)
	}
	l := byKey["md:2026-11-19:journals/2026_11_19.md"]
	if strings.Join(l.Tags, " ") != "go Deep-Work" || !l.LoggedAt.Equal(time.Date(2026, 11, 19, 11, 0, 0, 0, time.UTC)) || l.Zone != "Europe/Berlin" {
		t.Errorf("%+v", l)
	}
	if b := byKey["md:2026-11-20:20261120.md"]; b.Body != "with a mark" {
		t.Errorf("%q", b.Body)
	}
}

func TestLongPathsStillHaveAKey(t *testing.T) {
	name := strings.Repeat("a/", 300) + "2026-11-22.md"
	in, _, ok := importer.ReadNote(name, []byte("x"), importer.Options{Zone: "UTC"})
	if !ok || len(in.SourceKey) > journal.MaxSourceKey || in.Validate("2026-11-22") != nil {
		t.Fatalf("%+v", in)
	}
	other, _, _ := importer.ReadNote("b/"+name, []byte("x"), importer.Options{Zone: "UTC"})
	if other.SourceKey == in.SourceKey {
		t.Fatal("two files have one key")
	}
}

func TestTheReportNamesWhatTheEntryWillHave(t *testing.T) {
	_, rep, ok := importer.ReadNote("2026-11-22.md", []byte("# Deploy day\n\nShipped it. #go #Go/generics\n"), importer.Options{Zone: "UTC"})
	if !ok || rep.Title != "Deploy day" || strings.Join(rep.Tags, " ") != "go Go/generics" {
		t.Errorf("the report is %+v", rep)
	}
	_, rep, ok = importer.ReadNote("2026-11-22.md", []byte("Just a line"), importer.Options{Zone: "UTC"})
	if !ok || rep.Title != "Just a line" || len(rep.Tags) != 0 {
		t.Errorf("the report is %+v", rep)
	}
}
