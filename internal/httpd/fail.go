package httpd

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/problem"
	"tamatar.dev/tamatar/internal/platform/route"
)

// Errors of the server itself.
var (
	ErrNotFound    = errs.New(errs.NotFound, "http.not_found", "There is nothing at this address.")
	ErrMethod      = errs.New(errs.Invalid, "http.method", "This address does not take that method.")
	ErrCrossOrigin = errs.New(errs.Forbidden, "http.cross_origin", "Another site tried to act in your name. Nothing was done.")
	ErrHost        = errs.New(errs.Invalid, "http.unknown_host", "This server does not answer for that host name.")
	ErrTooLarge    = errs.New(errs.TooLarge, "http.body_too_large", "What you sent is larger than this address takes.")
)

var byStatus = map[int]*errs.Error{
	http.StatusNotFound:              ErrNotFound,
	http.StatusMethodNotAllowed:      ErrMethod,
	http.StatusForbidden:             ErrCrossOrigin,
	http.StatusMisdirectedRequest:    ErrHost,
	http.StatusRequestEntityTooLarge: ErrTooLarge,
}

// fail answers with an error of the server itself.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, status int) {
	e, ok := byStatus[status]
	if !ok {
		e = errs.ErrInternal
	}
	s.answer(w, r, status, e)
}

// failWith answers with a declared error and its own status.
func (s *Server) failWith(w http.ResponseWriter, r *http.Request, e *errs.Error) {
	s.answer(w, r, e.Status(), e)
}

// answer shows a page to people and JSON in the form of GraphQL errors to programs.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, status int, e *errs.Error) {
	w.Header().Set("Cache-Control", "private, no-store")
	if e.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int((e.RetryAfter+time.Second-1)/time.Second)))
	}
	if problem.Wanted(r) {
		problem.Write(w, r, status, e)
		return
	}
	if wantsPage(r) && s.o.ErrorPage != nil && status != http.StatusMisdirectedRequest {
		s.o.ErrorPage(w, r, status, e.RetryAfter, route.RequestID(r.Context()))
		return
	}
	body, err := json.Marshal(map[string]any{"errors": []any{map[string]any{
		"message": errs.Say(r.Context(), e.Public), "extensions": map[string]any{"code": e.Code, "requestId": route.RequestID(r.Context())},
	}}})
	if err != nil {
		body = []byte("{}")
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}
