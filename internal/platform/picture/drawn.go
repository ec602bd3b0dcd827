package picture

import (
	"bytes"
	"context"
	"image/jpeg"
	"image/png"
)

// Drawn reports whether the bytes are what [Redraw] makes and nothing else is in them, so that a picture of an archive can
// stay byte for byte what it was. A PNG or GIF gives itself when it is written again; a JPEG has no more than the parts that
// the encoder writes.
func Drawn(ctx context.Context, raw []byte) (Picture, bool) {
	format := Format(raw)
	cfg, err := config(format, raw)
	if err != nil || format == "webp" || max(cfg.Width, cfg.Height) > MaxEdge && format != "gif" {
		return Picture{}, false
	}
	p := Picture{Bytes: raw, ContentType: "image/" + format, Width: cfg.Width, Height: cfg.Height}
	if format == "gif" {
		again, err := Redraw(ctx, raw)
		return p, err == nil && bytes.Equal(again.Bytes, raw)
	}
	leave, err := sit(ctx, cfg.Width*cfg.Height)
	if err != nil {
		return Picture{}, false
	}
	defer leave()
	if format == "jpeg" {
		_, err := jpeg.Decode(bytes.NewReader(raw))
		return p, err == nil && plainJPEG(raw)
	}
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return Picture{}, false
	}
	var again bytes.Buffer
	return p, png.Encode(&again, img) == nil && bytes.Equal(again.Bytes(), raw)
}
