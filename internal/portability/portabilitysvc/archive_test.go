package portabilitysvc

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/portable"
	"tamatar.dev/tamatar/internal/portability"
)

// honest is an archive as an export writes it, with two files.
func honest(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	a, err := newArchiveWriter(&out, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		portable.NewOut(a, "journal").File("entries/a.md", time.Time{}, []byte(strings.Repeat("a", 60_000))),
		portable.NewOut(a, "tags").JSON("tags.json", []string{"go"}),
		a.manifest(""), a.close(),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

// made is an archive of these files with a right manifest, by a writer that obeys nobody.
func made(t *testing.T, files map[string]string, more func(z *zip.Writer)) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	m := manifest{Format: formatName, Version: formatVersion}
	for name, text := range files {
		sum := sha256.Sum256([]byte(text))
		m.Files = append(m.Files, manifestFile{name, hex.EncodeToString(sum[:]), int64(len(text))})
		put(t, z, &zip.FileHeader{Name: name, Method: zip.Deflate}, text)
	}
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	put(t, z, &zip.FileHeader{Name: manifestName, Method: zip.Deflate}, string(raw))
	if more != nil {
		more(z)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func put(t *testing.T, z *zip.Writer, h *zip.FileHeader, text string) {
	t.Helper()
	w, err := z.CreateHeader(h)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func open(raw []byte) (*archiveReader, *portable.Report, error) {
	report := &portable.Report{}
	a, err := openArchive(bytes.NewReader(raw), int64(len(raw)), report)
	return a, report, err
}

func TestAnHonestArchiveIsRead(t *testing.T) {
	a, report, err := open(honest(t))
	if err != nil || report.Refused > 0 || a.things != 2 {
		t.Fatalf("%v %+v", err, report)
	}
	f, err := a.Open("journal/entries/a.md")
	if err != nil {
		t.Fatal(err)
	}
	if raw, err := io.ReadAll(f); err != nil || len(raw) != 60_000 {
		t.Fatal(len(raw), err)
	}
}

func TestAttack_B10_HostileArchives(t *testing.T) {
	if _, report, err := open(honest(t)); err != nil || report.Refused > 0 {
		t.Fatal("the honest one:", err, report.Problems)
	}
	entry := map[string]string{"journal/entries/a.md": "text"}
	bomb := strings.Repeat("\x00", 3<<20)
	cases := map[string]struct {
		raw  []byte
		want error // of the archive as a whole, or
		told error // of a file
	}{
		"not a zip":           {raw: []byte("PK\x03\x04 nothing"), want: portability.ErrNoZip},
		"empty":               {raw: nil, want: portability.ErrNoZip},
		"cut off":             {raw: honest(t)[:200], want: portability.ErrNoZip},
		"no manifest":         {raw: plainZip(t, "notes/a.md"), want: portability.ErrNoManifest},
		"one file that grows": {raw: made(t, map[string]string{"journal/entries/a.md": bomb}, nil), told: portability.ErrBomb},
		"many that grow":      {raw: made(t, many(200, strings.Repeat("b", 1<<20)), nil), want: portability.ErrBomb},
		"an archive within":   {raw: made(t, map[string]string{"journal/entries/b.zip": "PK"}, nil), told: portability.ErrNested},
		"the same file twice": {raw: made(t, entry, func(z *zip.Writer) { put(t, z, &zip.FileHeader{Name: "journal/entries/a.md"}, "other") }), told: portability.ErrTwice},
		"more than it says":   {raw: lying(t), told: portability.ErrChecksum},
		"too many files":      {raw: countless(t), want: portability.ErrTooManyFiles},
		"shared bytes":        {raw: overlapping(t), told: portability.ErrOverlap},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			a, report, err := open(c.raw)
			if err == nil && c.told != nil {
				_, err = a.Open("journal/entries/a.md")
				if err != nil {
					err = report.Refuse("entries", "journal/entries/a.md", err)
				}
			}
			if c.want != nil && !errors.Is(err, c.want) {
				t.Fatalf("%v, want %v", err, c.want)
			}
			if c.told != nil && (report.Refused == 0 || report.Problems[0].Message == "" || !strings.Contains(c.told.Error(), report.Problems[0].Code)) {
				t.Fatalf("%v %+v, want %v", err, report.Problems, c.told)
			}
		})
	}
}

func TestAttack_K04_ForeignArchives(t *testing.T) {
	entry := map[string]string{"journal/entries/a.md": "text"}
	if a, report, err := open(made(t, entry, nil)); err != nil || report.Refused > 0 || len(a.Names("journal")) != 1 {
		t.Fatal("the honest one:", err, report.Problems)
	}
	for _, name := range []string{"../evil.md", "journal/../../evil.md", "/etc/passwd", "C:\\evil.md", "journal\\evil.md", "journal/\x00evil.md", "journal//evil.md", ".git/config", "journal/.hidden", "journal/\u202eevil.md"} {
		_, report, err := open(made(t, entry, func(z *zip.Writer) { put(t, z, &zip.FileHeader{Name: name}, "x") }))
		if !errors.Is(err, errUnsound) || len(report.Problems) != 1 || report.Problems[0].Code != "portability.path" {
			t.Errorf("%q: %v %+v", name, err, report.Problems)
		}
	}
	link := &zip.FileHeader{Name: "journal/entries/link.md"}
	link.SetMode(fs.ModeSymlink | 0o777)
	if _, report, err := open(made(t, entry, func(z *zip.Writer) { put(t, z, link, "/etc/passwd") })); !errors.Is(err, errUnsound) || report.Problems[0].Code != "portability.file_kind" {
		t.Errorf("a link: %v %+v", err, report.Problems)
	}
	a, report, err := open(made(t, entry, func(z *zip.Writer) { put(t, z, &zip.FileHeader{Name: "journal/entries/b.md"}, "smuggled") }))
	if err != nil || report.Problems[0].Code != "portability.not_listed" || len(a.Names("journal")) != 1 {
		t.Errorf("a file besides the manifest: %v %+v", err, report.Problems)
	}
	changed := bytes.Replace(honest(t), []byte("aaaaaaaaaa"), []byte("aaaaaaaaab"), 1) // stored, not packed: it is found
	if a, _, err := open(changed); err != nil {
		t.Error(err)
	} else if _, err := a.Open("journal/entries/a.md"); !errors.Is(err, portability.ErrChecksum) {
		t.Error("a changed file:", err)
	}
}

func plainZip(t *testing.T, name string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	put(t, z, &zip.FileHeader{Name: name}, "text")
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func many(n int, text string) map[string]string {
	out := map[string]string{}
	for i := range n {
		out[fmt.Sprintf("journal/entries/%04d.md", i)] = text
	}
	return out
}

// raw writes a file with whatever its header says.
func rawFile(t *testing.T, z *zip.Writer, h *zip.FileHeader, packed []byte) {
	t.Helper()
	w, err := z.CreateRaw(h)
	if err == nil {
		_, err = w.Write(packed)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// lying says that a file is small, and it is not.
func lying(t *testing.T) []byte {
	t.Helper()
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, 9)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write(make([]byte, 64<<20))
	_ = w.Close()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	sum := sha256.Sum256(make([]byte, 100))
	rawFile(t, z, &zip.FileHeader{Name: "journal/entries/a.md", Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: 100, CRC32: crc32.ChecksumIEEE(make([]byte, 100))}, packed.Bytes())
	text, _ := json.Marshal(manifest{Format: formatName, Version: 1, Files: []manifestFile{{"journal/entries/a.md", hex.EncodeToString(sum[:]), 100}}})
	put(t, z, &zip.FileHeader{Name: manifestName}, string(text))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// countless has more files than an archive may.
func countless(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := range portability.MaxFiles + 10 {
		rawFile(t, z, &zip.FileHeader{Name: fmt.Sprintf("journal/entries/%07d.md", i)}, nil)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// overlapping has two names for the same bytes: the second entry of the list is pointed at the first one's data.
func overlapping(t *testing.T) []byte {
	t.Helper()
	raw := made(t, map[string]string{"journal/entries/a.md": strings.Repeat("quite long, ", 20)}, func(z *zip.Writer) {
		put(t, z, &zip.FileHeader{Name: "journal/entries/b.md", Method: zip.Deflate}, strings.Repeat("quite long, ", 20))
	})
	at := bytes.LastIndex(raw, []byte("journal/entries/b.md")) // its place in the list; the offset of its data stands before its name
	copy(raw[at-4:at], []byte{0, 0, 0, 0})
	return raw
}
