package backupsvc

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"time"

	"tamatar.dev/tamatar/internal/backup"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/route"
)

const downloadPath = "/api/backups/"

// Routes is the download of encrypted archives.
func (s *Service) Routes() []route.Route {
	return []route.Route{{Pattern: "GET " + downloadPath + "{id}", Handler: http.HandlerFunc(s.download)}}
}

func (s *Service) download(w http.ResponseWriter, r *http.Request) {
	if err := s.send(w, r); err != nil {
		e := errs.From(err)
		if e.Kind == errs.Internal {
			s.Log.ErrorContext(r.Context(), "download of a backup failed", "err", err)
		}
		w.Header().Set("X-Tamatar-Code", e.Code)
		http.Error(w, e.Public, e.Status())
	}
}

// send writes the archive. Errors come before the first byte: those of [backup.CanAct], [backup.ErrRunNotFound],
// [backup.ErrNotEncrypted].
func (s *Service) send(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	if err := s.mayAct(ctx); err != nil {
		return err
	}
	run, err := s.byID(ctx, r.PathValue("id"))
	switch {
	case err != nil:
		return err
	case !run.kept() || s.Dir == "":
		return backup.ErrRunNotFound
	case !run.Encrypted:
		return backup.ErrNotEncrypted
	}
	root, err := s.folder()
	if err != nil {
		return err
	}
	defer root.Close()
	f, err := root.Open(run.File)
	if errors.Is(err, fs.ErrNotExist) {
		return backup.ErrRunNotFound
	}
	if err != nil {
		return err
	}
	defer f.Close()
	if r.Method == http.MethodHead {
		return nil // only asked whether it may
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return s.Bus.Emit(ctx, tx, backup.ArchiveDownloaded{Trace: s.trace(ctx), RunID: run.ID, File: run.File})
	})
	if err != nil {
		return err
	}
	// A backup takes longer to fetch than an answer may.
	_ = http.NewResponseController(w).SetWriteDeadline(s.Clock.Now().Add(downloadWithin))
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", `attachment; filename="`+run.File+`"`)
	http.ServeContent(w, r, "", db.FromMillis(run.AskedAt), f)
	return nil
}

const downloadWithin = 4 * time.Hour
