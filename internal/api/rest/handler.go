package rest

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/api"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/problem"
	"tamatar.dev/tamatar/internal/platform/route"
)

// Bounds of a request.
const (
	// MaxBody is the largest request body in bytes: an entry of 64 KiB with its JSON around it.
	MaxBody = 128 << 10
	// Deadline is how long an operation may run; its SQL is cancelled then.
	Deadline = 10 * time.Second
)

// Errors of requests that are not understood.
var (
	ErrBody         = errs.New(errs.Invalid, "api.body_invalid", "The body must be one JSON object with the fields that the API describes, in UTF-8.")
	ErrBodyTooLarge = errs.New(errs.TooLarge, "api.body_too_large", "The body is larger than 128 KiB.")
	ErrContentType  = errs.New(errs.Invalid, "api.content_type", "Send the body as application/json.")
)

// Routes are the doors of the REST API.
func Routes(s *api.Service, log *slog.Logger, version string) []route.Route {
	out := make([]route.Route, 0, len(operations)+1)
	for _, op := range operations {
		out = append(out, route.Route{
			Pattern: op.Method + " " + Prefix + op.Path, Handler: &handler{op: op, s: s, log: log}, MaxBody: MaxBody, Scope: string(op.Scope),
		})
	}
	return append(out, route.Route{
		Pattern: "GET " + Prefix + "/openapi.json", Handler: document(version), Public: true, Cacheable: true,
	})
}

// handler serves one operation.
type handler struct {
	op  operation
	s   *api.Service
	log *slog.Logger
}

// ServeHTTP implements [http.Handler].
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), Deadline)
	defer cancel()
	w.Header().Add("Vary", "Authorization, Cookie")
	result, err := h.op.run(ctx, h.s, r)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	body, err := json.Marshal(result)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	if r.Method == http.MethodGet {
		sum := sha256.Sum256(body)
		tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:15]) + `"`
		w.Header().Set("ETag", tag)
		if unchanged(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if e, ok := result.(api.Entry); ok && h.op.Status == http.StatusCreated {
		w.Header().Set("Location", route.At(r.Context(), Prefix)+"/entries/"+e.ID)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(h.op.Status)
	_, _ = w.Write(body)
}

func (h *handler) fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(r.Context().Err(), context.Canceled) {
		return
	}
	e := errs.From(err)
	if e.Kind == errs.Internal {
		h.log.ErrorContext(r.Context(), "rest", "operation", h.op.ID, "err", e)
	}
	status := e.Status()
	switch {
	case errors.Is(e, ErrBody):
		status = http.StatusBadRequest
	case errors.Is(e, ErrContentType):
		status = http.StatusUnsupportedMediaType
	}
	problem.Write(w, r, status, e)
}

func unchanged(header, tag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		if p := strings.TrimPrefix(strings.TrimSpace(part), "W/"); p == tag || p == "*" {
			return true
		}
	}
	return false
}

// readBody decodes the one JSON object of the body; what the API does not know is an error.
// Errors: [ErrContentType], [ErrBody].
func readBody(r *http.Request, into any) error {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset := strings.ToLower(params["charset"]); err != nil || media != "application/json" || (charset != "" && charset != "utf-8") {
		return ErrContentType
	}
	raw, err := io.ReadAll(r.Body)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return ErrBodyTooLarge
	case err != nil:
		return ErrBody.With(err)
	case !utf8.Valid(raw):
		return ErrBody
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return wrongBody(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return ErrBody
	}
	return nil
}

// wrongBody names the field that is wrong, where the decoder tells.
func wrongBody(err error) error {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) && kind.Field != "" {
		return ErrBody.With(err).WithField(kind.Field, "This field has another type.")
	}
	if name, found := strings.CutPrefix(err.Error(), "json: unknown field "); found {
		return ErrBody.With(err).WithField(strings.Trim(name, `"`), "The API does not know this field.")
	}
	return ErrBody.With(err)
}

func writeEntry(ctx context.Context, s *api.Service, r *http.Request) (any, error) {
	var in api.NewEntry
	if err := readBody(r, &in); err != nil {
		return nil, err
	}
	if key := strings.Trim(r.Header.Get("Idempotency-Key"), `"`); key != "" {
		if in.ClientID != "" && in.ClientID != key {
			return nil, api.ErrParameter.WithField("clientId", "Idempotency-Key and clientId differ; send one of them.")
		}
		in.ClientID = key
	}
	return s.Write(ctx, in)
}
