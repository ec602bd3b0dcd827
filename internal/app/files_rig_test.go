package app_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
)

// sent is what the upload door said.
type sent struct {
	Status                       int
	ID, Name, Alt, URL, Markdown string
	ContentType                  string
	Width, Height, Size          int
	Missing                      []string
	Errors                       []struct{ Extensions struct{ Code string } }
	Raw                          string
}

func (s sent) code() string {
	if len(s.Errors) == 0 {
		return ""
	}
	return s.Errors[0].Extensions.Code
}

// fileForm is a form with one file.
func fileForm(t testing.TB, name, alt string, body []byte) (form *bytes.Buffer, contentType string) {
	t.Helper()
	form = &bytes.Buffer{}
	w := multipart.NewWriter(form)
	if alt != "" {
		if err := w.WriteField("alt", alt); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(body)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return form, w.FormDataContentType()
}

func sendFile(t testing.TB, in *apptest.Instance, as apptest.Credential, name, alt string, body []byte) sent {
	t.Helper()
	form, contentType := fileForm(t, name, alt, body)
	r := in.Request(http.MethodPost, "/api/files", form, as)
	r.Header.Set("Content-Type", contentType)
	return readSent(t, in.Do(r))
}

func readSent(t testing.TB, res *http.Response) sent {
	t.Helper()
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	s := sent{Raw: string(raw)}
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatalf("%v in %s", err, raw)
	}
	s.Status = res.StatusCode
	return s
}

// get reads a path as somebody.
func get(t testing.TB, in *apptest.Instance, as apptest.Credential, path string, header ...string) (*http.Response, []byte) {
	t.Helper()
	r := in.Request(http.MethodGet, path, http.NoBody, as)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res := in.Do(r)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, body
}

// write logs an entry and gives its id and HTML.
func writeEntry(in *apptest.Instance, as apptest.Credential, clientID, body, audience string) (id, html string) {
	a := in.Must(as, `mutation($i:WriteEntryInput!){writeEntry(input:$i){entry{id bodyHtml} errors{code}}}`,
		map[string]any{"i": map[string]any{"clientId": clientID, "body": body, "audience": audience}})
	return a.Text("writeEntry", "entry", "id"), a.Text("writeEntry", "entry", "bodyHtml")
}

// photo is a picture of w by h whose top left quarter is red.
func photo(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{40, 90, 160, 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{220, 30, 30, 255}
			}
			img.Set(x, y, c)
		}
	}
	return img
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gifOf(t testing.TB, w, h, frames int) []byte {
	t.Helper()
	g := &gif.GIF{}
	for range frames {
		g.Image = append(g.Image, image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.Black, color.White}))
		g.Delay = append(g.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withGPS puts an EXIF segment behind the start of a JPEG: held turned (6), taken at a place, by a camera with a name.
func withGPS(raw []byte) []byte {
	var tiff bytes.Buffer
	put := func(v any) { _ = binary.Write(&tiff, binary.LittleEndian, v) }
	tiff.WriteString("II*\x00")
	put(uint32(8))
	put(uint16(3))
	entry := func(tag, kind uint16, n uint32, value uint32) { put(tag); put(kind); put(n); put(value) }
	entry(0x010f, 2, 20, 50) // the camera
	entry(0x0112, 3, 1, 6)   // the turn
	entry(0x8825, 4, 1, 70)  // where the place is
	put(uint32(0))           // no further directory
	tiff.WriteString("CANARYCAM zq7 camera")
	put(uint16(1))
	entry(0x0002, 5, 3, 88)
	put(uint32(0))
	for _, v := range []uint32{52, 1, 31, 1, 1234, 100} {
		put(v)
	}
	tiff.WriteString("GPSCANARY 52.5200 13.4050")
	body := append([]byte("Exif\x00\x00"), tiff.Bytes()...)
	head := []byte{0xff, 0xd8, 0xff, 0xe1, byte((len(body) + 2) >> 8), byte(len(body) + 2)}
	return append(append(head, body...), raw[2:]...)
}

// hugePNG claims to be w by h and holds hardly a byte.
func hugePNG(w, h uint32) []byte {
	out := []byte("\x89PNG\r\n\x1a\n")
	chunk := func(name string, body []byte) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(body))) //nolint:gosec // a few bytes
		named := append([]byte(name), body...)
		out = append(out, named...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(named))
	}
	head := binary.BigEndian.AppendUint32(nil, w)
	head = binary.BigEndian.AppendUint32(head, h)
	chunk("IHDR", append(head, 8, 6, 0, 0, 0))
	chunk("IDAT", []byte{0x78, 0x9c, 0x63, 0, 0, 0, 1, 0, 1})
	chunk("IEND", nil)
	return out
}
