package filessvc

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/picture"
)

// Upload is a file on its way in.
type Upload struct {
	Name, Alt string
	Body      []byte
}

// Take is Keep for rooms that bring files of a person from elsewhere; a description that is too long is cut.
func (s *Service) Take(ctx context.Context, ownerID, name, alt string, body []byte) (*files.File, error) {
	if runes := []rune(alt); len(runes) > files.MaxAlt {
		alt = string(runes[:files.MaxAlt])
	}
	return s.Keep(ctx, ownerID, Upload{Name: name, Alt: alt, Body: body})
}

// Keep keeps a file for its owner; the same bytes again give the file that is there. Pictures are drawn anew.
// Errors: files.ErrEmpty, ErrTypeRefused, ErrTooLarge, ErrQuota, ErrAltTooLong, those of picture.Redraw.
func (s *Service) Keep(ctx context.Context, ownerID string, up Upload) (*files.File, error) {
	if int64(len(up.Body)) > s.MaxSize {
		return nil, s.tooLarge()
	}
	alt, err := files.CheckAlt(up.Alt)
	if err != nil {
		return nil, err
	}
	now := s.now()
	source := digest(up.Body)
	if known, err := s.known(ctx, ownerID, source, now); known != nil || err != nil {
		return known, err
	}
	r := &fileRow{ID: id.New(now), OwnerID: ownerID, Alt: alt, SourceSHA256: source, CreatedAt: db.Millis(now), TouchedAt: db.Millis(now)}
	body, err := s.take(ctx, r, up)
	if err != nil {
		return nil, err
	}
	err = s.save(ctx, r, body)
	if errors.Is(err, db.ErrUnique) { // the same bytes arrived twice at once
		if known, err := s.known(ctx, ownerID, source, now); known != nil || err != nil {
			return known, err
		}
		return nil, files.ErrBusy.WithRetryAfter(time.Second)
	}
	if err != nil {
		return nil, err
	}
	f := r.file()
	return &f, nil
}

// known is the file that the same bytes made before; nil when there is none. Sending it again keeps it from the sweep.
func (s *Service) known(ctx context.Context, ownerID, source string, now time.Time) (*files.File, error) {
	r, err := s.store.touch(ctx, ownerID, source, db.Millis(now))
	if r == nil || err != nil {
		return nil, err
	}
	f := r.file()
	return &f, nil
}

// take finds out what the bytes are, and gives those to be kept.
func (s *Service) take(ctx context.Context, r *fileRow, up Upload) ([]byte, error) {
	body := up.Body
	if picture.Format(body) == "" {
		format, err := files.Sniff(body)
		if err != nil {
			return nil, err
		}
		r.ContentType = format.ContentType
	} else {
		p, err := picture.Redraw(ctx, body)
		if err != nil {
			return nil, err
		}
		if body = p.Bytes; int64(len(body)) > s.MaxSize {
			return nil, s.tooLarge()
		}
		r.ContentType, r.Width, r.Height = p.ContentType, &p.Width, &p.Height
	}
	r.Name, r.Size, r.SHA256 = files.CleanName(up.Name, r.ContentType), len(body), digest(body)
	return body, nil
}

// save counts the space, keeps the bytes and marks the row as ready. What fails leaves nothing.
func (s *Service) save(ctx context.Context, r *fileRow, body []byte) error {
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		fits, err := s.store.reserve(ctx, tx, r.OwnerID, int64(r.Size), s.Quota)
		if err != nil {
			return err
		}
		if !fits {
			return files.ErrQuota
		}
		return s.store.insert(ctx, tx, r)
	})
	if err != nil {
		return err
	}
	err = s.Blob.PutLimited(ctx, blobKey(r.ID), r.ContentType, bytes.NewReader(body), int64(len(body)))
	if err == nil {
		err = s.store.markReady(ctx, r.ID)
	}
	if err != nil {
		ctx := context.WithoutCancel(ctx)
		return errors.Join(err, s.remove(ctx, []fileRow{*r}))
	}
	r.Ready = true
	return nil
}

func (s *Service) tooLarge() error {
	return files.ErrTooLarge.WithField("file", files.ErrTooLarge.Public)
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
