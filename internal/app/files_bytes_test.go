package app_test

import (
	"bytes"
	"image/jpeg"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/cputime"
)

func TestAttack_B08_UploadsThatWouldRun(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		me := in.Person("ada", identity.RoleMember).Browser()
		script := "<script>fetch('/graphql')</script>"
		gifar := append(gifOf(t, 4, 4, 1), "PK\x03\x04"+script...)
		if s := sendFile(t, in, me, "fine.gif", "", gifOf(t, 4, 4, 2)); s.Status != http.StatusCreated {
			t.Fatal("the honest picture:", s.Raw)
		}
		comment := append(pngOf(t, photo(4, 4)), script...)
		for name, raw := range map[string][]byte{
			"x.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "x.html": []byte("<!doctype html>" + script),
			"x.xml": []byte(`<?xml version="1.0"?><a xmlns:h="http://www.w3.org/1999/xhtml"><h:script>1</h:script></a>`), "m.mml": []byte("<math>" + script + "</math>"),
			"doc.pdf": []byte("%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>"), "x.svgz": {0x1f, 0x8b, 8, 0, 0}, "page.png": []byte("<html>" + script + "</html>"),
			"gifar.gif": gifar, "tail.png": comment, "../../etc/passwd": []byte("root"), "a\r\nSet-Cookie: x=1.txt": []byte("crlf"), `q"uote<b>.txt`: []byte("quote"),
		} {
			s := sendFile(t, in, me, name, "", raw)
			if s.Status != http.StatusCreated {
				t.Errorf("%q: %s", name, s.Raw)
				continue
			}
			res, body := get(t, in, me, s.URL)
			kind, how := res.Header.Get("Content-Type"), res.Header.Get("Content-Disposition")
			switch {
			case strings.HasPrefix(kind, "image/"):
				if bytes.Contains(body, []byte("script")) || bytes.Contains(body, []byte("PK\x03\x04")) {
					t.Errorf("%q: what was hidden is still in it", name)
				}
			case !strings.HasPrefix(how, "attachment"):
				t.Errorf("%q is shown: %s as %s", name, kind, how)
			case strings.Contains(kind, "html") || strings.Contains(kind, "svg") || strings.Contains(kind, "xml"):
				t.Errorf("%q is handed out as %s", name, kind)
			}
			for _, ending := range []string{".html", ".svg", ".xml", ".mml", ".svgz"} {
				if strings.HasSuffix(s.Name, ending) {
					t.Errorf("%q is called %q", name, s.Name)
				}
			}
			if res.Header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(res.Header.Get("Content-Security-Policy"), "sandbox") ||
				strings.ContainsAny(s.Name, "/\\\"<>\r\n") || res.Header.Get("Set-Cookie") != "" {
				t.Errorf("%q: %q %v", name, s.Name, res.Header)
			}
		}
		for name, raw := range map[string][]byte{"a.exe": []byte("MZ\x90\x00\x03\x00\x00"), "empty.txt": nil, "half.png": pngOf(t, photo(9, 9))[:40], "x.tiff": []byte("II*\x00\x08\x00\x00\x00\x00\x00")} {
			if s := sendFile(t, in, me, name, "", raw); s.Status != http.StatusUnprocessableEntity || s.code() == "" {
				t.Errorf("%q: %d %s", name, s.Status, s.Raw)
			}
		}
	})
}

func TestAttack_B09_PictureBombs(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		me := in.Person("ada", identity.RoleMember).Browser()
		if s := sendFile(t, in, me, "honest.png", "", pngOf(t, photo(200, 100))); s.Status != http.StatusCreated {
			t.Fatal(s.Raw)
		}
		files, before := count(t, in, "SELECT count(*) FROM files_files"), heap()
		began := cputime.Used(t)
		for name, raw := range map[string][]byte{
			"20000x20000": hugePNG(20000, 20000), "2 GiB wide": hugePNG(1<<31-1, 1<<31-1), "no height": hugePNG(100, 0), "claims without content": hugePNG(6000, 6000),
			"201 frames": gifOf(t, 2, 2, 201), "large frames": wideGIF(t),
		} {
			if s := sendFile(t, in, me, "bomb", "", raw); s.Status != http.StatusUnprocessableEntity && s.Status != http.StatusRequestEntityTooLarge {
				t.Errorf("%s: %d %s", name, s.Status, s.Raw)
			}
		}
		if took := cputime.Used(t) - began; took > 20*time.Second {
			t.Errorf("refusing took %v", took)
		}
		if after := heap(); after > before+64<<20 {
			t.Errorf("the heap grew by %d MiB", (after-before)>>20)
		}
		if n := count(t, in, "SELECT count(*) FROM files_files"); n != files {
			t.Errorf("%d files, were %d", n, files)
		}
		if s := sendFile(t, in, me, "after.png", "", pngOf(t, photo(20, 10))); s.Status != http.StatusCreated {
			t.Error("the server is no longer well:", s.Raw)
		}
	})
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// wideGIF says that each of its frames has 65,535 by 65,535 pixels.
func wideGIF(t *testing.T) []byte {
	raw := gifOf(t, 3, 3, 3)
	for i := 0; i+9 < len(raw); i++ {
		if raw[i] == 0x2c && raw[i+5] == 3 && raw[i+7] == 3 {
			raw[i+5], raw[i+6], raw[i+7], raw[i+8] = 0xff, 0xff, 0xff, 0xff
		}
	}
	return raw
}

func TestAttack_B13_PlaceAndCameraOfAPhoto(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		me := in.Person("ada", identity.RoleMember).Browser()
		raw := withGPS(jpegOf(t, photo(64, 32)))
		if !bytes.Contains(raw, []byte("GPSCANARY")) {
			t.Fatal("the fixture has no place in it")
		}
		s := sendFile(t, in, me, "IMG_0001.JPG", "", raw)
		if s.Status != http.StatusCreated || s.ContentType != "image/jpeg" {
			t.Fatal(s.Raw)
		}
		_, body := get(t, in, me, s.URL)
		for _, word := range []string{"Exif", "GPSCANARY", "CANARYCAM"} {
			if bytes.Contains(body, []byte(word)) {
				t.Errorf("%s is still in it", word)
			}
		}
		img, err := jpeg.Decode(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		// Held turned: the red quarter at the top left of the sensor is at the top right of the picture.
		b := img.Bounds()
		if b.Dx() != 32 || b.Dy() != 64 {
			t.Fatalf("%v is not upright", b)
		}
		red := func(x, y int) bool { r, _, blue, _ := img.At(x, y).RGBA(); return r > 0x9000 && blue < 0x7000 }
		if !red(28, 8) || red(4, 8) || red(28, 56) {
			t.Error("the picture is turned the wrong way")
		}
		if err := in.App.Blob.List(t.Context(), func(key string) error {
			r, err := in.App.Blob.Get(t.Context(), key)
			if err != nil {
				return err
			}
			defer r.Close()
			kept, err := io.ReadAll(r)
			if bytes.Contains(kept, []byte("GPSCANARY")) {
				t.Errorf("%s keeps the place", key)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	})
}
