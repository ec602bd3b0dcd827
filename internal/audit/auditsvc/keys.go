package auditsvc

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// sealedMark begins what is sealed with a person's key. Records of releases before it are plain.
const sealedMark = "p1|"

// keyBytes is the size of a person's key.
const keyBytes = 32

// keyRow is a row of audit_keys.
type keyRow struct {
	PersonID string
	Sealed   string
}

func keyAAD(personID string) string { return secret.AAD("audit_keys", "sealed", personID) }

// keyOf is the person's key, made when there is none.
func (s *Service) keyOf(ctx context.Context, tx *db.Tx, personID string) ([]byte, error) {
	keys, err := s.keysOf(ctx, tx, personID)
	if err != nil || keys[personID] != nil {
		return keys[personID], err
	}
	fresh := make([]byte, keyBytes)
	_, _ = rand.Read(fresh) // never fails
	_, err = tx.Exec(ctx, `INSERT INTO audit_keys (person_id, sealed) VALUES ($1, $2) ON CONFLICT (person_id) DO NOTHING`,
		personID, s.Keyring.Seal(keyAAD(personID), fresh))
	if err != nil {
		return nil, fmt.Errorf("keep a key of the log: %w", err)
	}
	keys, err = s.keysOf(ctx, tx, personID) // somebody else may have been first
	return keys[personID], err
}

// keysOf reads the keys of people, in one statement; whoever was erased has none.
func (s *Service) keysOf(ctx context.Context, q db.Querier, people ...string) (map[string][]byte, error) {
	args, seen := []any{}, map[string]bool{"": true}
	for _, p := range people {
		if !seen[p] {
			seen[p] = true
			args = append(args, p)
		}
	}
	out := make(map[string][]byte, len(args))
	if len(args) == 0 {
		return out, nil
	}
	rows, err := db.Select[keyRow](ctx, q, `SELECT person_id, sealed FROM audit_keys WHERE person_id IN `+db.In(len(args), 1), args...)
	if err != nil {
		return nil, fmt.Errorf("read keys of the log: %w", err)
	}
	for _, r := range rows {
		key, err := s.Keyring.Open(keyAAD(r.PersonID), r.Sealed)
		if err != nil { // the keyring is another one: the log goes on, and tells ids alone
			s.Log.ErrorContext(ctx, "a key of the log does not open", "person", r.PersonID, "err", err)
			continue
		}
		out[r.PersonID] = key
	}
	return out, nil
}

// sealer is whose key seals where a record came from: the one who did it, or the one it is about.
func (r recordRow) sealer() string {
	if r.ActorID != "" {
		return r.ActorID
	}
	return r.SubjectID
}

// seal hides what the record says with the keys of those it is about.
func (s *Service) seal(ctx context.Context, tx *db.Tx, r *recordRow) error {
	for _, part := range []struct {
		person, column string
		text           *string
	}{{r.SubjectID, "details", &r.Details}, {r.sealer(), "network", &r.Network}} {
		if part.person == "" || *part.text == "" || *part.text == "[]" {
			continue
		}
		key, err := s.keyOf(ctx, tx, part.person)
		if err != nil {
			return err
		}
		if *part.text, err = sealText(key, r.ID+":"+part.column, *part.text); err != nil {
			return err
		}
	}
	return nil
}

// open shows what records say. What was sealed with a key that is gone stays empty.
func (s *Service) open(ctx context.Context, q db.Querier, rows []recordRow) error {
	var people []string
	for _, r := range rows {
		people = append(people, r.SubjectID, r.sealer())
	}
	keys, err := s.keysOf(ctx, q, people...)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		r.Details = openText(keys[r.SubjectID], r.ID+":details", r.Details)
		r.Network = openText(keys[r.sealer()], r.ID+":network", r.Network)
	}
	return nil
}

var errKey = errors.New("audit: a key of the log has the wrong size")

func gcmOf(key []byte) (cipher.AEAD, error) {
	if len(key) != keyBytes {
		return nil, errKey
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func sealText(key []byte, aad, text string) (string, error) {
	aead, err := gcmOf(key)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, aead.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	return sealedMark + base64.RawURLEncoding.EncodeToString(aead.Seal(nonce, nonce, []byte(text), []byte(aad))), nil
}

// openText is the text, or nothing when it cannot be read any more.
func openText(key []byte, aad, text string) string {
	sealed, ok := strings.CutPrefix(text, sealedMark)
	if !ok {
		return text
	}
	aead, err := gcmOf(key)
	if err != nil {
		return ""
	}
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil || len(raw) < aead.NonceSize() {
		return ""
	}
	plain, err := aead.Open(nil, raw[:aead.NonceSize()], raw[aead.NonceSize():], []byte(aad))
	if err != nil {
		return ""
	}
	return string(plain)
}

// erase takes a person's key away: what the records about them said is gone, that they are there is not.
func (s *Service) erase(ctx context.Context, userID string) (bool, error) {
	_, err := s.DB.Writer().Exec(ctx, `DELETE FROM audit_keys WHERE person_id = $1`, userID)
	return false, err
}
