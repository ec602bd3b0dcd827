package picture

import (
	"context"
	"runtime/debug"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Bounds of a picture.
const (
	// MaxPixels is the largest area in pixels that is decoded.
	MaxPixels = 40_000_000
	// MaxFrames is how many frames an animation may have.
	MaxFrames = 200
	// MaxFramePixels bounds the pixels of all frames of an animation together; each is a byte of memory.
	MaxFramePixels = 80_000_000
	// MaxEdge is the longer edge of what is kept; larger pictures are drawn smaller.
	MaxEdge = 4096

	quality = 88
	// bigPixels is where a picture counts as big: its memory is given back at once, and one is decoded at a time.
	bigPixels = 8_000_000
	seatCount = 2
)

// Errors of pictures.
var (
	// ErrUnreadable refuses what is no whole picture of the four formats.
	ErrUnreadable = errs.New(errs.Invalid, "picture.unreadable", "This picture cannot be read. Use a whole PNG, JPEG, GIF or WebP file.")
	// ErrTooManyPixels refuses what would need too much memory.
	ErrTooManyPixels = errs.New(errs.TooLarge, "picture.too_many_pixels", "This picture has more than 40 megapixels. Make it smaller and try again.")
	// ErrTooManyFrames refuses long animations.
	ErrTooManyFrames = errs.New(errs.TooLarge, "picture.too_many_frames", "This animation is too long. Use 200 frames at most, or a smaller size.")
)

var (
	seats = make(chan struct{}, seatCount)
	big   = make(chan struct{}, 1)
)

// sit waits for a place to decode a picture of so many pixels.
func sit(ctx context.Context, pixels int) (leave func(), err error) {
	if err := enter(ctx, seats); err != nil {
		return nil, err
	}
	if pixels < bigPixels {
		return func() { <-seats }, nil
	}
	if err := enter(ctx, big); err != nil {
		<-seats
		return nil, err
	}
	return func() {
		debug.FreeOSMemory()
		<-big
		<-seats
	}, nil
}

func enter(ctx context.Context, room chan struct{}) error {
	select {
	case room <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
