package graph

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/span"
)

// MaxBody is the largest request body in bytes.
const MaxBody = 100 << 10

// Media types of answers, in the order of the GraphQL-over-HTTP specification.
const (
	mediaGraphQL = "application/graphql-response+json"
	mediaJSON    = "application/json"
)

// Errors of requests that do not follow GraphQL over HTTP.
var (
	ErrMethod      = errs.New(errs.Invalid, "graphql.method", "Use POST, or GET for queries.")
	ErrContentType = errs.New(errs.Invalid, "graphql.content_type", "Send the request as application/json in UTF-8.")
	ErrAccept      = errs.New(errs.Invalid, "graphql.accept", "Answers come as application/graphql-response+json or application/json.")
	ErrBody        = errs.New(errs.Invalid, "graphql.body", "The body must be one JSON object with query, operationName, variables and extensions.")
	ErrBatch       = errs.New(errs.Invalid, "graphql.no_batching", "Send one operation per request.")
	ErrBodyTooLong = errs.New(errs.TooLarge, "graphql.body_too_long", "The request body is larger than 100 KiB.")
	ErrHeader      = errs.New(errs.Forbidden, "graphql.header_missing", "Requests from a browser session need the header X-Tamatar.")
)

// Handler serves GraphQL over HTTP at one path.
type Handler struct {
	engine    *Engine
	documents Documents
	adHoc     func(context.Context) bool
	observe   func(ctx context.Context, a Answer, took time.Duration)
	changed   func(w http.ResponseWriter, r *http.Request)
}

// HandlerOptions are the choices of a [Handler].
type HandlerOptions struct {
	// Documents is the allowlist of persisted operations.
	Documents Documents
	// AdHoc tells whether a browser session may send documents that are not in the allowlist; nil means no.
	// Tokens and API sessions always may.
	AdHoc func(context.Context) bool
	// Observe is told of every operation; it may be nil.
	Observe func(ctx context.Context, a Answer, took time.Duration)
	// Changed is called after a mutation of a browser session, before the answer goes out; it may be nil.
	Changed func(w http.ResponseWriter, r *http.Request)
}

// NewHandler returns the handler of engine.
func NewHandler(engine *Engine, o HandlerOptions) *Handler {
	h := &Handler{engine: engine, documents: o.Documents, adHoc: o.AdHoc, observe: o.Observe, changed: o.Changed}
	if h.adHoc == nil {
		h.adHoc = func(context.Context) bool { return false }
	}
	if h.observe == nil {
		h.observe = func(context.Context, Answer, time.Duration) {}
	}
	return h
}

// ServeHTTP implements [http.Handler].
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now() //nolint:forbidigo // a duration for metrics, never stored
	media := accepted(r.Header)
	w.Header().Add("Vary", "Accept, Authorization, Cookie")
	w.Header().Set("Cache-Control", "private, no-store")
	if media == "" {
		h.refuse(w, r, mediaJSON, http.StatusNotAcceptable, ErrAccept)
		return
	}
	p, status, err := h.read(w, r)
	if err != nil {
		h.refuse(w, r, media, status, err)
		return
	}
	a := h.run(r.Context(), p)
	h.observe(r.Context(), a, time.Since(start)) //nolint:forbidigo // see above
	if errors.Is(r.Context().Err(), context.Canceled) {
		return
	}
	if h.changed != nil && a.Refused == nil && a.Type == "mutation" && fromBrowserSession(r) {
		h.changed(w, r)
	}
	h.write(w, r, media, statusOf(a, media), a)
}

// run is a step of the request's trace, named by what is ours.
func (h *Handler) run(ctx context.Context, p Params) Answer {
	ctx, step := span.Start(ctx, "GraphQL")
	a := h.engine.Run(ctx, p)
	a.Persisted = p.Persisted
	step.Name("GraphQL " + a.Label())
	if a.Refused != nil || len(a.Errors) > 0 {
		step.Fact("graphql.result", "errors")
	}
	step.End(nil)
	return a
}

// Label names the operation for metrics and traces: persisted ones by their name, all others "other", since callers choose
// theirs.
func (a Answer) Label() string {
	if !a.Persisted || a.Operation == "" {
		return "other"
	}
	return a.Operation
}

// read turns the request into parameters. Its errors come with the status that fits them.
func (h *Handler) read(w http.ResponseWriter, r *http.Request) (Params, int, error) {
	if fromBrowserSession(r) && r.Header.Get("X-Tamatar") == "" {
		return Params{}, http.StatusForbidden, ErrHeader
	}
	var q request
	var err error
	switch r.Method {
	case http.MethodPost:
		if !jsonBody(r.Header) {
			return Params{}, http.StatusUnsupportedMediaType, ErrContentType
		}
		q, err = readBody(http.MaxBytesReader(w, r.Body, MaxBody))
	case http.MethodGet:
		q, err = readURL(r.URL.Query())
	default:
		w.Header().Set("Allow", "GET, POST")
		return Params{}, http.StatusMethodNotAllowed, ErrMethod
	}
	if err != nil {
		return Params{}, statusOfRequest(err), err
	}
	text, persisted, err := h.documents.resolve(q)
	if err != nil {
		return Params{}, http.StatusBadRequest, err
	}
	if !persisted && fromBrowserSession(r) && !h.adHoc(r.Context()) {
		return Params{}, http.StatusForbidden, ErrAllowlist
	}
	return Params{Query: text, OperationName: q.OperationName, Variables: q.Variables, Persisted: persisted, ReadOnly: r.Method == http.MethodGet}, 0, nil
}

// fromBrowserSession reports whether the caller is known by a cookie, which a browser sends by itself.
func fromBrowserSession(r *http.Request) bool {
	if r.Header.Get("Authorization") != "" {
		return false
	}
	_, signedIn := identity.ActorFrom(r.Context())
	return signedIn
}

func jsonBody(h http.Header) bool {
	media, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || media != mediaJSON {
		return false
	}
	charset := strings.ToLower(params["charset"])
	return charset == "" || charset == "utf-8"
}

// accepted is the media type to answer with; empty when the caller accepts none that we have.
func accepted(h http.Header) string {
	header := strings.Join(h.Values("Accept"), ",")
	if strings.TrimSpace(header) == "" {
		return mediaJSON
	}
	best, bestQ := "", 0.0
	for part := range strings.SplitSeq(header, ",") {
		media, params, err := mime.ParseMediaType(part)
		if err != nil || (params["charset"] != "" && !strings.EqualFold(params["charset"], "utf-8")) {
			continue
		}
		q := 1.0
		if text, ok := params["q"]; ok {
			if q, err = strconv.ParseFloat(text, 64); err != nil {
				continue
			}
		}
		switch media {
		case mediaGraphQL:
		case mediaJSON, "*/*", "application/*":
			media = mediaJSON
		default:
			continue
		}
		if q > bestQ || (q == bestQ && media == mediaGraphQL && q > 0) {
			best, bestQ = media, q
		}
	}
	return best
}

// statusOf is the status of an answer: what ran is a 200; what was refused depends on the media type, because
// application/json promises 200 for every well-formed request.
func statusOf(a Answer, media string) int {
	if a.Refused == nil {
		return http.StatusOK
	}
	switch a.Refused.Kind {
	case errs.Unauthenticated, errs.Forbidden, errs.TooMany:
		return a.Refused.Status()
	default:
	}
	if errors.Is(a.Refused, ErrReadOnly) {
		return http.StatusMethodNotAllowed
	}
	if media == mediaJSON {
		return http.StatusOK
	}
	return http.StatusBadRequest
}

func statusOfRequest(err error) int {
	if e := errs.From(err); e.Kind == errs.TooLarge {
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusBadRequest
}

// refuse answers a request that is not GraphQL over HTTP.
func (h *Handler) refuse(w http.ResponseWriter, r *http.Request, media string, status int, err error) {
	known := errs.From(err)
	h.write(w, r, media, status, Answer{
		Refused:  known,
		Response: &graphql.Response{Errors: gqlerror.List{h.engine.word(r.Context(), known, nil)}},
	})
}

// encode writes the body of an answer; data is absent when nothing ran. The data was encoded by the executor and is
// copied as it is. result is the part before the extensions: what the answer says, without what it cost.
func encode(a Answer) (body, result []byte, err error) {
	b := make([]byte, 0, len(a.Data)+192)
	b = append(b, '{')
	if len(a.Errors) > 0 {
		list, err := json.Marshal(a.Errors)
		if err != nil {
			return nil, nil, err
		}
		b = append(append(b, `"errors":`...), list...)
	}
	if a.Refused == nil {
		b = append(comma(b), `"data":`...)
		if len(a.Data) == 0 {
			b = append(b, "null"...)
		}
		b = append(b, a.Data...)
	}
	said := len(b)
	b = append(appendCost(b, a), '}')
	return b, b[:said], nil
}

func comma(b []byte) []byte {
	if len(b) > 1 {
		return append(b, ',')
	}
	return b
}

func (h *Handler) write(w http.ResponseWriter, r *http.Request, media string, status int, a Answer) {
	text, result, err := encode(a)
	if err != nil {
		h.engine.log.ErrorContext(r.Context(), "encode answer", "err", err)
		http.Error(w, errs.ErrInternal.Public, http.StatusInternalServerError)
		return
	}
	a.Limit.SetHeaders(w.Header())
	if status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "POST")
		if errors.Is(a.Refused, ErrMethod) {
			w.Header().Set("Allow", "GET, POST")
		}
	}
	if r.Method == http.MethodGet && a.Refused == nil && len(a.Errors) == 0 {
		sum := sha256.Sum256(result)
		tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:15]) + `"`
		w.Header().Set("ETag", tag)
		if matches(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	_, _ = w.Write(text)
}

func matches(header, tag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(part), "W/") == tag {
			return true
		}
	}
	return false
}
