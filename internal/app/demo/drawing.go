package demo

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math/rand/v2"
)

// drawing is a chart of seven bars as a picture; the same seed gives the same bytes.
func drawing(seed uint64) ([]byte, error) {
	const width, height, bar, gap = 640, 320, 64, 20
	paper, ember := color.RGBA{0xfa, 0xf7, 0xf2, 0xff}, color.RGBA{0xdd, 0x55, 0x12, 0xff}
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(img, img.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	src := rand.New(rand.NewPCG(seed, 7))
	for n := range 7 {
		left, top := 32+n*(bar+gap), 40+src.IntN(200)
		draw.Draw(img, image.Rect(left, top, left+bar, height-32), image.NewUniform(ember), image.Point{}, draw.Src)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	return out.Bytes(), nil
}
