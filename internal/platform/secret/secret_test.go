package secret

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestTokens(t *testing.T) {
	seen := map[string]bool{}
	for range 200 {
		plain, hash := Token()
		if len(plain) != 43 || seen[plain] || !Equal(hash, Hash(plain)) || len(hash) != 32 {
			t.Fatalf("%q %x", plain, hash)
		}
		seen[plain] = true
		pat, hash := PrefixedToken("tmt")
		if !strings.HasPrefix(pat, "tmt_") || !ValidPrefixed("tmt", pat) || !Equal(hash, Hash(pat)) || seen[pat] {
			t.Fatalf("%q", pat)
		}
		seen[pat] = true
	}
}

func TestMistypedTokens(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		plain, _ := PrefixedToken("tmt")
		at := rapid.IntRange(0, len(plain)-1).Draw(r, "at")
		with := rapid.SampledFrom([]byte("abcXYZ019_-~ ")).Draw(r, "with")
		changed := plain[:at] + string(with) + plain[at+1:]
		if changed != plain && ValidPrefixed("tmt", changed) {
			r.Fatalf("%q is held to be valid", changed)
		}
		if ValidPrefixed("tmt", plain[:at]) || ValidPrefixed("tmt", plain+"x") || ValidPrefixed("other", plain) {
			r.Fatal("a wrong length or prefix is held to be valid")
		}
	})
}

func TestSealedValuesOpenWhereTheyBelong(t *testing.T) {
	k, other := NewKeyring(), NewKeyring()
	rapid.Check(t, func(r *rapid.T) {
		plain := rapid.SliceOf(rapid.Byte()).Draw(r, "plain")
		aad := AAD("identity_users", "totp", "01jd")
		sealed := k.Seal(aad, plain)
		if got, err := k.Open(aad, sealed); err != nil || !bytes.Equal(got, plain) {
			r.Fatalf("got %q, %v", got, err)
		}
		if k.Seal(aad, plain) == sealed {
			r.Fatal("two envelopes are the same")
		}
		for _, elsewhere := range []string{AAD("identity_users", "totp", "01je"), AAD("identity_users", "mail", "01jd"), AAD("identity_tokens", "totp", "01jd"), ""} {
			if _, err := k.Open(elsewhere, sealed); !errors.Is(err, ErrForged) {
				r.Fatalf("opens at %q: %v", elsewhere, err)
			}
		}
		if _, err := other.Open(aad, sealed); !errors.Is(err, ErrUnknownKey) {
			r.Fatalf("opens under another keyring: %v", err)
		}
		at := rapid.IntRange(0, len(sealed)-1).Draw(r, "at")
		changed := sealed[:at] + string(sealed[at]^1) + sealed[at+1:]
		if got, err := k.Open(aad, changed); err == nil {
			r.Fatalf("%q opens as %q", changed, got)
		}
	})
}

func TestDamagedEnvelopes(t *testing.T) {
	k := NewKeyring()
	for _, sealed := range []string{"", "|||", "v1", "v2|a|b|c", "v1|" + k.Current() + "||", "v1|" + k.Current() + "|AAAA|AAAA", "v1|" + k.Current() + "|!|!", strings.Repeat("|", 1000)} {
		if _, err := k.Open("a", sealed); err == nil {
			t.Errorf("%q opens", sealed)
		}
	}
}

func TestRotation(t *testing.T) {
	first := NewKeyring()
	old, derived := first.Seal("a", []byte("x")), first.Derive("pepper")
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	second := first.Rotated(at)
	third := second.Rotated(at)
	if got, err := third.Open("a", old); err != nil || string(got) != "x" || !third.Stale(old) || third.Stale(third.Seal("a", nil)) {
		t.Errorf("got %q, %v", got, err)
	}
	if !bytes.Equal(third.Derive("pepper"), derived) || bytes.Equal(third.Derive("cursor"), derived) {
		t.Error("derived keys change with rotation, or do not differ by purpose")
	}
	from, ok := third.DeriveFrom(second.Current(), "jwt")
	again, _ := second.DeriveFrom(second.Current(), "jwt")
	if !ok || !bytes.Equal(from, again) {
		t.Error("a key derived from an older key is lost")
	}
	if _, ok := third.DeriveFrom("none", "jwt"); ok {
		t.Error("an unknown key gives keys")
	}
	middle := second.Seal("a", nil)
	retired, err := third.Retired(second.Current())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := retired.Open("a", middle); !errors.Is(err, ErrUnknownKey) {
		t.Errorf("a retired key opens: %v", err)
	}
	for _, kid := range []string{third.Current(), second.Current() + "x", "none"} {
		if _, err := third.Retired(kid); err == nil {
			t.Errorf("%s is retired", kid)
		}
	}
}

func TestDamagedKeyrings(t *testing.T) {
	good := string(NewKeyring().Bytes())
	line := strings.Split(strings.TrimSpace(good), "\n")[2]
	for name, text := range map[string]string{
		"empty": "", "header only": keyringHeader, "no header": line, "other header": "tamatar-keyring v2\n" + line, "twice": good + line, "short key": keyringHeader + "\nk1 AAAA",
		"zero key": keyringHeader + "\nk1 " + strings.Repeat("A", 43), "repeated byte": keyringHeader + "\nk1 " + "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo", "no name": keyringHeader + "\n" + strings.Repeat("b", 43), "bad name": keyringHeader + "\nA|B " + strings.Repeat("b", 43),
		"unknown word": strings.TrimSpace(good) + " asleep", "no time": strings.TrimSpace(good) + " replaced=yesterday",
		"standby only": strings.TrimSpace(good) + " standby", "retired only": strings.TrimSpace(good) + " retired",
	} {
		if _, err := ParseKeyring([]byte(text)); !errors.Is(err, ErrKeyring) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if k, err := ParseKeyring([]byte(strings.ReplaceAll(good, "\n", "\r\n"))); err != nil || len(k.KeyIDs()) != 1 {
		t.Errorf("Windows line ends: %v", err)
	}
}

func TestKeyringFile(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	rings := make([]*Keyring, 8)
	for i := range rings {
		all.Go(func() {
			k, err := LoadKeyring(dir)
			if err != nil {
				t.Error(err)
			}
			rings[i] = k
		})
	}
	all.Wait()
	for _, k := range rings {
		if k == nil || k.Current() != rings[0].Current() {
			t.Fatal("two starts at once made two keyrings")
		}
	}
	info, err := os.Stat(filepath.Join(dir, KeyringFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	next, err := ChangeKeyring(dir, func(k *Keyring) (*Keyring, error) { return k.Rotated(time.Unix(1, 0)), nil })
	if err != nil {
		t.Fatal(err)
	}
	if k, err := LoadKeyring(dir); err != nil || k.Current() != next.Current() {
		t.Errorf("after saving: %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("%d files are left", len(entries))
	}
}

func TestAttack_K05_openKeyringIsRefused(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, KeyringFile)
	if _, err := LoadKeyring(dir); err != nil {
		t.Fatalf("honest: %v", err)
	}
	for _, mode := range []os.FileMode{0o644, 0o640, 0o660, 0o606} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadKeyring(dir); !errors.Is(err, ErrTooOpen) || !strings.Contains(err.Error(), "chmod 600 "+path) {
			t.Errorf("%o: %v", mode, err)
		}
	}
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadKeyring(dir); err != nil {
		t.Errorf("0400: %v", err)
	}
	if _, err := LoadKeyring(filepath.Join(dir, "absent")); err == nil {
		t.Error("an absent folder is accepted")
	}
}

func FuzzParseKeyring(f *testing.F) {
	f.Add(NewKeyring().Bytes())
	f.Fuzz(func(t *testing.T, text []byte) {
		k, err := ParseKeyring(text)
		if err != nil {
			return
		}
		if again, err := ParseKeyring(k.Bytes()); err != nil || again.Current() != k.Current() {
			t.Errorf("%q does not survive: %v", text, err)
		}
	})
}

func FuzzOpen(f *testing.F) {
	k := NewKeyring()
	f.Add(k.Seal("a", []byte("x")))
	f.Fuzz(func(t *testing.T, sealed string) {
		if plain, err := k.Open("b", sealed); err == nil {
			t.Errorf("%q opens as %q", sealed, plain)
		}
	})
}
