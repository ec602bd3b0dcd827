package picture

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

// Picture is a picture as it was drawn here.
type Picture struct {
	Bytes         []byte
	ContentType   string
	Width, Height int
}

// Format is the format that the first bytes tell: "png", "jpeg", "gif", "webp"; "" for anything else.
func Format(raw []byte) string {
	switch {
	case bytes.HasPrefix(raw, []byte("\x89PNG\r\n\x1a\n")):
		return "png"
	case bytes.HasPrefix(raw, []byte("\xff\xd8\xff")):
		return "jpeg"
	case bytes.HasPrefix(raw, []byte("GIF87a")), bytes.HasPrefix(raw, []byte("GIF89a")):
		return "gif"
	case len(raw) >= 12 && string(raw[:4]) == "RIFF" && string(raw[8:12]) == "WEBP":
		return "webp"
	}
	return ""
}

// Redraw draws the picture anew. Errors: [ErrUnreadable], [ErrTooManyPixels], [ErrTooManyFrames], that of ctx.
func Redraw(ctx context.Context, raw []byte) (Picture, error) {
	format := Format(raw)
	cfg, err := config(format, raw)
	if err != nil {
		return Picture{}, err
	}
	pixels := cfg.Width * cfg.Height
	if format == "gif" {
		if pixels, err = surveyGIF(raw); err != nil {
			return Picture{}, err
		}
	}
	leave, err := sit(ctx, pixels)
	if err != nil {
		return Picture{}, err
	}
	defer leave()
	if format == "gif" {
		return redrawGIF(raw)
	}
	img, err := decode(format, raw)
	if err != nil {
		return Picture{}, ErrUnreadable.With(err)
	}
	return encode(format, upright(shrink(img), orientation(format, raw)))
}

// config reads what the file claims about its size. Only the decoder of the format that the first bytes tell is asked.
func config(format string, raw []byte) (cfg image.Config, err error) {
	r := bytes.NewReader(raw)
	switch format {
	case "png":
		cfg, err = png.DecodeConfig(r)
	case "jpeg":
		cfg, err = jpeg.DecodeConfig(r)
	case "gif":
		cfg, err = gif.DecodeConfig(r)
	case "webp":
		cfg, err = webp.DecodeConfig(r)
	default:
		return cfg, ErrUnreadable
	}
	switch {
	case err != nil:
		return cfg, ErrUnreadable.With(err)
	case cfg.Width <= 0 || cfg.Height <= 0:
		return cfg, ErrUnreadable
	case cfg.Width > MaxPixels/cfg.Height:
		return cfg, ErrTooManyPixels
	}
	return cfg, nil
}

func decode(format string, raw []byte) (image.Image, error) {
	r := bytes.NewReader(raw)
	switch format {
	case "png":
		return png.Decode(r)
	case "jpeg":
		return jpeg.Decode(r)
	default:
		return webp.Decode(r)
	}
}

// shrink draws a picture smaller whose longer edge is beyond [MaxEdge].
func shrink(img image.Image) image.Image {
	b := img.Bounds()
	long := max(b.Dx(), b.Dy())
	if long <= MaxEdge {
		return img
	}
	dst := image.NewRGBA(image.Rect(0, 0, max(b.Dx()*MaxEdge/long, 1), max(b.Dy()*MaxEdge/long, 1)))
	draw.ApproxBiLinear.Scale(dst, dst.Bounds(), img, b, draw.Src, nil)
	return dst
}

func encode(format string, img image.Image) (Picture, error) {
	p := Picture{Width: img.Bounds().Dx(), Height: img.Bounds().Dy()}
	var out bytes.Buffer
	var err error
	if format == "jpeg" || format == "webp" && isLossy(img) {
		p.ContentType = "image/jpeg"
		err = jpeg.Encode(&out, img, &jpeg.Options{Quality: quality})
	} else {
		p.ContentType = "image/png"
		err = png.Encode(&out, img)
	}
	if err != nil {
		return Picture{}, fmt.Errorf("encode picture: %w", err)
	}
	p.Bytes = out.Bytes()
	return p, nil
}

// isLossy reports whether a WebP picture came from its lossy form without an alpha channel.
func isLossy(img image.Image) bool {
	switch img := img.(type) {
	case *image.YCbCr:
		return true
	case *image.RGBA: // shrunk or turned
		return img.Opaque()
	}
	return false
}

func redrawGIF(raw []byte) (Picture, error) {
	g, err := gif.DecodeAll(bytes.NewReader(raw))
	if err != nil {
		return Picture{}, ErrUnreadable.With(err)
	}
	if len(g.Image) == 0 {
		return Picture{}, ErrUnreadable
	}
	var out bytes.Buffer
	if err := gif.EncodeAll(&out, g); err != nil {
		return Picture{}, ErrUnreadable.With(err)
	}
	return Picture{Bytes: out.Bytes(), ContentType: "image/gif", Width: g.Config.Width, Height: g.Config.Height}, nil
}
