package archive_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/backup/archive"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// part is one entry of an archive that a test takes apart.
type part struct {
	header tar.Header
	body   []byte
}

func takeApart(t *testing.T, archived []byte) []part {
	t.Helper()
	packed, err := gzip.NewReader(bytes.NewReader(archived))
	if err != nil {
		t.Fatal(err)
	}
	var out []part
	for r := tar.NewReader(packed); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, part{*h, body})
	}
}

func putTogether(t *testing.T, parts []part) []byte {
	t.Helper()
	var out bytes.Buffer
	packed := gzip.NewWriter(&out)
	w := tar.NewWriter(packed)
	for _, p := range parts {
		h := p.header
		h.Size = int64(len(p.body))
		if h.Typeflag != tar.TypeReg {
			h.Size = 0
		}
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			_, _ = w.Write(p.body)
		}
	}
	if err := errors.Join(w.Close(), packed.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestAttack_K04_HostileArchive restores an honest archive, then archives that were changed in every way: each is
// refused, and neither a row nor a file nor anything outside of the folder is there afterwards.
func TestAttack_K04_HostileArchive(t *testing.T) {
	in := fill(t, dbtest.Open(t, db.SQLite))
	honest, _ := in.write(t, archive.Options{})
	parts := takeApart(t, honest)
	at := func(name string) int {
		return slices.IndexFunc(parts, func(p part) bool { return strings.HasPrefix(p.header.Name, name) })
	}
	with := func(change func(p []part) []part) []byte {
		return putTogether(t, change(slices.Clone(parts)))
	}
	rename := func(i int, name string) []byte {
		return with(func(p []part) []part { p[i].header.Name = name; return p })
	}
	kind := func(i int, flag byte, link string) []byte {
		return with(func(p []part) []part { p[i].header.Typeflag, p[i].header.Linkname = flag, link; return p })
	}
	manifest := func(change func(m map[string]any)) []byte {
		return with(func(p []part) []part {
			var m map[string]any
			if err := json.Unmarshal(p[0].body, &m); err != nil {
				t.Fatal(err)
			}
			change(m)
			p[0].body, _ = json.Marshal(m)
			return p
		})
	}
	file, row := at("files/"), at("tables/audit_records")
	tables := func(m map[string]any) []any { return m["tables"].([]any) }

	restore := func(t *testing.T, body []byte) (string, *db.DB, error) {
		dir := t.TempDir()
		files, err := blob.Open(t.Context(), "file://"+filepath.Join(dir, "deep", "files"))
		if err != nil {
			t.Fatal(err)
		}
		d := empty(t, db.SQLite)
		_, err = archive.Restore(t.Context(), opener(body), archive.Key{}, archive.Target{DB: d, Files: files, Keyring: in.keys}, archive.Consent{})
		return dir, d, err
	}
	if dir, _, err := restore(t, putTogether(t, parts)); err != nil {
		t.Fatal("the honest archive, put together again:", err)
	} else if _, err := os.Stat(filepath.Join(dir, "deep", "files", "avatars", "a.png")); err != nil {
		t.Fatal(err)
	}

	for name, c := range map[string]struct {
		body []byte
		want error
	}{
		"no archive":              {[]byte("hello"), archive.ErrNotArchive},
		"empty":                   {nil, archive.ErrNotArchive},
		"another gzip":            {putTogether(t, []part{{tar.Header{Name: "readme", Typeflag: tar.TypeReg}, []byte("hello")}}), archive.ErrNotArchive},
		"cut off":                 {honest[:len(honest)-2000], archive.ErrDamaged},
		"no end":                  {putTogether(t, parts[:len(parts)-1]), archive.ErrDamaged},
		"another format":          {manifest(func(m map[string]any) { m["format"] = "vikunja" }), archive.ErrNotArchive},
		"a later format":          {manifest(func(m map[string]any) { m["version"] = 2 }), archive.ErrFuture},
		"no tables":               {manifest(func(m map[string]any) { m["tables"] = []any{} }), archive.ErrDamaged},
		"table name with SQL":     {manifest(func(m map[string]any) { tables(m)[0].(map[string]any)["name"] = "x; DROP TABLE audit_head" }), archive.ErrDamaged},
		"rows of another schema":  {manifest(func(m map[string]any) { m["applied"] = []int{1} }), archive.ErrForeign},
		"file outside":            {rename(file, "files/../../outside"), archive.ErrDamaged},
		"file from the root":      {rename(file, "files//etc/outside"), archive.ErrDamaged},
		"file with a backslash":   {rename(file, `files/..\outside`), archive.ErrDamaged},
		"hidden file":             {rename(file, "files/.ssh/authorized_keys"), archive.ErrDamaged},
		"entry outside":           {rename(file, "../outside"), archive.ErrDamaged},
		"keyring twice its place": {rename(file, "keyring"), archive.ErrDamaged},
		"symbolic link":           {kind(file, tar.TypeSymlink, "/etc/passwd"), archive.ErrDamaged},
		"hard link":               {kind(file, tar.TypeLink, "/etc/passwd"), archive.ErrDamaged},
		"device":                  {kind(file, tar.TypeChar, ""), archive.ErrDamaged},
		"file changed":            {with(func(p []part) []part { p[file].body = []byte("other"); return p }), archive.ErrDamaged},
		"file twice": {with(func(p []part) []part {
			return slices.Insert(p, file, p[file])
		}), archive.ErrDamaged},
		"row changed": {with(func(p []part) []part {
			p[row].body = bytes.Replace(p[row].body, []byte("long"), []byte("LONG"), 1)
			return p
		}), archive.ErrDamaged},
		"rows left out":        {with(func(p []part) []part { return slices.Delete(p, row, row+1) }), archive.ErrDamaged},
		"rows of no table":     {rename(row, "tables/nobody/000001.rows"), archive.ErrDamaged},
		"row with long length": {with(func(p []part) []part { p[row].body = []byte("rt\xff\xff\xff\xff\xff\xff\xff\xff"); return p }), archive.ErrDamaged},
		"something behind": {with(func(p []part) []part {
			return append(p, part{tar.Header{Name: "x", Typeflag: tar.TypeReg}, []byte("x")})
		}), archive.ErrDamaged},
		"a bomb":        {bomb(t, parts[0]), archive.ErrTooLarge},
		"a sparse bomb": {sparseBomb(t, parts[:file]), archive.ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			dir, d, err := restore(t, c.body)
			if !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
			if applied, err := db.Applied(t.Context(), d.Reader()); len(applied) != 0 || err != nil {
				t.Errorf("the database has been touched: %v, %v", applied, err)
			}
			var found []string
			_ = filepath.WalkDir(dir, func(path string, e os.DirEntry, _ error) error {
				if !e.IsDir() {
					found = append(found, path)
				}
				return nil
			})
			if len(found) != 0 {
				t.Errorf("files were written: %v", found)
			}
		})
	}
}

// bomb is a small archive with a file of two gigabytes of zeros.
func bomb(t *testing.T, manifest part) []byte {
	t.Helper()
	var out bytes.Buffer
	packed := gzip.NewWriter(&out)
	w := tar.NewWriter(packed)
	manifest.header.Size = int64(len(manifest.body))
	size := int64(2 << 30)
	_ = w.WriteHeader(&manifest.header)
	_, _ = w.Write(manifest.body)
	_ = w.WriteHeader(&tar.Header{Name: "files/zeros", Typeflag: tar.TypeReg, Size: size, Mode: 0o600})
	zeros := make([]byte, 1<<20)
	for written := int64(0); written < 200<<20; written += int64(len(zeros)) {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	_ = w.Flush()
	_ = packed.Close()
	return out.Bytes()
}

// sparseBomb has a file of a terabyte that is nothing but a hole.
func sparseBomb(t *testing.T, before []part) []byte {
	t.Helper()
	var out bytes.Buffer
	packed := gzip.NewWriter(&out)
	w := tar.NewWriter(packed)
	for _, p := range before {
		p.header.Size = int64(len(p.body))
		_ = w.WriteHeader(&p.header)
		_, _ = w.Write(p.body)
	}
	_ = w.Flush()
	// archive/tar does not write GNU.sparse records, so the two headers are made here.
	records := paxRecord("GNU.sparse.major", "1") + paxRecord("GNU.sparse.minor", "0") +
		paxRecord("GNU.sparse.name", "files/hole") + paxRecord("GNU.sparse.realsize", "1099511627776")
	writeRaw(packed, 'x', "pax", []byte(records))
	writeRaw(packed, '0', "files/hole", append([]byte("1\n1099511627776\n0\n"), make([]byte, 512-18)...))
	_, _ = packed.Write(make([]byte, 1024))
	_ = packed.Close()
	return out.Bytes()
}

func paxRecord(name, value string) string {
	body := " " + name + "=" + value + "\n"
	for n := len(body) + 1; ; n++ {
		text := itoa(n) + body
		if len(text) == n {
			return text
		}
	}
}

func itoa(n int) string {
	b, _ := json.Marshal(n)
	return string(b)
}

func writeRaw(w io.Writer, flag byte, name string, body []byte) {
	block := make([]byte, 512)
	copy(block, name)
	copy(block[100:], "0000600\x000000000\x000000000\x00")
	copy(block[124:], []byte(octal(len(body))))
	copy(block[136:], octal(0))
	copy(block[148:], "        ")
	block[156] = flag
	copy(block[257:], "ustar\x0000")
	sum := 0
	for _, b := range block {
		sum += int(b)
	}
	copy(block[148:], octal(sum)[5:]+"\x00 ")
	_, _ = w.Write(block)
	_, _ = w.Write(body)
	if rest := len(body) % 512; rest > 0 {
		_, _ = w.Write(make([]byte, 512-rest))
	}
}

func octal(n int) string {
	text := ""
	for range 11 {
		text = string(rune('0'+n%8)) + text
		n /= 8
	}
	return text
}

// TestDamageAnywhereIsFound flips single bits of an archive: none that changes what it holds goes unseen by the proof.
// Deflate fills its blocks up with bits that say nothing, so an archive may differ in them and hold the same.
func TestDamageAnywhereIsFound(t *testing.T) {
	in := fill(t, dbtest.Open(t, db.SQLite))
	honest, _ := in.write(t, archive.Options{})
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same bits in every run.
	for range 60 {
		body := bytes.Clone(honest)
		i := 10 + random.IntN(len(body)-10) // behind gzip's own header, which says nothing
		body[i] ^= 1 << random.IntN(8)
		if _, _, err := archive.Check(t.Context(), opener(body), archive.Key{}); err == nil && !bytes.Equal(unpack(t, body), unpack(t, honest)) {
			t.Errorf("a flipped bit in byte %d of %d is not found", i, len(body))
		}
	}
}

func unpack(t *testing.T, body []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

// TestForeignSealIsSeen changes a row and everything that is computed without a key: only the seal tells.
func TestForeignSealIsSeen(t *testing.T) {
	in := fill(t, dbtest.Open(t, db.SQLite))
	if _, err := in.db.Writer().Exec(t.Context(), `UPDATE platform_schedules SET next_at = 99 WHERE name = 'a'`); err != nil {
		t.Fatal(err)
	}
	forger := in
	forger.keys = secret.NewKeyring()
	body, s := forger.write(t, archive.Options{})
	if s.SealedBy(in.keys) || !s.SealedBy(forger.keys) || s.SealedBy(nil) {
		t.Error("the seal does not tell keyrings apart")
	}
	checked, _, err := archive.Check(t.Context(), opener(body), archive.Key{})
	if err != nil || checked.SealedBy(in.keys) {
		t.Errorf("%v", err)
	}
	checked.MadeAt = checked.MadeAt.Add(time.Second)
	if checked.SealedBy(forger.keys) {
		t.Error("the seal does not cover the manifest")
	}
}
