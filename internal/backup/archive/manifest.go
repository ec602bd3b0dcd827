package archive

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// Format and Version tell this kind of file from all others.
const (
	Format  = "tamatar-backup"
	Version = 1
)

// Bounds of what a reader takes.
const (
	maxHead    = 4 << 20   // manifest.json and end.json, bytes
	maxPart    = 128 << 20 // one part of a table; a single row may be larger than the usual megabyte
	maxTables  = 2000
	maxColumns = 2000
)

// Manifest is what an archive says about itself before the rows.
type Manifest struct {
	Format  string    `json:"format"`
	Version int       `json:"version"`
	MadeBy  string    `json:"madeBy"`
	MadeAt  time.Time `json:"madeAt"`
	Engine  string    `json:"engine"`
	// Applied are the migrations that the schema had seen.
	Applied []int64    `json:"applied"`
	Tables  []db.Table `json:"tables"`
	// Keys are the names of the instance's keys, never the keys.
	Keys []string `json:"keys"`
}

// SchemaVersion is the newest migration that the rows have seen.
func (m Manifest) SchemaVersion() int64 {
	if len(m.Applied) == 0 {
		return 0
	}
	return slices.Max(m.Applied)
}

// TableSum is what a table held.
type TableSum struct {
	Name   string `json:"name"`
	Rows   int64  `json:"rows"`
	SHA256 string `json:"sha256"`
}

// FilesSum is what was uploaded.
type FilesSum struct {
	Count  int64  `json:"count"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// End is what an archive says after everything else.
type End struct {
	Tables []TableSum `json:"tables"`
	Files  FilesSum   `json:"files"`
	// Seal is an HMAC over everything above under the keyring of the instance: who holds that keyring can tell that the
	// archive is the instance's own.
	Seal string `json:"seal,omitempty"`
}

// Summary is all that an archive says about its content; every reader has checked it.
type Summary struct {
	Manifest

	End         End
	Encrypted   bool
	WithKeyring bool
}

// Rows counts the rows of all tables.
func (s Summary) Rows() int64 {
	n := int64(0)
	for _, t := range s.End.Tables {
		n += t.Rows
	}
	return n
}

// What may be wrong with an archive. The texts are for whoever runs the instance.
var (
	ErrNotArchive = errors.New("this is not a backup of Tamatar")
	ErrFuture     = errors.New("this backup was made by a newer version of Tamatar: restore it with that version or a later one")
	ErrDamaged    = errors.New("the backup is damaged or was changed")
	ErrTooLarge   = errors.New("the backup unpacks to far more than it holds: it is refused")
	ErrLocked     = errors.New("the backup is encrypted: name the identity file (--identity-file) or the file with the passphrase (--passphrase-file)")
	ErrWrongKey   = errors.New("the backup does not open with this identity or passphrase")
)

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}

func (m Manifest) check() error {
	switch {
	case m.Format != Format:
		return ErrNotArchive
	case m.Version > Version:
		return ErrFuture
	case m.Version != Version, len(m.Tables) == 0, len(m.Tables) > maxTables, len(m.Applied) == 0, len(m.Applied) > maxTables:
		return damaged("its manifest makes no sense")
	}
	seen := map[string]bool{}
	for _, t := range m.Tables {
		if seen[t.Name] || !plainName(t.Name) || len(t.Columns) == 0 || len(t.Columns) > maxColumns {
			return damaged("its manifest lists table %.60q wrongly", t.Name)
		}
		seen[t.Name] = true
	}
	return nil
}

// plainName tells names that may stand in a path: what migrations call their tables.
func plainName(name string) bool {
	for _, r := range name {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' {
			return false
		}
	}
	return name != "" && len(name) <= 63
}

// sealPurpose derives the key of the seal from the root of the keyring, which survives rotation.
const sealPurpose = "backup.seal"

// seal is the HMAC of manifest and end; "" without a keyring.
func seal(k *secret.Keyring, m Manifest, e End) string {
	if k == nil {
		return ""
	}
	e.Seal = ""
	text, err := json.Marshal(struct {
		Manifest Manifest
		End      End
	}{m, e})
	if err != nil {
		return "" // plain structs of strings and numbers
	}
	mac := hmac.New(sha256.New, k.Derive(sealPurpose))
	mac.Write(text)
	return hex.EncodeToString(mac.Sum(nil))
}

// SealedBy tells whether the keyring is that of the instance which made the archive, and nothing was changed since.
func (s Summary) SealedBy(k *secret.Keyring) bool {
	return k != nil && s.End.Seal != "" && hmac.Equal([]byte(s.End.Seal), []byte(seal(k, s.Manifest, s.End)))
}

// Name is what an archive made at this moment is called; names sort by time.
func Name(at time.Time, encrypted bool) string {
	name := "tamatar-" + at.UTC().Format("20060102T150405Z") + ".tar.gz"
	if encrypted {
		name += ".age"
	}
	return name
}
