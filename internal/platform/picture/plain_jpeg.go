package picture

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
