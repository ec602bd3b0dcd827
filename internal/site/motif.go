package site

import (
	"fmt"
	"math"
	"strings"
)

// The motif of the strangers' pages: days are lines, and where they gather they swell into a fruit.
const (
	motifWidth  = 720
	motifHeight = 960
	motifLines  = 30
	motifStep   = 54
	fruitX      = 396.0
	fruitY      = 430.0
	fruitR      = 218.0
)

// motifSVG draws the motif as one SVG document with transparent ground: strokes in ember, brighter near the fruit.
// The page colours it itself by using it as a mask where the theme must decide.
// Leaf says whether the fruit has its leaf; without it the lines serve as a quiet ground.
func motifSVG(leaf bool) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" preserveAspectRatio="xMidYMid slice" fill="none" stroke="#f8702b" stroke-linecap="round">`, motifWidth, motifHeight)
	for i := range motifLines {
		base := -30 + float64(i)*(motifHeight+60)/(motifLines-1)
		away := (base - fruitY) / (fruitR * 1.15)
		near := math.Exp(-away * away)
		fmt.Fprintf(&b, `<path stroke-width="%.1f" opacity="%.2f" d="%s"/>`, 1.5+1.3*near, 0.2+0.72*near, motifLine(base))
	}
	if leaf {
		b.WriteString(leafPath)
	}
	b.WriteString(`</svg>`)
	return []byte(b.String())
}

// leafPath is the pine leaf on the fruit: five blades and a stem.
const leafPath = `<g fill="#4cb592" stroke="#4cb592" stroke-linejoin="round"><path stroke-width="3" d="M396 204q-36 -1 -80 -12q40 41 80 12zM396 204q43 29 82 -14q-45 13 -82 14zM396 204q-21 14 -54 34q47 4 54 -34zM396 204q9 38 56 32q-33 -18 -56 -32zM396 204q-3 21 4 46q19 -27 -4 -46z"/><path fill="none" stroke-width="10" d="M396 204c-1-14 2-26 11-36"/></g>`

// motifLine is one day of the motif as path data: cubics in relative whole numbers, with the slopes of the true line.
func motifLine(base float64) string {
	var b strings.Builder
	x, y := -20, round(motifAt(-20, base))
	fmt.Fprintf(&b, "M%d %dc", x, y)
	for ; x < motifWidth+20; x += motifStep {
		third := motifStep / 3
		next := round(motifAt(float64(x+motifStep), base))
		up := round(float64(third) * motifSlope(float64(x), base))
		down := next - y - round(float64(third)*motifSlope(float64(x+motifStep), base))
		for i, n := range []int{third, up, motifStep - third, down, motifStep, next - y} {
			if n >= 0 && (i > 0 || x > -20) {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%d", n)
		}
		y = next
	}
	return b.String()
}

func round(f float64) int { return int(math.Round(f)) }

func motifSlope(x, base float64) float64 {
	return (motifAt(x+0.5, base) - motifAt(x-0.5, base))
}

// motifAt is the height of a line at x: a slow swell, pushed apart around the fruit as by a lens.
func motifAt(x, base float64) float64 {
	swell := 10*math.Sin(x/150+base/210) + 6*math.Sin(x/67-base/120)
	dx, dy := (x-fruitX)/fruitR, (base-fruitY)/fruitR
	r2 := dx*dx + dy*dy
	lens := math.Exp(-0.9 * r2 * r2)
	return base + swell*(1-0.8*lens) + dy*fruitR*0.66*lens
}
