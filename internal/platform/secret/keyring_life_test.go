package secret

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// TestRetiredRoot: the first key opens nothing any more, and what is derived from it stays.
func TestRetiredRoot(t *testing.T) {
	first := NewKeyring()
	root, pepper, old := first.Current(), first.Derive("pepper"), first.Seal("a", []byte("x"))
	ring, err := first.Rotated(noon).Retired(root)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseKeyring(ring.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []*Keyring{ring, again} {
		if _, err := k.Open("a", old); !errors.Is(err, ErrUnknownKey) {
			t.Errorf("the retired root opens: %v", err)
		}
		if _, ok := k.DeriveFrom(root, "jwt"); ok || k.Holds(root) {
			t.Error("the retired root gives signing keys")
		}
		if !bytes.Equal(k.Derive("pepper"), pepper) {
			t.Error("the pepper is lost")
		}
		if keys := k.Keys(); len(keys) != 2 || !keys[0].Retired || !keys[0].Root || !keys[0].ReplacedAt.Equal(noon) || !keys[1].Current {
			t.Errorf("%+v", keys)
		}
		if _, err := k.Retired(root); !errors.Is(err, ErrKeyInUse) {
			t.Errorf("retired twice: %v", err)
		}
	}
}

// TestStandby: nodes learn a key before anything is sealed with it.
func TestStandby(t *testing.T) {
	first := NewKeyring()
	waiting := first.WithStandby()
	if waiting.Current() != first.Current() || len(waiting.KeyIDs()) != 2 {
		t.Fatalf("%+v", waiting.Keys())
	}
	promoted := waiting.Rotated(noon)
	if promoted.Current() != waiting.KeyIDs()[1] || len(promoted.KeyIDs()) != 2 {
		t.Fatalf("%+v", promoted.Keys())
	}
	if got, err := waiting.Open("a", promoted.Seal("a", []byte("x"))); err != nil || string(got) != "x" {
		t.Errorf("a node that has not seen the rotation yet: %q, %v", got, err)
	}
	again, err := ParseKeyring(promoted.WithStandby().Bytes())
	if err != nil || again.Current() != promoted.Current() {
		t.Errorf("%v", err)
	}
}

// TestOtherProcessRotates: a ring from a file meets what a newer one sealed, and takes up the file.
func TestOtherProcessRotates(t *testing.T) {
	dir := t.TempDir()
	running, err := LoadKeyring(dir)
	if err != nil {
		t.Fatal(err)
	}
	if changed, err := running.Refresh(); changed || err != nil {
		t.Errorf("nothing changed: %v, %v", changed, err)
	}
	rotated, err := ChangeKeyring(dir, func(k *Keyring) (*Keyring, error) { return k.Rotated(noon), nil })
	if err != nil {
		t.Fatal(err)
	}
	if got, err := running.Open("a", rotated.Seal("a", []byte("x"))); err != nil || string(got) != "x" || running.Current() != rotated.Current() {
		t.Errorf("%q, %v", got, err)
	}
	path := filepath.Join(dir, KeyringFile)
	if err := os.WriteFile(path, []byte("broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	if changed, err := running.Refresh(); changed || !errors.Is(err, ErrKeyring) || running.Current() != rotated.Current() {
		t.Errorf("a broken file: %v, %v", changed, err)
	}
}

func TestTwoChangesAtOnce(t *testing.T) {
	dir := t.TempDir()
	if _, err := LoadKeyring(dir); err != nil {
		t.Fatal(err)
	}
	_, err := ChangeKeyring(dir, func(k *Keyring) (*Keyring, error) {
		_, err := ChangeKeyring(dir, func(k *Keyring) (*Keyring, error) { return k.Rotated(noon), nil })
		return k.Rotated(noon), err
	})
	if !errors.Is(err, ErrLocked) {
		t.Errorf("got %v", err)
	}
	if k, err := ChangeKeyring(dir, func(k *Keyring) (*Keyring, error) { return k.WithStandby(), nil }); err != nil || len(k.KeyIDs()) != 2 {
		t.Errorf("the lock stays: %v", err)
	}
}
