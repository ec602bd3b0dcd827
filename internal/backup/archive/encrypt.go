package archive

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
)

// scryptWork is how dear a passphrase is to guess, as a power of two: 64 MiB of memory and a fifth of a second. Readers
// take a little more and no further, so that no archive makes them spend gigabytes.
const (
	scryptWork    = 16
	maxScryptWork = 18
)

// ErrRecipients says that the wish for encryption cannot be met as given.
var ErrRecipients = errors.New("encrypt either for recipients or with a passphrase, not both")

// Lock is how archives are encrypted. The zero value leaves them open.
type Lock struct {
	recipients []age.Recipient
	passphrase string
}

// NewLock reads age recipients (age1…) or takes a passphrase.
func NewLock(recipients []string, passphrase string) (Lock, error) {
	l := Lock{passphrase: passphrase}
	if passphrase != "" && len(recipients) > 0 {
		return Lock{}, ErrRecipients
	}
	for _, text := range recipients {
		r, err := age.ParseX25519Recipient(strings.TrimSpace(text))
		if err != nil {
			return Lock{}, fmt.Errorf("%q is no age recipient (age1…): %w", text, err)
		}
		l.recipients = append(l.recipients, r)
	}
	return l, nil
}

// On tells whether archives are encrypted.
func (l Lock) On() bool { return l.passphrase != "" || len(l.recipients) > 0 }

// Key opens archives. The zero value opens those that are not encrypted.
type Key struct{ identities []age.Identity }

// NewKey reads an age identity file or takes a passphrase; both may be missing.
func NewKey(identities io.Reader, passphrase string) (Key, error) {
	var k Key
	if identities != nil {
		ids, err := age.ParseIdentities(identities)
		if err != nil {
			return Key{}, fmt.Errorf("read the age identities: %w", err)
		}
		k.identities = ids
	}
	if passphrase != "" {
		id, err := age.NewScryptIdentity(passphrase)
		if err != nil {
			return Key{}, err
		}
		id.SetMaxWorkFactor(maxScryptWork)
		k.identities = append(k.identities, id)
	}
	return k, nil
}

// Once is the lock with one more recipient whose key is given back: with it the archive that was just written can be
// opened to prove it, by this process and nobody else. With a passphrase that is the key.
func (l Lock) Once() (Lock, Key, error) {
	if !l.On() {
		return l, Key{}, nil
	}
	if l.passphrase != "" {
		k, err := NewKey(nil, l.passphrase)
		return l, k, err
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return Lock{}, Key{}, fmt.Errorf("make a key for the proof: %w", err)
	}
	return Lock{recipients: append([]age.Recipient{id.Recipient()}, l.recipients...)}, Key{identities: []age.Identity{id}}, nil
}

// encrypt wraps w; closing the result ends the envelope and leaves w open.
func (l Lock) encrypt(w io.Writer) (io.WriteCloser, error) {
	if !l.On() {
		return nopCloser{w}, nil
	}
	recipients := l.recipients
	if l.passphrase != "" {
		r, err := age.NewScryptRecipient(l.passphrase)
		if err != nil {
			return nil, err
		}
		r.SetWorkFactor(scryptWork)
		recipients = []age.Recipient{r}
	}
	out, err := age.Encrypt(w, recipients...)
	if err != nil {
		return nil, fmt.Errorf("encrypt: %w", err)
	}
	return out, nil
}

const ageHeader = "age-encryption.org/"

// decrypt looks whether r is encrypted and opens it.
func (k Key) decrypt(r io.Reader) (plain io.Reader, encrypted bool, err error) {
	buffered := bufio.NewReaderSize(r, 64<<10)
	head, err := buffered.Peek(len(ageHeader))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, false, err
	}
	if string(head) != ageHeader {
		return buffered, false, nil
	}
	if len(k.identities) == 0 {
		return nil, true, ErrLocked
	}
	plain, err = age.Decrypt(buffered, k.identities...)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return nil, true, ErrWrongKey
	case err != nil:
		return nil, true, fmt.Errorf("%w: %w", ErrWrongKey, err)
	}
	return plain, true, nil
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// Key opens what the lock closes as far as the lock knows how: with the passphrase, never with the key of a recipient.
func (l Lock) Key() (Key, error) { return NewKey(nil, l.passphrase) }
