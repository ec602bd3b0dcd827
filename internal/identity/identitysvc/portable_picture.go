package identitysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/platform/picture"
)

// drawnHere reports whether the file is a picture as [redraw] writes them, and nothing besides. A file with anything
// hidden in it is not; such a one is drawn anew.
func drawnHere(ctx context.Context, raw []byte) bool {
	p, drawn := picture.Drawn(ctx, raw)
	return drawn && p.Width == avatarSize && p.Height == avatarSize && p.ContentType != "image/gif"
}
