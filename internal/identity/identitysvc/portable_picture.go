package identitysvc

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
)

// drawnHere reports whether the file is a picture as [redraw] writes them, and nothing besides: of the right size, a PNG
// that comes out the same when it is written again, or a JPEG of those segments alone that Go's encoder writes. A file
// with anything hidden in it is not; such a one is drawn anew.
func drawnHere(raw []byte) bool {
	cfg, format, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || cfg.Width != avatarSize || cfg.Height != avatarSize {
		return false
	}
	switch format {
	case "png":
		picture, err := png.Decode(bytes.NewReader(raw))
		if err != nil {
			return false
		}
		var again bytes.Buffer
		return png.Encode(&again, picture) == nil && bytes.Equal(again.Bytes(), raw)
	case "jpeg":
		_, err := jpeg.Decode(bytes.NewReader(raw))
		return err == nil && plainJPEG(raw)
	}
	return false
}

// The markers of a JPEG that Go's encoder writes.
const (
	jpegStart, jpegEnd    = 0xd8, 0xd9
	jpegFrame, jpegScan   = 0xc0, 0xda
	jpegHuffman, jpegQuan = 0xc4, 0xdb
)

// plainJPEG walks the segments: no comment, no application data, one scan, nothing behind the end.
func plainJPEG(raw []byte) bool {
	if len(raw) < 4 || raw[0] != 0xff || raw[1] != jpegStart {
		return false
	}
	for at := 2; at+4 <= len(raw); {
		if raw[at] != 0xff {
			return false
		}
		marker, size := raw[at+1], int(raw[at+2])<<8|int(raw[at+3])
		if at += 2 + size; size < 2 || at > len(raw) {
			return false
		}
		switch marker {
		case jpegFrame, jpegHuffman, jpegQuan:
		case jpegScan:
			return plainScan(raw[at:])
		default:
			return false
		}
	}
	return false
}

// plainScan reports whether the scan goes on to the end marker without another one, and the file ends there.
func plainScan(scan []byte) bool {
	for i := 0; i+1 < len(scan); i++ {
		if scan[i] == 0xff && scan[i+1] != 0 {
			return scan[i+1] == jpegEnd && i+2 == len(scan)
		}
	}
	return false
}
