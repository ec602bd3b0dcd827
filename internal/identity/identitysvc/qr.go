package identitysvc

import (
	"fmt"
	"strings"

	"github.com/boombuler/barcode/qr"

	"tamatar.dev/tamatar/internal/identity"
)

// qrQuiet is the empty border that readers need, in squares.
const qrQuiet = 4

// drawQR draws a text as a path of dark rows: an SVG path of small horizontal bars.
func drawQR(text string) (identity.QrCode, error) {
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return identity.QrCode{}, err
	}
	size := code.Bounds().Dx()
	var path strings.Builder
	for y := range size {
		for x := 0; x < size; x++ {
			if !dark(code.At(x, y)) {
				continue
			}
			from := x
			for x+1 < size && dark(code.At(x+1, y)) {
				x++
			}
			n := x - from + 1
			fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+qrQuiet, y+qrQuiet, n, n)
		}
	}
	return identity.QrCode{Size: size + 2*qrQuiet, Path: path.String()}, nil
}

func dark(c interface{ RGBA() (r, g, b, a uint32) }) bool {
	r, _, _, _ := c.RGBA()
	return r == 0
}
