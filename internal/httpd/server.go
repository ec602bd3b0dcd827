package httpd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/limit"
	"tamatar.dev/tamatar/internal/platform/route"
)

// Time and size limits of the server.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 30 * time.Second
	writeTimeout      = 60 * time.Second
	idleTimeout       = 60 * time.Second
	maxHeaderBytes    = 16 << 10
	// smallBody is the body limit up to which a body must arrive within smallBodyTimeout.
	smallBody        = 128 << 10
	smallBodyTimeout = 8 * time.Second
)

// Authenticate proves who sends a credential: the value of the session cookie, or a whole Authorization header.
// A credential that proves nobody gives an error of kind Unauthenticated.
type Authenticate func(ctx context.Context, credential string) (identity.Actor, error)

// Options are what a [Server] is made of.
type Options struct {
	// Base is the address under which people reach the instance; its host is not read here.
	Base *url.URL
	// Hosts are the host names that are answered; all others get 421.
	Hosts []string
	// Proxies are the networks whose X-Forwarded-For is believed.
	Proxies []netip.Prefix
	// Connections is how many connections one address may hold; trusted proxies are exempt.
	Connections int
	// Limiter charges callers; nil charges nobody.
	Limiter *limit.Limiter
	// Authenticate proves callers.
	Authenticate Authenticate
	// Words tells the sentences of errors in a language, given by its BCP 47 tag; it, or what it gives, may be nil: English.
	Words func(locale string) func(sentence string) string
	// Cookie is the name of the session cookie.
	Cookie string
	// Routes are the routes of the domains and of the site.
	Routes []route.Route
	// WebApp is the members' app.
	WebApp WebApp
	// Explorer is the API explorer.
	Explorer Explorer
	// ErrorPage shows an error to a person; nil means plain text.
	ErrorPage func(w http.ResponseWriter, r *http.Request, status int, retryAfter time.Duration, requestID string)
	// Measure wraps the handler with metrics and traces; nil means none.
	Measure func(http.Handler) http.Handler
	Clock   clock.Clock
	Log     *slog.Logger
}

// Server is the web server. Make it with [New].
type Server struct {
	o       Options
	handler http.Handler
	http    *http.Server
	metrics *metrics
	hosts   map[string]bool
	drain   drain
	policy  []string
	routes  []route.Route
}

// New builds the server; it panics on two routes with the same pattern, as [http.ServeMux] does.
func New(o Options) *Server {
	s := &Server{o: o, metrics: newMetrics(), hosts: hostSet(o.Hosts)}
	s.policy = policyParts(s.base())
	s.handler = s.chain(s.mux())
	s.http = &http.Server{
		Handler:           s.drain.handler(s.handler),
		ConnState:         s.drain.state,
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug),
	}
	return s
}

// Handler is the whole chain, for tests and for embedding.
func (s *Server) Handler() http.Handler { return s.handler }

// Routes are all routes that the server answers, those of the web app and the explorer too, in the order of their
// registration: whoever checks every door need not know them.
func (s *Server) Routes() []route.Route { return slices.Clone(s.routes) }

// Collectors are the server's metrics.
func (s *Server) Collectors() []prometheus.Collector { return s.metrics.collectors() }

// Serve answers on l until [Server.Shutdown]; it then returns nil.
func (s *Server) Serve(l net.Listener) error {
	var limited net.Listener = newLimitListener(l, s.o.Connections, s.o.Proxies)
	s.drain.listener.Store(&limited)
	err := s.http.Serve(limited)
	if errors.Is(err, http.ErrServerClosed) || s.Stopping() {
		return nil
	}
	return fmt.Errorf("serve: %w", err)
}

// Shutdown sends callers away, stops taking connections and waits for requests in flight until ctx ends; then it cuts
// them off.
func (s *Server) Shutdown(ctx context.Context) error {
	s.drain.run(ctx)
	if err := s.http.Shutdown(ctx); err != nil {
		_ = s.http.Close()
		return fmt.Errorf("shut down: %w", err)
	}
	return nil
}

// chain wraps the mux with what every request passes, outermost last.
func (s *Server) chain(mux http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, http.StatusForbidden)
	}))
	h := compress(mux)
	h = protection.Handler(h)
	h = s.checkHost(h)
	h = s.recoverPanics(h)
	h = s.observe(h)
	if s.o.Measure != nil {
		h = s.o.Measure(h)
	}
	return s.introduce(s.below(h))
}

// mux registers every route with its own wrapping.
func (s *Server) mux() http.Handler {
	mux := http.NewServeMux()
	missing := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, http.StatusNotFound) })
	for _, routes := range [][]route.Route{s.o.Routes, {s.reportRoute()}} {
		for _, r := range routes {
			s.routes = append(s.routes, r)
			mux.Handle(r.Pattern, s.wrap(r, r.Cost()))
		}
	}
	// Files of the app cost the server next to nothing, and many people behind one address load them at once.
	for _, r := range append(s.o.WebApp.routes(s.base(), missing), s.o.Explorer.routes(s.base(), missing)...) {
		s.routes = append(s.routes, r)
		mux.Handle(r.Pattern, s.wrap(r, 0))
	}
	return &notFound{mux: mux, server: s}
}

// notFound gives unknown paths and methods the same page as everything else.
type notFound struct {
	mux    *http.ServeMux
	server *Server
}

func (n *notFound) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	handler, pattern := n.mux.Handler(r)
	if pattern != "" {
		n.mux.ServeHTTP(w, r)
		return
	}
	// The mux answers with a redirect, a 405 with Allow, or a 404; only its status and headers are wanted.
	probe := &statusOnly{header: http.Header{}}
	handler.ServeHTTP(probe, r)
	if probe.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", probe.header.Get("Allow"))
		n.server.fail(w, r, http.StatusMethodNotAllowed)
		return
	}
	n.server.fail(w, r, http.StatusNotFound)
}

type statusOnly struct {
	header http.Header
	status int
}

func (p *statusOnly) Header() http.Header { return p.header }
func (p *statusOnly) WriteHeader(status int) {
	if p.status == 0 {
		p.status = status
	}
}

func (p *statusOnly) Write(b []byte) (int, error) {
	p.WriteHeader(http.StatusOK)
	return len(b), nil
}
