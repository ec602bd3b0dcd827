package blob

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

func each(t *testing.T, fn func(t *testing.T, s *Store)) {
	for name, address := range map[string]string{"folder": "file://" + filepath.Join(t.TempDir(), "files"), "memory": "mem://"} {
		t.Run(name, func(t *testing.T) {
			s, err := Open(t.Context(), address)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close() })
			fn(t, s)
		})
	}
}

func read(t *testing.T, s *Store, key string) (string, Info, error) {
	t.Helper()
	r, info, err := s.GetFile(t.Context(), key)
	if err != nil {
		return "", info, err
	}
	defer r.Close()
	body, err := io.ReadAll(r)
	return string(body), info, err
}

func TestPutGetDelete(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := t.Context()
		for _, body := range []string{"first", "", "the second is longer\nand has lines\n", strings.Repeat("x", 1<<20)} {
			if err := s.PutLimited(ctx, "a/b-c_d/1.png", "image/png", strings.NewReader(body), 1<<20); err != nil {
				t.Fatal(err)
			}
			got, info, err := read(t, s, "a/b-c_d/1.png")
			if err != nil || got != body || info.ContentType != "image/png" || info.Size != int64(len(body)) {
				t.Errorf("got %d bytes, %+v, %v", len(got), info, err)
			}
		}
		for range 2 {
			if err := s.Delete(ctx, "a/b-c_d/1.png"); err != nil {
				t.Error(err)
			}
		}
		if _, _, err := read(t, s, "a/b-c_d/1.png"); !errors.Is(err, ErrNotFound) {
			t.Errorf("got %v", err)
		}
	})
}

func TestListNamesEverythingInOrder(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		for _, key := range []string{"b/2.png", "a.txt", "b/1.png", "b/c/d"} {
			if err := s.Put(t.Context(), key, "text/plain", strings.NewReader(key)); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Delete(t.Context(), "b/1.png"); err != nil {
			t.Fatal(err)
		}
		var got []string
		err := s.List(t.Context(), func(key string) error { got = append(got, key); return nil })
		if want := "a.txt b/2.png b/c/d"; err != nil || strings.Join(got, " ") != want {
			t.Errorf("%v, %v, want %s", got, err, want)
		}
		stop := errors.New("enough")
		if err := s.List(t.Context(), func(string) error { return stop }); !errors.Is(err, stop) {
			t.Errorf("got %v", err)
		}
	})
}

func TestSeek(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		if err := s.PutLimited(t.Context(), "k", "text/plain", strings.NewReader("0123456789"), 10); err != nil {
			t.Fatal(err)
		}
		r, _, err := s.GetFile(t.Context(), "k")
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if _, err := r.Seek(-3, io.SeekEnd); err != nil {
			t.Fatal(err)
		}
		if rest, _ := io.ReadAll(r); string(rest) != "789" {
			t.Errorf("got %q", rest)
		}
	})
}

func TestFailedPutChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		if err := s.PutLimited(t.Context(), "k", "text/plain", strings.NewReader("kept"), 10); err != nil {
			t.Fatal(err)
		}
		broken := errors.New("broken pipe")
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		for want, err := range map[error]error{
			ErrTooLarge:      s.PutLimited(t.Context(), "k", "text/plain", strings.NewReader("eleven chars"), 11),
			broken:           s.PutLimited(t.Context(), "k", "text/plain", io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken)), 99),
			context.Canceled: s.PutLimited(ended, "k", "text/plain", strings.NewReader("late"), 99),
		} {
			if !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		}
		if got, _, err := read(t, s, "k"); got != "kept" || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
	})
}

func TestMalformedKeys(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		for _, key := range []string{"", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", ".hidden", "a/.tmp", "A", "a b", "a\\b", "a\x00", "ä", "a\n", "c:/x", strings.Repeat("a", maxKey+1)} {
			errPut := s.PutLimited(t.Context(), key, "text/plain", strings.NewReader("x"), 9)
			_, _, errGet := s.GetFile(t.Context(), key)
			if !errors.Is(errPut, ErrKey) || !errors.Is(errGet, ErrKey) || !errors.Is(s.Delete(t.Context(), key), ErrKey) {
				t.Errorf("%q: %v, %v", key, errPut, errGet)
			}
		}
	})
}

func TestFolderStaysInside(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(t.Context(), "file://"+filepath.Join(dir, "files"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	outside := filepath.Join(dir, "secret")
	if err := os.WriteFile(outside, []byte("text/plain\nsecret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "files", "link")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(dir, filepath.Join(dir, "files", "up")); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"link", "up/secret"} {
		if got, _, err := read(t, s, key); err == nil {
			t.Errorf("%s leads out: %q", key, got)
		}
	}
	if err := s.PutLimited(t.Context(), "up/new", "text/plain", strings.NewReader("x"), 9); err == nil {
		t.Error("a file is written outside")
	}
	info, err := os.Stat(filepath.Join(dir, "files"))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestReadersSeeWholeFiles(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		bodies := []string{strings.Repeat("a", 5000), strings.Repeat("b", 9000)}
		if err := s.PutLimited(t.Context(), "k", "text/plain", strings.NewReader(bodies[0]), 1<<20); err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for i := range 4 {
			all.Go(func() {
				for range 20 {
					_ = s.PutLimited(t.Context(), "k", "text/plain", strings.NewReader(bodies[i%2]), 1<<20)
					if got, _, err := read(t, s, "k"); err != nil || got != bodies[0] && got != bodies[1] {
						t.Errorf("got %d bytes, %v", len(got), err)
					}
				}
			})
		}
		all.Wait()
	})
}

func TestUnknownStores(t *testing.T) {
	for _, address := range []string{"", "s3://bucket", "file://", "/a/folder", "\x00"} {
		if _, err := Open(t.Context(), address); err == nil {
			t.Errorf("%q is opened", address)
		}
	}
}

func TestAnyContentComesBack(t *testing.T) {
	s, err := Open(t.Context(), "file://"+t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rapid.Check(t, func(r *rapid.T) {
		key := rapid.StringMatching(`[a-z0-9]{1,8}(/[a-z0-9]{9,12}){0,1}`).Draw(r, "key")
		body := string(rapid.SliceOf(rapid.Byte()).Draw(r, "body"))
		if err := s.PutLimited(t.Context(), key+".x", "a/b", strings.NewReader(body), 1<<20); err != nil {
			r.Fatal(err)
		}
		if got, info, err := read(t, s, key+".x"); err != nil || got != body || info.ContentType != "a/b" {
			r.Fatalf("%q, %+v, %v", got, info, err)
		}
	})
}
