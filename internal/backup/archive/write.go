package archive

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"path"
	"time"

	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// Source is the instance to back up.
type Source struct {
	DB    *db.DB
	Files *blob.Store
	// Keyring seals the archive; nil leaves it unsealed.
	Keyring *secret.Keyring
	Clock   clock.Clock
	// MadeBy is the version of the program.
	MadeBy string
}

// Options tune Write.
type Options struct {
	Lock Lock
	// WithKeyring puts the keyring inside; only with a lock.
	WithKeyring bool
	// Progress may be nil; it is told rows and files done.
	Progress func(step string, done, total int64)
}

// ErrKeyringInClear says that the keyring was to go into an archive that anybody can read.
var ErrKeyringInClear = errors.New("the keyring goes into encrypted backups only: name a recipient or a passphrase as well")

// partSize is about how many bytes of rows a part has.
const partSize = 1 << 20

// Write writes an archive of the instance to w while it is in use. What was committed before the call is in it.
func Write(ctx context.Context, src Source, w io.Writer, o Options) (Summary, error) {
	if o.WithKeyring && (!o.Lock.On() || src.Keyring == nil) {
		return Summary{}, ErrKeyringInClear
	}
	if o.Progress == nil {
		o.Progress = func(string, int64, int64) {}
	}
	envelope, err := o.Lock.encrypt(w)
	if err != nil {
		return Summary{}, err
	}
	packed, err := gzip.NewWriterLevel(envelope, gzip.BestSpeed)
	if err != nil {
		return Summary{}, err
	}
	buffered := bufio.NewWriterSize(packed, 64<<10)
	a := &writer{ctx: ctx, src: src, o: o, tar: tar.NewWriter(buffered), at: src.Clock.Now().UTC().Truncate(time.Millisecond)}
	if err := a.write(); err != nil {
		return Summary{}, fmt.Errorf("write backup: %w", err)
	}
	if err := errors.Join(a.tar.Close(), buffered.Flush(), packed.Close(), envelope.Close()); err != nil {
		return Summary{}, fmt.Errorf("write backup: %w", err)
	}
	return Summary{Manifest: a.manifest, End: a.end, Encrypted: o.Lock.On(), WithKeyring: o.WithKeyring}, nil
}

type writer struct {
	ctx context.Context //nolint:containedctx // lives as long as one call of Write.
	src Source
	o   Options
	tar *tar.Writer
	at  time.Time

	manifest Manifest
	end      End
}

func (a *writer) write() error {
	if err := a.rows(); err != nil {
		return err
	}
	if err := a.files(); err != nil {
		return err
	}
	if a.o.WithKeyring {
		if err := a.entry("keyring", a.src.Keyring.Bytes()); err != nil {
			return err
		}
	}
	a.end.Seal = seal(a.src.Keyring, a.manifest, a.end)
	return a.object("end.json", a.end)
}

// rows writes the manifest and all tables out of one snapshot.
func (a *writer) rows() (err error) {
	snapshot, err := a.src.DB.Snapshot(a.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, snapshot.Close()) }()
	applied, err := snapshot.Applied(a.ctx)
	if err != nil {
		return err
	}
	a.manifest = Manifest{
		Format: Format, Version: Version, MadeBy: a.src.MadeBy, MadeAt: a.at, Engine: string(a.src.DB.Dialect()),
		Applied: applied, Tables: snapshot.Tables(), Keys: []string{},
	}
	if a.src.Keyring != nil {
		a.manifest.Keys = a.src.Keyring.KeyIDs()
	}
	if err := a.manifest.check(); err != nil {
		return err
	}
	if err := a.object("manifest.json", a.manifest); err != nil {
		return err
	}
	for _, t := range a.manifest.Tables {
		if err := a.table(snapshot, t.Name); err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
	}
	return nil
}

func (a *writer) table(snapshot *db.Snapshot, name string) error {
	total, err := snapshot.Count(a.ctx, name)
	if err != nil {
		return err
	}
	sum, part, parts, rows := sha256.New(), make([]byte, 0, 64<<10), 0, int64(0)
	flush := func() error {
		if len(part) == 0 {
			return nil
		}
		parts++
		sum.Write(part)
		err := a.entry(partName(name, parts), part)
		part = part[:0]
		a.o.Progress(name, rows, total)
		return err
	}
	err = snapshot.Rows(a.ctx, name, func(row []any) error {
		part = db.AppendRow(part, row)
		rows++
		if len(part) < partSize {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	a.end.Tables = append(a.end.Tables, TableSum{Name: name, Rows: rows, SHA256: hexOf(sum)})
	return err
}

func partName(table string, n int) string { return fmt.Sprintf("tables/%s/%06d.rows", table, n) }

// files writes what was uploaded.
func (a *writer) files() error {
	sum := newFilesSum()
	err := a.src.Files.List(a.ctx, func(key string) error {
		body, info, err := a.src.Files.GetFile(a.ctx, key)
		if errors.Is(err, blob.ErrNotFound) {
			return nil // deleted since it was listed
		}
		if err != nil {
			return err
		}
		defer body.Close()
		header := a.header(path.Join("files", key), info.Size)
		header.PAXRecords = map[string]string{typeRecord: info.ContentType}
		if err := a.tar.WriteHeader(header); err != nil {
			return err
		}
		content := sha256.New()
		if _, err := io.CopyN(io.MultiWriter(a.tar, content), body, info.Size); err != nil {
			return fmt.Errorf("file %s: %w", key, err)
		}
		sum.add(key, info.ContentType, info.Size, content.Sum(nil))
		a.o.Progress("files", sum.total.Count, 0)
		return a.ctx.Err()
	})
	a.end.Files = sum.done()
	return err
}

// typeRecord names the content type of a file in its tar header.
const typeRecord = "TAMATAR.type"

func (a *writer) object(name string, v any) error {
	text, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	return a.entry(name, text)
}

func (a *writer) entry(name string, body []byte) error {
	if err := a.tar.WriteHeader(a.header(name, int64(len(body)))); err != nil {
		return err
	}
	_, err := a.tar.Write(body)
	return err
}

func (a *writer) header(name string, size int64) *tar.Header {
	return &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: a.at.Truncate(time.Second), Format: tar.FormatPAX}
}

// filesSum hashes key, type, size and content of each file in their order.
type filesSum struct {
	h     hash.Hash
	total FilesSum
}

func newFilesSum() *filesSum { return &filesSum{h: sha256.New()} }

func (s *filesSum) add(key, contentType string, size int64, content []byte) {
	fmt.Fprintf(s.h, "%d %s %d %s %d %x\n", len(key), key, len(contentType), contentType, size, content)
	s.total.Count++
	s.total.Bytes += size
}

func (s *filesSum) done() FilesSum {
	s.total.SHA256 = hexOf(s.h)
	return s.total
}

func hexOf(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }
