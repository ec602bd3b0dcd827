package identitysvc

import (
	"bytes"
	"context"
	"errors"
	"image"
	_ "image/gif" // decoded, never written
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // decoded, never written

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
)

const (
	avatarPath     = "/files/avatar/"
	avatarSize     = 256
	avatarMaxBytes = 5 << 20
	avatarMaxPixel = 40_000_000
	avatarQuality  = 88
)

// avatarKey is where the picture lies in the blob store.
func avatarKey(avatarID string) string { return "avatar/" + avatarID }

// SetAvatar makes the picture the actor's avatar. It is decoded and drawn anew at 256 by 256, so nothing of the upload but
// its colours is kept: no position, no hidden second format. At most two pictures are decoded at once.
// Error: [identity.ErrAvatarInvalid].
func (s *Service) SetAvatar(ctx context.Context, upload io.Reader) (*identity.Viewer, error) {
	a, err := s.allowed(ctx, identity.ActionEditProfile)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(upload, avatarMaxBytes+1))
	if err != nil || len(raw) > avatarMaxBytes {
		return nil, identity.ErrAvatarInvalid.With(err)
	}
	select {
	case s.decode <- struct{}{}:
		defer func() { <-s.decode }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	picture, contentType, err := redraw(raw)
	if err != nil {
		return nil, err
	}
	avatarID := id.New(s.now())
	if err := s.Blob.Put(ctx, avatarKey(avatarID), contentType, bytes.NewReader(picture)); err != nil {
		return nil, err
	}
	v, err := s.changeAvatar(ctx, a, &avatarID)
	if err != nil {
		err = errors.Join(err, s.Blob.Delete(context.WithoutCancel(ctx), avatarKey(avatarID)))
	}
	return v, err
}

// RemoveAvatar takes the actor's picture away.
func (s *Service) RemoveAvatar(ctx context.Context) (*identity.Viewer, error) {
	a, err := s.allowed(ctx, identity.ActionEditProfile)
	if err != nil {
		return nil, err
	}
	return s.changeAvatar(ctx, a, nil)
}

func (s *Service) changeAvatar(ctx context.Context, a identity.Actor, avatarID *string) (*identity.Viewer, error) {
	return s.changeProfile(ctx, a, func(ctx context.Context, tx *db.Tx, u *userRow) ([]string, error) {
		old := u.AvatarID
		if old == nil && avatarID == nil {
			return nil, nil
		}
		u.AvatarID = avatarID
		if old != nil {
			if err := s.Jobs.Enqueue(ctx, tx, dropAvatarArgs{AvatarID: *old}, noOptions); err != nil {
				return nil, err
			}
		}
		return []string{"avatar"}, nil
	})
}

// redraw gives the picture as a square PNG, or as JPEG when nothing of it is see-through. The size is looked at before
// anything is decoded. Only the first frame of an animation is drawn.
func redraw(raw []byte) ([]byte, string, error) {
	cfg, format, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || cfg.Width <= 0 || cfg.Height <= 0 || cfg.Width > avatarMaxPixel/cfg.Height {
		return nil, "", identity.ErrAvatarInvalid.With(err)
	}
	switch format {
	case "png", "jpeg", "gif", "webp":
	default:
		return nil, "", identity.ErrAvatarInvalid
	}
	src, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, "", identity.ErrAvatarInvalid.With(err)
	}
	dst := image.NewNRGBA(image.Rect(0, 0, avatarSize, avatarSize))
	draw.CatmullRom.Scale(dst, dst.Bounds(), src, middleSquare(src.Bounds()), draw.Src, nil)
	var out bytes.Buffer
	if dst.Opaque() {
		err = jpeg.Encode(&out, dst, &jpeg.Options{Quality: avatarQuality})
		return out.Bytes(), "image/jpeg", err
	}
	err = png.Encode(&out, dst)
	return out.Bytes(), "image/png", err
}

// middleSquare is the largest square in the middle of r.
func middleSquare(r image.Rectangle) image.Rectangle {
	side := min(r.Dx(), r.Dy())
	x, y := r.Min.X+(r.Dx()-side)/2, r.Min.Y+(r.Dy()-side)/2
	return image.Rect(x, y, x+side, y+side)
}

// dropAvatarArgs asks to remove a picture that nobody shows any more.
type dropAvatarArgs struct {
	AvatarID string `json:"avatarId"`
}

// Kind names the job.
func (dropAvatarArgs) Kind() string { return "identity.drop_avatar" }

func (s *Service) dropAvatar(ctx context.Context, args dropAvatarArgs) error {
	return s.Blob.Delete(ctx, avatarKey(args.AvatarID))
}
