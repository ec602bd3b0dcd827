package picture

// The blocks of a GIF.
const (
	gifExtension, gifFrame, gifEnd = 0x21, 0x2c, 0x3b
	gifHeader                      = 13
)

// surveyGIF walks the blocks without decoding them and tells the pixels of all frames together.
// Errors: [ErrUnreadable], [ErrTooManyFrames].
func surveyGIF(raw []byte) (pixels int, err error) {
	if len(raw) < gifHeader {
		return 0, ErrUnreadable
	}
	at := gifHeader + colourTable(raw[10])
	for frames := 0; at < len(raw); {
		switch raw[at] {
		case gifEnd:
			if frames == 0 {
				return 0, ErrUnreadable
			}
			return pixels, nil
		case gifExtension:
			at = skipBlocks(raw, at+2)
		case gifFrame:
			if at+10 > len(raw) {
				return 0, ErrUnreadable
			}
			width, height := int(raw[at+5])|int(raw[at+6])<<8, int(raw[at+7])|int(raw[at+8])<<8
			frames++
			pixels += width * height
			if frames > MaxFrames || pixels > MaxFramePixels {
				return 0, ErrTooManyFrames
			}
			at = skipBlocks(raw, at+10+colourTable(raw[at+9])+1)
		default:
			return 0, ErrUnreadable
		}
	}
	return 0, ErrUnreadable
}

// colourTable is the length of the table that the flags announce, in bytes.
func colourTable(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// skipBlocks gives the place behind a row of sub-blocks.
func skipBlocks(raw []byte, at int) int {
	for at < len(raw) && raw[at] != 0 {
		at += int(raw[at]) + 1
	}
	return at + 1
}
