package picture

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
)

func sample(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.NRGBA{uint8(x * 7), uint8(y * 5), 90, 255}) //nolint:gosec // colours wrap
		}
	}
	return img
}

func encoded(t testing.TB, as func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := as(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngBytes(t testing.TB, img image.Image) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, img) })
}

func jpegBytes(t testing.TB, img image.Image) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, img, nil) })
}

func animation(t testing.TB, frames int) []byte {
	g := &gif.GIF{}
	for i := range frames {
		p := image.NewPaletted(image.Rect(0, 0, 9, 7), color.Palette{color.Black, color.White, color.RGBA{200, 0, 0, 255}})
		p.SetColorIndex(i%9, i%7, 2)
		g.Image, g.Delay, g.Disposal = append(g.Image, p), append(g.Delay, i%3), append(g.Disposal, gif.DisposalBackground)
	}
	return encoded(t, func(b *bytes.Buffer) error { return gif.EncodeAll(b, g) })
}

// lossyWebP is one red pixel.
const lossyWebP = "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA="

// What was drawn once is known as drawn, and anything hidden in it is noticed.
func TestDrawnOnceStaysAsItIs(t *testing.T) {
	webp, err := base64.StdEncoding.DecodeString(lossyWebP)
	if err != nil {
		t.Fatal(err)
	}
	see := sample(20, 10)
	see.Set(3, 3, color.NRGBA{})
	for name, raw := range map[string][]byte{
		"png": pngBytes(t, sample(20, 10)), "see-through png": pngBytes(t, see), "jpeg": jpegBytes(t, sample(33, 17)), "gif": animation(t, 4),
		"still gif": animation(t, 1), "webp": webp, "large": pngBytes(t, image.NewGray(image.Rect(0, 0, 5000, 10))), "grey": jpegBytes(t, image.NewGray(image.Rect(0, 0, 8, 8))),
	} {
		p, err := Redraw(t.Context(), raw)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if max(p.Width, p.Height) > MaxEdge {
			t.Errorf("%s: %d by %d", name, p.Width, p.Height)
		}
		again, drawn := Drawn(t.Context(), p.Bytes)
		if !drawn || again.Width != p.Width || again.Height != p.Height || again.ContentType != p.ContentType {
			t.Errorf("%s: %v %dx%d %s, was %dx%d %s", name, drawn, again.Width, again.Height, again.ContentType, p.Width, p.Height, p.ContentType)
		}
		if _, drawn := Drawn(t.Context(), append(bytes.Clone(p.Bytes), "hidden"...)); drawn {
			t.Errorf("%s: what hangs behind it is not noticed", name)
		}
	}
}

func TestOrientationsTurnBack(t *testing.T) {
	// The picture that each turn must give: A at the top left, B at the top right, C below A.
	a, b, c := color.RGBA{255, 0, 0, 255}, color.RGBA{0, 255, 0, 255}, color.RGBA{0, 0, 255, 255}
	up := image.NewRGBA(image.Rect(0, 0, 3, 2))
	up.Set(0, 0, a)
	up.Set(2, 0, b)
	up.Set(0, 1, c)
	stored := map[int]func(x, y int) (int, int){ // where a pixel of the upright picture lies in the stored one
		2: func(x, y int) (int, int) { return 2 - x, y }, 3: func(x, y int) (int, int) { return 2 - x, 1 - y },
		4: func(x, y int) (int, int) { return x, 1 - y }, 5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return y, 2 - x }, 7: func(x, y int) (int, int) { return 1 - y, 2 - x },
		8: func(x, y int) (int, int) { return 1 - y, x },
	}
	for turn, at := range stored {
		w, h := 3, 2
		if turn >= 5 {
			w, h = 2, 3
		}
		raw := image.NewRGBA(image.Rect(0, 0, w, h))
		for y := range 2 {
			for x := range 3 {
				sx, sy := at(x, y)
				raw.Set(sx, sy, up.At(x, y))
			}
		}
		got := upright(raw, turn)
		for y := range 2 {
			for x := range 3 {
				if got.Bounds() != up.Bounds() || got.At(x, y) != up.At(x, y) {
					t.Errorf("turn %d: pixel %d,%d is %v", turn, x, y, got.At(x, y))
				}
			}
		}
	}
}

func TestBombsAreRefusedBeforeTheyAreDecoded(t *testing.T) {
	large := pngBytes(t, image.NewGray(image.Rect(0, 0, 1, 1)))
	copy(large[16:], []byte{0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20}) // 20,000 by 20,000; the checksum is wrong as well
	if _, err := Redraw(t.Context(), large); err == nil {
		t.Error("a bomb is drawn")
	}
	if _, err := Redraw(t.Context(), animation(t, MaxFrames+1)); !errors.Is(err, ErrTooManyFrames) {
		t.Error(err)
	}
	if _, err := Redraw(t.Context(), animation(t, MaxFrames)); err != nil {
		t.Error(err)
	}
	if _, err := Redraw(t.Context(), []byte("BM not one of ours")); !errors.Is(err, ErrUnreadable) {
		t.Error(err)
	}
}

// Whatever arrives, it is refused or becomes a picture that is known as drawn.
func FuzzRedraw(f *testing.F) {
	webp, _ := base64.StdEncoding.DecodeString(lossyWebP)
	for _, raw := range [][]byte{pngBytes(f, sample(3, 3)), jpegBytes(f, sample(8, 8)), animation(f, 2), webp, {}, []byte("GIF89a"), []byte("RIFF....WEBPVP8 ")} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 1<<14 {
			return
		}
		if cfg, err := config(Format(raw), raw); err == nil && cfg.Width*cfg.Height > 1<<20 {
			return // allowed, but slow to try often
		}
		p, err := Redraw(t.Context(), raw)
		if err != nil {
			return
		}
		if _, drawn := Drawn(t.Context(), p.Bytes); !drawn {
			t.Fatalf("%s of %d bytes is not known as drawn", p.ContentType, len(p.Bytes))
		}
	})
}
