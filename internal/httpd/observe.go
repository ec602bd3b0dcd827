package httpd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/route"
)

type metrics struct {
	panics  prometheus.Counter
	reports prometheus.Counter
}

func newMetrics() *metrics {
	return &metrics{
		panics:  prometheus.NewCounter(prometheus.CounterOpts{Name: "tamatar_http_panics_total", Help: "Panics of handlers."}),
		reports: prometheus.NewCounter(prometheus.CounterOpts{Name: "tamatar_csp_reports_total", Help: "Reported violations of the content security policy."}),
	}
}

func (m *metrics) collectors() []prometheus.Collector {
	return []prometheus.Collector{m.panics, m.reports}
}

// recorder remembers the status and size of an answer.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader implements [http.ResponseWriter].
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write implements [http.ResponseWriter].
func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets [http.ResponseController] reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// observe writes the access log. Query strings may hold tokens and never reach the log.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now() //nolint:forbidigo // a duration, never stored
		rec := &recorder{ResponseWriter: w}
		defer func() { s.record(r, rec, time.Since(start)) }() //nolint:forbidigo // see above
		next.ServeHTTP(rec, r)
	})
}

func (s *Server) record(r *http.Request, rec *recorder, took time.Duration) {
	if rec.status == 0 {
		rec.status = http.StatusOK
	}
	pattern := r.Pattern
	if pattern == "" {
		pattern = "none"
	}
	level := slog.LevelInfo
	if rec.status >= http.StatusInternalServerError {
		level = slog.LevelWarn
	}
	info := route.RequestFrom(r.Context())
	s.o.Log.LogAttrs(r.Context(), level, "request", slog.String("method", r.Method), slog.String("route", pattern),
		slog.Int("status", rec.status), slog.Int64("bytes", rec.bytes), slog.Duration("took", took),
		slog.String("network", info.Network()), slog.String("request", info.ID))
}

// recoverPanics answers 500 and writes the stack to the log; the process lives on.
func (s *Server) recoverPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() { //nolint:contextcheck // the request carries its context
			value := recover()
			if value == nil {
				return
			}
			if err, ok := value.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(value) // net/http's own way to cut a connection
			}
			s.metrics.panics.Inc()
			s.logPanic(r.Context(), value)
			if rec, ok := w.(*recorder); !ok || rec.status == 0 {
				s.failWith(w, r, errs.ErrInternal)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

func (s *Server) logPanic(ctx context.Context, value any) {
	s.o.Log.LogAttrs(ctx, slog.LevelError, "handler panicked", slog.String("request", route.RequestID(ctx)),
		slog.String("panic", fmt.Sprint(value)), slog.String("stack", string(debug.Stack())))
}
