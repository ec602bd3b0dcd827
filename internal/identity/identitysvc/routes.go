package identitysvc

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/route"
)

// Routes are the doors beside GraphQL: the upload of a picture, and the pictures.
func (s *Service) Routes() []route.Route {
	return []route.Route{
		{Pattern: "POST /api/avatar", Handler: http.HandlerFunc(s.uploadAvatar), MaxBody: avatarMaxBytes + 64<<10, Scope: string(identity.ScopeProfileWrite)},
		{Pattern: "GET " + avatarPath + "{id}", Handler: http.HandlerFunc(s.serveAvatar), Public: true, Cacheable: true},
	}
}

// uploadAvatar takes the picture as the body itself, or as the field "file" of a form.
func (s *Service) uploadAvatar(w http.ResponseWriter, r *http.Request) {
	picture, err := pictureOf(r)
	if err != nil {
		answerError(w, r, err)
		return
	}
	v, err := s.SetAvatar(r.Context(), picture)
	if err != nil {
		answerError(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(map[string]any{"avatarUrl": v.User.AvatarURL, "revision": v.Revision})
}

func pictureOf(r *http.Request) (io.Reader, error) {
	// A type that cannot be read is that of a raw picture: the bytes are looked at anyway.
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "multipart/form-data" {
		return r.Body, nil
	}
	form, err := r.MultipartReader()
	if err != nil {
		return nil, identity.ErrAvatarInvalid.With(err)
	}
	for range 10 { // a form of many parts is not a picture
		part, err := form.NextPart()
		if err != nil {
			return nil, identity.ErrAvatarInvalid.With(err)
		}
		if part.FormName() == "file" {
			return part, nil
		}
	}
	return nil, identity.ErrAvatarInvalid
}

func answerError(w http.ResponseWriter, r *http.Request, err error) {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		err = identity.ErrAvatarInvalid.With(err)
	}
	e := errs.From(err)
	if e.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(e.RetryAfter.Seconds())+1))
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(e.Status())
	_ = json.NewEncoder(w).Encode(map[string]any{"errors": []map[string]any{
		{"message": errs.Say(r.Context(), e.Public), "extensions": map[string]string{"code": e.Code, "requestId": route.RequestID(r.Context())}},
	}})
}

// serveAvatar gives a picture to whoever knows its id. An id names one picture for good, so it may be kept for ever; the
// headers keep a browser from seeing anything but a picture in it.
func (s *Service) serveAvatar(w http.ResponseWriter, r *http.Request) {
	avatarID := r.PathValue("id")
	if !id.Valid(avatarID) {
		http.NotFound(w, r)
		return
	}
	file, err := s.Blob.Get(r.Context(), avatarKey(avatarID))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer func() { _ = file.Close() }()
	body, err := io.ReadAll(io.LimitReader(file, avatarMaxBytes))
	if err != nil {
		answerError(w, r, err)
		return
	}
	contentType := "image/jpeg"
	if bytes.HasPrefix(body, []byte("\x89PNG")) {
		contentType = "image/png"
	}
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Disposition", "inline")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	_, _ = w.Write(body) //nolint:gosec // a picture drawn by this package
}
