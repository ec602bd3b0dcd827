package filessvc

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/limit"
	"tamatar.dev/tamatar/internal/platform/route"
)

const (
	// formSlack is what a form needs beside its file, in bytes.
	formSlack = 64 << 10
	// maxParts is how many parts of a form are looked at.
	maxParts = 10
	// maxAltBytes bounds the field of the description.
	maxAltBytes = 8 << 10

	uploadPoints = 50
	readPoints   = 2
)

// Routes are the doors of files: the upload, and the files themselves.
func (s *Service) Routes() []route.Route {
	return []route.Route{
		{
			Pattern: "POST /api/files", Handler: http.HandlerFunc(s.upload), MaxBody: s.MaxSize + formSlack,
			Scope: string(identity.ScopeEntriesWrite), Points: uploadPoints,
		},
		{
			Pattern: "GET " + files.Path + "{id}", Handler: http.HandlerFunc(s.serve), Public: true,
			Scope: string(identity.ScopeRead), Points: readPoints,
		},
	}
}

// answered is a kept file as the upload door tells of it.
type answered struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Alt         string `json:"alt"`
	ContentType string `json:"contentType"`
	Size        int    `json:"size"`
	Width       *int   `json:"width,omitempty"`
	Height      *int   `json:"height,omitempty"`
	URL         string `json:"url"`
	Markdown    string `json:"markdown"`
	// Missing names what a caller is asked for: "alt", when a picture has no description.
	Missing []string `json:"missing,omitempty"`
}

// upload takes a form with the file in the field "file" and, best before it, what a picture shows in the field "alt".
func (s *Service) upload(w http.ResponseWriter, r *http.Request) {
	f, err := s.receive(w, r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	a := answered{
		ID: f.ID, Name: f.Name, Alt: f.Alt, ContentType: f.ContentType, Size: f.Size, Width: f.Width, Height: f.Height,
		URL: f.URL(), Markdown: f.Markdown(),
	}
	if f.IsPicture() && f.Alt == "" {
		a.Missing = []string{"alt"}
	}
	s.answer(w, r, http.StatusCreated, a)
}

func (s *Service) receive(w http.ResponseWriter, r *http.Request) (*files.File, error) {
	a, err := writer(r.Context())
	if err != nil {
		return nil, err
	}
	if r.Header.Get("X-Tamatar") == "" && r.Header.Get("Authorization") == "" {
		return nil, files.ErrUploadHeader
	}
	leave, err := s.turn(r.Context(), a.UserID)
	if err != nil {
		return nil, err
	}
	defer leave()
	r.Body = s.paced(w, r.Body) // from now on: who waited for a turn has lost nothing
	up, err := s.readForm(r)
	if err != nil {
		return nil, s.formError(err)
	}
	return s.Keep(r.Context(), a.UserID, up)
}

// Arriving is how many uploads of a person are being received or wait for their turn.
func (s *Service) Arriving(userID string) int { return s.arriving.Waiting(userID) }

// turn waits until another upload of the person may be held in memory. Error: files.ErrBusy.
func (s *Service) turn(ctx context.Context, userID string) (leave func(), err error) {
	leave, err = s.arriving.Take(ctx, userID, s.Patience)
	if errors.Is(err, limit.ErrNoTurn) {
		return nil, files.ErrBusy.WithRetryAfter(5 * time.Second)
	}
	return leave, err
}

// readForm reads up to the end, so that a form that was cut off is noticed.
func (s *Service) readForm(r *http.Request) (Upload, error) {
	form, err := r.MultipartReader()
	if err != nil {
		return Upload{}, err
	}
	var up Upload
	found := false
	for range maxParts {
		part, err := form.NextRawPart()
		if errors.Is(err, io.EOF) {
			if !found {
				return up, files.ErrUploadForm
			}
			return up, nil
		}
		if err != nil {
			return up, err
		}
		switch {
		case part.FormName() == "alt":
			alt, err := io.ReadAll(io.LimitReader(part, maxAltBytes))
			if err != nil {
				return up, err
			}
			up.Alt = string(alt)
		case part.FormName() == "file" && !found:
			found, up.Name = true, fileName(part.Header.Get("Content-Disposition"))
			if up.Body, err = io.ReadAll(io.LimitReader(part, s.MaxSize+1)); err != nil {
				return up, err
			}
			if int64(len(up.Body)) > s.MaxSize {
				return up, s.tooLarge()
			}
		}
	}
	return up, files.ErrUploadForm
}

func fileName(disposition string) string {
	_, params, err := mime.ParseMediaType(disposition)
	if err != nil {
		return ""
	}
	return params["filename"]
}

func (s *Service) formError(err error) error {
	var tooLarge *http.MaxBytesError
	var declared *errs.Error
	switch {
	case errors.As(err, &tooLarge):
		return s.tooLarge()
	case errors.As(err, &declared):
		return err
	}
	return files.ErrUploadForm.With(err)
}

// sandbox is the policy of every file: nothing in it runs, loads or is framed.
const sandbox = "default-src 'none'; style-src 'none'; sandbox; frame-ancestors 'none'"

// serve gives a file to whoever may read it at this moment. Nothing is kept on the way: an entry that is narrowed closes
// its files at once.
func (s *Service) serve(w http.ResponseWriter, r *http.Request) {
	f, err := s.readable(r.Context(), r.PathValue("id"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.give(w, r, f)
}

// ServeOpened answers a request with a file that the caller's own rules have opened to whoever asks, such as one of an
// entry that is shared by link.
func (s *Service) ServeOpened(w http.ResponseWriter, r *http.Request, fileID string) {
	f, err := s.ready(r.Context(), fileID)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.give(w, r, f)
}

// give writes the file, which may be read.
func (s *Service) give(w http.ResponseWriter, r *http.Request, f *fileRow) {
	body, info, err := s.Blob.GetFile(r.Context(), blobKey(f.ID))
	if err != nil {
		s.fail(w, r, files.ErrNotFound.With(err))
		return
	}
	defer body.Close()
	h := w.Header()
	h.Set("Content-Security-Policy", sandbox)
	h.Del("Reporting-Endpoints")
	h.Set("Content-Type", f.ContentType)
	h.Set("Cache-Control", "private, no-store")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("ETag", `"`+f.SHA256+`"`)
	how := "attachment"
	if strings.HasPrefix(f.ContentType, "image/") {
		how = "inline"
	}
	h.Set("Content-Disposition", disposition(how, f.Name))
	if strings.Contains(r.Header.Get("Range"), ",") { // many ranges are no honest need; the whole file answers them
		r.Header.Del("Range")
	}
	http.ServeContent(w, r, "", info.ModifiedAt, body)
}

// readable reads the file that the actor of ctx may see. Error: files.ErrNotFound.
func (s *Service) readable(ctx context.Context, fileID string) (*fileRow, error) {
	r, err := s.ready(ctx, fileID)
	if err != nil {
		return nil, err
	}
	a, _ := identity.ActorFrom(ctx)
	f := r.file()
	shown := false
	if !files.CanChange(a.UserID, &f) && s.uses != nil {
		if shown, err = s.uses.FileShown(ctx, a, f.OwnerID, f.ID); err != nil {
			return nil, err
		}
	}
	if !files.CanSee(a.UserID, &f, shown) {
		return nil, files.ErrNotFound
	}
	return r, nil
}

// disposition writes the name in a form that every browser reads and nothing can break out of.
func disposition(how, name string) string {
	if v := mime.FormatMediaType(how, map[string]string{"filename": name}); v != "" {
		return v
	}
	return how
}

// fail answers with an error in the form that GraphQL errors have.
func (s *Service) fail(w http.ResponseWriter, r *http.Request, err error) {
	e := errs.From(err)
	if e.Kind == errs.Internal {
		s.Log.ErrorContext(r.Context(), "file door", "error", e)
	}
	if e.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(e.RetryAfter/time.Second)))
	}
	s.answer(w, r, e.Status(), map[string]any{"errors": []any{map[string]any{
		"message": errs.Say(r.Context(), e.Public), "extensions": map[string]any{"code": e.Code, "requestId": route.RequestID(r.Context())},
	}}})
}

func (s *Service) answer(w http.ResponseWriter, r *http.Request, status int, body any) {
	raw, err := json.Marshal(body)
	if err != nil {
		s.Log.ErrorContext(r.Context(), "encode answer", "error", err)
		status, raw = http.StatusInternalServerError, []byte("{}")
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(raw)
}
