package picture

import (
	"bytes"
	"encoding/binary"
	"image"

	"golang.org/x/image/draw"
)

// orientation is the turn that the camera noted, 1 (none) to 8, as EXIF counts them.
func orientation(format string, raw []byte) int {
	switch format {
	case "jpeg":
		return tiffOrientation(bytes.TrimPrefix(jpegExif(raw), []byte("Exif\x00\x00")))
	case "png":
		return tiffOrientation(chunk(raw, 8, "eXIf", binary.BigEndian))
	case "webp":
		return tiffOrientation(bytes.TrimPrefix(chunk(raw, 12, "EXIF", binary.LittleEndian), []byte("Exif\x00\x00")))
	}
	return 1
}

// jpegExif is the EXIF segment in front of the picture, or nothing.
func jpegExif(raw []byte) []byte {
	for at := 2; at+4 <= len(raw) && raw[at] == 0xff; {
		size := int(binary.BigEndian.Uint16(raw[at+2:]))
		end := at + 2 + size
		if size < 2 || end > len(raw) || raw[at+1] == jpegScan {
			return nil
		}
		if body := raw[at+4 : end]; raw[at+1] == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			return body
		}
		at = end
	}
	return nil
}

// chunk is the body of the first chunk of that name: in a PNG the length stands before the name, in a WebP behind it.
func chunk(raw []byte, at int, name string, order binary.ByteOrder) []byte {
	png := order == binary.ByteOrder(binary.BigEndian)
	for at+8 <= len(raw) {
		sizeAt, nameAt, tail := at+4, at, 0
		if png {
			sizeAt, nameAt, tail = at, at+4, 4
		}
		size := int(order.Uint32(raw[sizeAt:]))
		if size < 0 || size > len(raw)-at-8 {
			return nil
		}
		if string(raw[nameAt:nameAt+4]) == name {
			return raw[at+8 : at+8+size]
		}
		if at += 8 + size + tail; !png {
			at += size & 1
		}
	}
	return nil
}

const orientationTag = 0x112

// tiffOrientation reads the one tag of the first directory; anything odd is no turn.
func tiffOrientation(b []byte) int {
	if len(b) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if b[0] == 'M' {
		order = binary.BigEndian
	}
	at := int(order.Uint32(b[4:]))
	if at < 8 || at+2 > len(b) {
		return 1
	}
	entries := int(order.Uint16(b[at:]))
	for i := range entries {
		entry := at + 2 + 12*i
		if entry+12 > len(b) {
			return 1
		}
		if order.Uint16(b[entry:]) == orientationTag {
			if turn := int(order.Uint16(b[entry+8:])); turn >= 1 && turn <= 8 {
				return turn
			}
			return 1
		}
	}
	return 1
}

// upright turns the picture as it was held.
func upright(img image.Image, turn int) image.Image {
	if turn <= 1 {
		return img
	}
	b := img.Bounds()
	src := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(src, src.Bounds(), img, b.Min, draw.Src)
	w, h := b.Dx(), b.Dy()
	if turn >= 5 {
		w, h = h, w
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sx, sy := source(turn, x, y, w, h)
			copy(dst.Pix[dst.PixOffset(x, y):][:4], src.Pix[src.PixOffset(sx, sy):][:4])
		}
	}
	return dst
}

// source is where the pixel x, y of the upright picture of w by h lies in the one that was stored.
func source(turn, x, y, w, h int) (sx, sy int) {
	switch turn {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, w - 1 - x
	case 7:
		return h - 1 - y, w - 1 - x
	default: // 8
		return h - 1 - y, x
	}
}
