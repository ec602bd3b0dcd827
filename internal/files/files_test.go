package files_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/files"
)

func TestSniff(t *testing.T) {
	for raw, want := range map[string]string{
		"%PDF-1.7\n": "application/pdf", "PK\x03\x04rest": "application/zip", "\x1f\x8b\x08rest": "application/gzip",
		"words": "text/plain; charset=utf-8", "<html>": "text/plain; charset=utf-8", "日本語\ttab\r\n": "text/plain; charset=utf-8",
	} {
		if got, err := files.Sniff([]byte(raw)); err != nil || got.ContentType != want {
			t.Errorf("%q: %s %v", raw, got.ContentType, err)
		}
	}
	for raw, want := range map[string]error{"": files.ErrEmpty, "MZ\x00": files.ErrTypeRefused, "\x7fELF": files.ErrTypeRefused, "a\x00b": files.ErrTypeRefused, "\xff\xfe": files.ErrTypeRefused} {
		if _, err := files.Sniff([]byte(raw)); !errors.Is(err, want) {
			t.Errorf("%q: %v", raw, err)
		}
	}
}

func TestCleanName(t *testing.T) {
	const text = "text/plain; charset=utf-8"
	for _, c := range []struct{ name, kind, want string }{
		{"notes.md", text, "notes.md"},
		{"a.html", text, "a.html.txt"},
		{"../../etc/passwd", text, "passwd.txt"},
		{`C:\x\y.log`, text, "y.log"},
		{"", text, "file.txt"},
		{"...", text, "file.txt"},
		{"x.svg", text, "x.svg.txt"},
		{"photo.webp", "image/jpeg", "photo.jpg"},
		{"photo.JPEG", "image/jpeg", "photo.jpeg"},
		{"shot", "image/png", "shot.png"},
		{"rtl\u202egnp.exe", "image/png", "rtlgnp.exe.png"},
		{"a\r\nb.pdf", "application/pdf", "ab.pdf"},
		{"evil.exe", "application/zip", "evil.exe.zip"},
		{"ä.pdf", "application/pdf", "ä.pdf"},
	} {
		if got := files.CleanName(c.name, c.kind); got != c.want {
			t.Errorf("%q: %q, want %q", c.name, got, c.want)
		}
	}
	if got := files.CleanName(strings.Repeat("ü", 500)+".txt", text); utf8.RuneCountInString(got) != files.MaxName || !strings.HasSuffix(got, ".txt") {
		t.Error(got)
	}
}

func TestPolicy(t *testing.T) {
	f := &files.File{OwnerID: "a"}
	for _, c := range []struct {
		user        string
		shown       bool
		see, change bool
	}{{"a", false, true, true}, {"b", false, false, false}, {"b", true, true, false}, {"", false, false, false}, {"", true, true, false}} {
		if files.CanSee(c.user, f, c.shown) != c.see || files.CanChange(c.user, f) != c.change {
			t.Errorf("%+v", c)
		}
	}
	if files.CanSee("", nil, true) || files.CanChange("", &files.File{}) {
		t.Error("nothing is nobody's")
	}
}

func TestDescriptions(t *testing.T) {
	if alt, err := files.CheckAlt("  two\n lines\x00 "); err != nil || alt != "two lines" {
		t.Errorf("%q %v", alt, err)
	}
	if _, err := files.CheckAlt(strings.Repeat("x", files.MaxAlt+1)); !errors.Is(err, files.ErrAltTooLong) {
		t.Error(err)
	}
	f := files.File{ID: "i", ContentType: "image/png", Alt: "a](javascript:x) `y`"}
	if got := f.Markdown(); got != "![a)(javascript:x) 'y'](/files/i)" {
		t.Error(got)
	}
}
