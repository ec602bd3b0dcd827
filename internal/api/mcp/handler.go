package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"tamatar.dev/tamatar/internal/api"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/route"
)

// Path is where the server answers.
const Path = "/mcp"

// Bounds of a request.
const (
	// MaxBody is the largest message in bytes: an entry of 64 KiB with its JSON around it.
	MaxBody = 128 << 10
	// Deadline is how long a request may take, a stream included.
	Deadline = 20 * time.Second
)

// Errors of requests that never reach a tool.
var (
	ErrTokenOnly = errs.New(errs.Forbidden, "mcp.token_only", "Agents come with a personal access token: Authorization: Bearer tmt_…")
	ErrBatch     = errs.New(errs.Invalid, "mcp.no_batching", "Send one message per request.")
	ErrMessage   = errs.New(errs.Invalid, "mcp.message_invalid", "The body must be one JSON-RPC message.")
	ErrTooLarge  = errs.New(errs.TooLarge, "mcp.message_too_large", "The message is larger than 128 KiB.")
)

// Recorder notes calls for the audit log.
type Recorder interface {
	// RecordToolCall notes that the actor's token called the tool.
	RecordToolCall(ctx context.Context, tool string, writes bool) error
}

// Deps are what the server is made of; everything is required.
type Deps struct {
	API      *api.Service
	Recorder Recorder
	Log      *slog.Logger
	Version  string
}

// handler answers at [Path]. The servers behind it are made when the first agent comes: one for each set of scopes.
type handler struct {
	Deps

	transport func() http.Handler
}

// Routes is the door for agents.
func Routes(d Deps) []route.Route {
	h := &handler{Deps: d}
	h.transport = sync.OnceValue(h.newTransport)
	return []route.Route{{Pattern: Path, Handler: h, MaxBody: MaxBody, Scope: route.ScopePerOperation}}
}

func (h *handler) newTransport() http.Handler {
	var servers [4]func() *mcp.Server
	for i := range servers {
		servers[i] = sync.OnceValue(func() *mcp.Server { return h.newServer(i&1 != 0, i&2 != 0) })
	}
	choose := func(r *http.Request) *mcp.Server {
		a, _ := identity.ActorFrom(r.Context())
		i := 0
		if a.Can(identity.ScopeRead) {
			i |= 1
		}
		if a.Can(identity.ScopeEntriesWrite) {
			i |= 2
		}
		return servers[i]()
	}
	return mcp.NewStreamableHTTPHandler(choose, &mcp.StreamableHTTPOptions{
		Stateless: true, JSONResponse: true, Logger: slog.New(slog.DiscardHandler), MaxRequestBodyBytes: MaxBody,
		PropagateRequestCancellation: true,
		// The server's own check of Host holds for every route, and knows the names of the instance.
		DisableLocalhostProtection: true,
	})
}

// ServeHTTP implements [http.Handler].
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if a, _ := identity.ActorFrom(r.Context()); a.TokenID == "" {
		refuse(w, http.StatusForbidden, ErrTokenOnly)
		return
	}
	if r.Method == http.MethodPost {
		body, err := oneMessage(r.Body)
		if err != nil {
			refuse(w, statusOf(err), errs.From(err))
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	ctx, cancel := context.WithTimeout(r.Context(), Deadline)
	defer cancel()
	h.transport().ServeHTTP(w, r.WithContext(ctx))
}

// oneMessage reads the body, which must not hold a batch: it would be many calls for the price of one.
// Errors: [ErrTooLarge], [ErrBatch], [ErrMessage].
func oneMessage(body io.Reader) ([]byte, error) {
	raw, err := io.ReadAll(body)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, ErrTooLarge
	case err != nil:
		return nil, ErrMessage.With(err)
	case bytes.HasPrefix(bytes.TrimLeft(raw, " \t\r\n"), []byte("[")):
		return nil, ErrBatch
	}
	return raw, nil
}

func statusOf(err error) int {
	if e := errs.From(err); e.Kind == errs.TooLarge {
		return e.Status()
	}
	return http.StatusBadRequest
}

// refuse answers with a JSON-RPC error that belongs to no message.
func refuse(w http.ResponseWriter, status int, e *errs.Error) {
	body, err := json.Marshal(map[string]any{
		"jsonrpc": "2.0", "id": nil, "error": map[string]any{"code": codeRefused, "message": e.Public, "data": map[string]any{"code": e.Code}},
	})
	if err != nil {
		body = []byte("{}") // texts and numbers only: it does not happen
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
