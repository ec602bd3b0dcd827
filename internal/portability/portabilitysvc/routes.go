package portabilitysvc

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/platform/secret"
	"tamatar.dev/tamatar/internal/portability"
)

const (
	downloadPath = "/api/archive/"
	// sendWithin is how long sending an archive may take, instead of the server's usual time for an answer.
	sendWithin = 30 * time.Minute
	// formSlack is what a form needs around its file.
	formSlack = 64 << 10
	// What an upload and a stream cost, in points: much more than a page.
	uploadPoints, streamPoints = 100, 500
)

// Routes are the doors that GraphQL cannot be: files in and out.
func (s *Service) Routes() []route.Route {
	return append(s.repositoryRoutes(), []route.Route{
		{Pattern: "POST /api/archive", Handler: http.HandlerFunc(s.upload), MaxBody: portability.MaxUpload + formSlack, Scope: route.ScopePerOperation, Points: uploadPoints},
		{Pattern: "GET " + downloadPath + "stream", Handler: http.HandlerFunc(s.stream), Scope: "read", Points: streamPoints},
		{Pattern: "GET " + downloadPath + "{ticket}", Handler: http.HandlerFunc(s.download)},
	}...)
}

// upload takes an archive as the body itself, or as the field "file" of a form, and answers with its id; what becomes of
// it is in the API (Viewer.archives).
func (s *Service) upload(w http.ResponseWriter, r *http.Request) {
	if !take(s.uploads) {
		s.fail(w, r, portability.ErrArchiveBusy)
		return
	}
	defer func() { <-s.uploads }()
	_ = http.NewResponseController(w).SetReadDeadline(deadline()) // a large file on a slow line
	file, err := fileOf(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	a, err := s.Bring(r.Context(), file)
	if err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			err = portability.ErrUploadTooLarge
		}
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(http.StatusAccepted)
	_ = json.NewEncoder(w).Encode(map[string]any{"id": a.ID, "state": a.State})
}

// deadline is by the machine's clock: connections know no other.
func deadline() time.Time { return clock.System{}.Now().Add(sendWithin) }

func take(slots chan struct{}) bool {
	select {
	case slots <- struct{}{}:
		return true
	default:
		return false
	}
}

func fileOf(r *http.Request) (io.Reader, error) {
	if r.Header.Get("X-Tamatar") == "" && r.Header.Get("Authorization") == "" {
		return nil, portability.ErrUploadBroken
	}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "multipart/form-data" { // unreadable: a raw file
		return r.Body, nil
	}
	form, err := r.MultipartReader()
	if err != nil {
		return nil, portability.ErrUploadBroken.With(err)
	}
	for range 10 {
		part, err := form.NextPart()
		if err != nil {
			return nil, portability.ErrUploadBroken.With(err)
		}
		if part.FormName() == "file" {
			return part, nil
		}
	}
	return nil, portability.ErrUploadBroken
}

// download gives an export to its person, once for each ticket.
func (s *Service) download(w http.ResponseWriter, r *http.Request) {
	a, err := identity.MustActor(r.Context())
	if err == nil {
		err = portability.CanSee(a)
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	row, err := s.redeem(r.Context(), a.UserID, r.PathValue("ticket"), r.Method == http.MethodHead)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	file, info, err := s.Blob.GetFile(r.Context(), row.key())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	defer func() { _ = file.Close() }()
	s.sendZip(w, db.FromMillis(row.CreatedAt))
	w.Header().Set("Content-Length", strconv.FormatInt(info.Size, 10))
	if _, err := io.Copy(w, file); err != nil {
		s.Log.InfoContext(r.Context(), "download ended early", "archive", row.ID, "err", err)
	}
}

// redeem spends a ticket. Looking at the headers alone spends nothing. Error: [portability.ErrTicketSpent].
func (s *Service) redeem(ctx context.Context, userID, ticket string, look bool) (row archiveRow, err error) {
	if look {
		return row, portability.ErrTicketSpent
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		row, err = s.store.spendTicket(ctx, tx, hex.EncodeToString(secret.Hash(ticket)), userID, db.Millis(s.now()))
		if errors.Is(err, db.ErrNoRows) {
			return portability.ErrTicketSpent
		}
		if err != nil {
			return err
		}
		return s.Bus.Emit(ctx, tx, portability.ExportDownloaded{Trace: s.trace(ctx), UserID: userID, ArchiveID: row.ID, How: "page"})
	})
	return row, err
}

func (s *Service) sendZip(w http.ResponseWriter, made time.Time) {
	_ = http.NewResponseController(w).SetWriteDeadline(deadline()) // where it cannot be set the usual time holds
	h := w.Header()
	h.Set("Content-Type", zipType)
	h.Set("Content-Disposition", `attachment; filename="tamatar-`+made.Format("2006-01-02")+`.zip"`)
	h.Set("X-Content-Type-Options", "nosniff")
}

// stream sends everything while it is read: for tools and for accounts that are not large.
func (s *Service) stream(w http.ResponseWriter, r *http.Request) {
	a, err := identity.MustActor(r.Context())
	if err == nil {
		err = portability.CanStream(a, s.now())
	}
	if err == nil && !take(s.streams) {
		err = portability.ErrArchiveBusy
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	defer func() { <-s.streams }()
	if err := s.streamTo(r.Context(), w, a, r.URL.Query().Get("records") == "1" && a.TokenID == ""); err != nil {
		s.Log.WarnContext(r.Context(), "stream of an archive broke off", "err", err)
		panic(http.ErrAbortHandler) // half an archive must not look like a whole one
	}
}

func (s *Service) streamTo(ctx context.Context, w http.ResponseWriter, a identity.Actor, records bool) error {
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return s.Bus.Emit(ctx, tx, portability.ExportDownloaded{Trace: s.trace(ctx), UserID: a.UserID, How: "stream"})
	})
	if err != nil {
		return err
	}
	s.sendZip(w, s.now())
	return s.Write(ctx, a.UserID, records, w, nil)
}

// fail answers with an error in the form that GraphQL errors have.
func (s *Service) fail(w http.ResponseWriter, r *http.Request, err error) {
	e := errs.From(err)
	if e.Kind == errs.Internal {
		s.Log.ErrorContext(r.Context(), "archive by HTTP", "error", e)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(e.Status())
	_ = json.NewEncoder(w).Encode(map[string]any{"errors": []any{map[string]any{
		"message": errs.Say(r.Context(), e.Public), "extensions": map[string]any{"code": e.Code, "requestId": route.RequestID(r.Context())},
	}}})
}
