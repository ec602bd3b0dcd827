package password

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestHashVerifies(t *testing.T) {
	ctx, h := t.Context(), New(Options{Pepper: []byte("pepper")})
	phc, err := h.Hash(ctx, "caf\u00e9 au lait, s'il")
	if err != nil || !strings.HasPrefix(phc, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("got %q, %v", phc, err)
	}
	for _, c := range []struct {
		name, plain string
		hasher      *Hasher
		want        bool
	}{
		{"same", "caf\u00e9 au lait, s'il", h, true},
		{"decomposed", "cafe\u0301 au lait, s'il", h, true},
		{"other case", "Caf\u00e9 au lait, s'il", h, false},
		{"trailing space", "caf\u00e9 au lait, s'il ", h, false},
		{"too long", strings.Repeat("x", MaxLength+1), h, false},
		{"other pepper", "caf\u00e9 au lait, s'il", New(Options{Pepper: []byte("salt")}), false},
	} {
		ok, rehash, err := c.hasher.Verify(ctx, c.plain, phc)
		if ok != c.want || rehash || err != nil {
			t.Errorf("%s: got %v, %v, %v", c.name, ok, rehash, err)
		}
	}
	again, err := h.Hash(ctx, "caf\u00e9 au lait, s'il")
	if err != nil || again == phc {
		t.Errorf("two hashes share a salt: %v", err)
	}
	if err := h.Dummy(ctx, "anything"); err != nil {
		t.Errorf("dummy: %v", err)
	}
}

func TestLesserHashesAreRenewed(t *testing.T) {
	h := New(Options{})
	p := params{memory: 8192, passes: 1, lanes: 1, salt: []byte("0123456789abcdef")}
	if err := h.compute(t.Context(), &p, "old password"); err != nil {
		t.Fatal(err)
	}
	ok, rehash, err := h.Verify(t.Context(), "old password", p.String())
	if !ok || !rehash || err != nil || !h.NeedsRehash(p.String()) {
		t.Errorf("got %v, %v, %v", ok, rehash, err)
	}
	if ok, rehash, _ := h.Verify(t.Context(), "wrong password", p.String()); ok || rehash {
		t.Error("a wrong password asks for a rehash")
	}
}

func TestDamagedHashes(t *testing.T) {
	h := New(Options{})
	salt, key := "MDEyMzQ1Njc4OWFiY2RlZg", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"
	for _, phc := range []string{
		"", "x", "$2a$10$abcdefghijklmnopqrstuv", "$argon2i$v=19$m=19456,t=2,p=1$" + salt + "$" + key,
		"$argon2id$v=16$m=19456,t=2,p=1$" + salt + "$" + key, "$argon2id$v=19$m=4294967295,t=2,p=1$" + salt + "$" + key,
		"$argon2id$v=19$m=19456,t=0,p=1$" + salt + "$" + key, "$argon2id$v=19$m=19456,t=2,p=0$" + salt + "$" + key,
		"$argon2id$v=19$m=19456,t=2,p=1$" + salt + "$", "$argon2id$v=19$m=19456,t=2,p=1$!$" + key, "$argon2id$v=19$$" + salt + "$" + key,
	} {
		if ok, _, err := h.Verify(t.Context(), "x", phc); ok || !errors.Is(err, ErrHash) {
			t.Errorf("%q: got %v, %v", phc, ok, err)
		}
	}
}

func TestAttack_A07_hashingPoolIsBounded(t *testing.T) {
	h := New(Options{Parallel: 2, Wait: time.Millisecond})
	if _, err := h.Hash(t.Context(), "honest password"); err != nil {
		t.Fatalf("honest: %v", err)
	}
	var done, busy atomic.Int32
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() {
			switch err := h.Dummy(t.Context(), "x"); {
			case err == nil:
				done.Add(1)
			case errors.Is(err, ErrBusy):
				busy.Add(1)
			}
		})
	}
	all.Wait()
	if done.Load() == 0 || busy.Load() == 0 || done.Load()+busy.Load() != 40 {
		t.Errorf("%d done, %d told to come back", done.Load(), busy.Load())
	}
	if ErrBusy.WithRetryAfter(retryAfter).RetryAfter <= 0 {
		t.Error("busy does not say when to come back")
	}
	if _, err := h.Hash(t.Context(), "honest password"); err != nil {
		t.Errorf("after the storm: %v", err)
	}
}

func TestWaitingEndsWithTheRequest(t *testing.T) {
	h := New(Options{Parallel: 1, Wait: time.Hour})
	h.slots <- struct{}{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := h.Dummy(ctx, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY")
	f.Fuzz(func(t *testing.T, phc string) {
		p, err := parse(phc)
		if err == nil && (p.memory > 16*memoryKiB || len(p.key) != keyBytes) {
			t.Errorf("%q is accepted", phc)
		}
	})
}
