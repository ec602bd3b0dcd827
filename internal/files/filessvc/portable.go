package filessvc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/picture"
	"tamatar.dev/tamatar/internal/platform/portable"
)

// The files of the room in an archive; docs/export-format.md tells what is in them.
const (
	blobFolder = "content/"
	listFile   = "files.jsonl"
	filesNoun  = "files"
)

// portableFile is a file in an archive; its bytes lie beside it under its path.
type portableFile struct {
	Alt          string    `json:"alt,omitempty"`
	CreatedAt    time.Time `json:"createdAt"`
	ID           string    `json:"id"`
	Name         string    `json:"name"`
	Path         string    `json:"path"`
	SourceSHA256 string    `json:"sourceSha256"`
}

// Portable is what files take along, bring and erase.
func (s *Service) Portable() portable.Part {
	return portable.Part{Domain: "files", Export: s.export, Import: s.importFiles, Erase: s.erase}
}

// export writes the bytes, then the list. A file whose bytes are gone is left out.
func (s *Service) export(ctx context.Context, userID string, out *portable.Out) error {
	var missing map[string]bool
	err := s.each(ctx, userID, func(r *fileRow) error {
		body, err := s.bytes(ctx, r)
		if errors.Is(err, blob.ErrNotFound) {
			if missing == nil {
				missing = map[string]bool{}
			}
			missing[r.ID] = true
			return nil
		}
		if err != nil {
			return err
		}
		return out.File(archivePath(r), db.FromMillis(r.CreatedAt), body)
	})
	if err != nil {
		return err
	}
	var w io.Writer
	return s.each(ctx, userID, func(r *fileRow) (err error) {
		if missing[r.ID] {
			return nil
		}
		if w == nil {
			if w, err = out.Begin(listFile, time.Time{}); err != nil {
				return err
			}
		}
		return portable.Line(w, portableFile{
			Alt: r.Alt, CreatedAt: db.FromMillis(r.CreatedAt), ID: r.ID, Name: r.Name, Path: archivePath(r), SourceSHA256: r.SourceSHA256,
		})
	})
}

// archivePath names the bytes by their id, with the ending of a picture; what could be taken for an archive within the
// archive is called otherwise, and has its own name in the list.
func archivePath(r *fileRow) string {
	if f := r.file(); f.IsPicture() {
		return blobFolder + r.ID + strings.ToLower(path.Ext(r.Name))
	}
	return blobFolder + r.ID + ".bin"
}

// each goes over the files of a person that are ready.
func (s *Service) each(ctx context.Context, userID string, fn func(*fileRow) error) error {
	for after := ""; ; {
		rows, err := s.store.pageOf(ctx, userID, after, batch)
		if err != nil || len(rows) == 0 {
			return err
		}
		for i := range rows {
			if !rows[i].Ready {
				continue
			}
			if err := fn(&rows[i]); err != nil {
				return err
			}
		}
		after = rows[len(rows)-1].ID
	}
}

func (s *Service) bytes(ctx context.Context, r *fileRow) ([]byte, error) {
	f, err := s.Blob.Get(ctx, blobKey(r.ID))
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(f, blob.MaxSize))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	return body, nil
}

// importFiles brings what export wrote. Pictures that were not drawn by this program are drawn anew.
func (s *Service) importFiles(ctx context.Context, in *portable.In) error {
	if !in.Has(listFile) {
		return nil
	}
	err := portable.Lines(in, listFile, func(p portableFile) error {
		if err := s.bring(ctx, in, p); err != nil {
			return in.Report.Refuse(filesNoun, "files/"+p.Path, err)
		}
		return nil
	})
	if err != nil {
		return in.Report.Refuse(filesNoun, "files/"+listFile, err)
	}
	return nil
}

func (s *Service) bring(ctx context.Context, in *portable.In, p portableFile) error {
	alt, err := files.CheckAlt(p.Alt)
	if err != nil {
		return err
	}
	if !id.Valid(p.ID) || !isDigest(p.SourceSHA256) || !strings.HasPrefix(p.Path, blobFolder) || p.CreatedAt.UnixMilli() < 0 {
		return portable.ErrFileBroken
	}
	body, err := in.Bytes(p.Path, s.MaxSize)
	if err != nil {
		return err
	}
	now := s.now()
	r := &fileRow{ID: p.ID, OwnerID: in.UserID, Alt: alt, SourceSHA256: p.SourceSHA256, CreatedAt: db.Millis(p.CreatedAt), TouchedAt: db.Millis(now)}
	if body, err = s.takeArchived(ctx, r, Upload{Name: p.Name, Alt: alt, Body: body}); err != nil {
		return err
	}
	known, err := s.place(ctx, in, r)
	if err != nil || known {
		return err
	}
	if !in.DryRun {
		if err := s.save(ctx, r, body); err != nil {
			return err
		}
	}
	in.Report.Note(filesNoun, portable.Created)
	return nil
}

// takeArchived is take, but a picture that was drawn here stays byte for byte.
func (s *Service) takeArchived(ctx context.Context, r *fileRow, up Upload) ([]byte, error) {
	if p, drawn := picture.Drawn(ctx, up.Body); drawn {
		r.ContentType, r.Width, r.Height = p.ContentType, &p.Width, &p.Height
		r.Name, r.Size, r.SHA256 = files.CleanName(up.Name, r.ContentType), len(up.Body), digest(up.Body)
		return up.Body, nil
	}
	return s.take(ctx, r, up)
}

// place finds out whether the person has the file already, and gives it another id where its own is somebody else's.
func (s *Service) place(ctx context.Context, in *portable.In, r *fileRow) (known bool, err error) {
	own, taken, err := s.store.twins(ctx, in.UserID, r.SourceSHA256, r.ID)
	if err != nil {
		return false, err
	}
	if own == nil {
		if taken {
			fresh := id.New(s.now())
			in.Report.NewID(filesNoun, r.ID, fresh)
			r.ID = fresh
		}
		return false, nil
	}
	if own.ID != r.ID {
		in.Report.NewID(filesNoun, r.ID, own.ID)
	}
	outcome := portable.Kept
	if own.SHA256 == r.SHA256 && own.Alt == r.Alt && own.Name == r.Name {
		outcome = portable.Same
	}
	in.Report.Note(filesNoun, outcome)
	return true, nil
}

func isDigest(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// twins reads the owner's file of that id or of these bytes, and tells whether the id is somebody else's.
func (s store) twins(ctx context.Context, ownerID, source, fileID string) (own *fileRow, taken bool, err error) {
	rows, err := s.rows(ctx, s.db.Reader(), "SELECT "+columns+` FROM files_files WHERE (owner_id = $1 AND source_sha256 = $2) OR id = $3
		ORDER BY id LIMIT 3`, ownerID, source, fileID)
	for i, r := range rows {
		switch {
		case r.OwnerID != ownerID:
			taken = true
		case own == nil || r.ID == fileID:
			own = &rows[i]
		}
	}
	return own, taken, err
}
