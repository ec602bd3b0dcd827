package importer

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/platform/markdown"
)

// Whatever a note holds, what is made of it is an entry that the journal takes, or a reason.
func FuzzReadNote(f *testing.F) {
	f.Add("2026-11-22.md", "---\ndate: 2026-01-02T03:04:05+05:30\ntags: [a, b]\ntitle: x\n---\nbody")
	f.Add("journals/2026_11_22.md", "tags:: a, [[b c]]\n- x")
	f.Add("../../2026-11-22.md", "---\n? {a: &x [*x]}\n---\n")
	f.Add("x.md", "---\n&a [*a]: !!binary x\ndate: 0000-00-00\n---\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		in, rep, ok := ReadNote(name, []byte(text), Options{Zone: "Europe/Berlin"})
		if ok != (rep.Refused == "") {
			t.Fatalf("%+v", rep)
		}
		if !ok {
			return
		}
		if err := in.Validate("9998-01-01"); err != nil {
			t.Fatalf("%v: %+v", err, in)
		}
		if strings.Contains(rep.Path, "..\x00") || strings.HasPrefix(rep.Path, "/") {
			t.Fatalf("path %q", rep.Path)
		}
	})
}

// Whatever comes out of git, the parser ends, and its drafts are texts.
func FuzzParseLog(f *testing.F) {
	f.Add("h\x00a@b\x00n\x001700000000 +0100\x00subject\x00\n")
	f.Add("h\x00a@b\x00n\x00-1 +9999\x00s\x00\nh\x00\x00\x00x\x00\x00\n")
	f.Add(strings.Repeat("x", 10_000) + "\x00")
	f.Fuzz(func(t *testing.T, log string) {
		d := newDays(4)
		_ = parseLog(strings.NewReader(log), d.add)
		for _, in := range d.entries("git:x:", "repo") {
			if !utf8.ValidString(in.Body) || strings.ContainsRune(in.Body, 0) || in.Zone == "" {
				t.Fatalf("%+v", in)
			}
			if err := in.Validate("9998-01-01"); err != nil && in.Day >= "1970-01-01" {
				t.Fatalf("%v: %+v", err, in)
			}
			if len(markdown.Hashtags(in.Body)) > 0 {
				t.Fatalf("a subject made tags: %q", in.Body)
			}
		}
	})
}

// A zip of any bytes ends in entries or a declared error.
func FuzzUpload(f *testing.F) {
	f.Add("a.zip", []byte("PK\x03\x04"))
	f.Add("2026-11-22.md", []byte("text"))
	f.Add("x.json", []byte(`{"entries":[{"creationDate":"2026-11-22T08:00:00Z","text":"a","uuid":"b"}`))
	f.Add("x.json", []byte(`[{"content":"a","createTime":"2026-11-22T08:00:00Z","name":"memos/1"},]`))
	f.Add("x.json", []byte(`{"textContent":"a","createdTimestampUsec":1700000000000000}`))
	f.Add("x.json", []byte(`{"tags":{},"entries":[{"title":"a","body":"b","date":"2026-11-22","time":"09:00"}]}`))
	f.Add("x.txt", []byte("[2026-11-22 09:00] a\n| b\n[2026-11-22 09:61] c"))
	f.Add("logseq/config.edn", []byte(`:journal/file-name-format "yyyy-MM-dd EEEE"`))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		u := Upload{}
		if err := u.Add(name, strings.NewReader(string(data)), 1<<20); err != nil {
			return
		}
		entries, reports, err := u.Result()
		if err != nil {
			return
		}
		if len(entries) > len(reports) {
			t.Fatal("an entry without report")
		}
		for _, in := range entries {
			if err := in.Validate("9998-01-01"); err != nil {
				t.Fatalf("%v: %+v", err, in)
			}
		}
	})
}
