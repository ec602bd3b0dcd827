package obs

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"net/netip"
	"time"
)

// Check is one thing that must work before the process should get requests.
type Check struct {
	// Name is shown to whoever asks; the error is not, it goes to the log.
	Name string
	// Ready returns nil when it works. It gets two seconds.
	Ready func(ctx context.Context) error
}

// OpsOptions configure [OpsHandler].
type OpsOptions struct {
	Metrics *Metrics
	// MetricsToken is what /metrics wants as a bearer token; empty: it wants none.
	MetricsToken string
	Checks       []Check
	Log          *slog.Logger
}

const checkTime = 2 * time.Second

// OpsHandler answers on the operations listener: /healthz (the process runs), /readyz (every check passes, else 503 with the
// names of those that do not), /metrics, and /debug/pprof to callers on this machine.
func OpsHandler(o OpsOptions) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, nil) })
	mux.HandleFunc("GET /readyz", o.ready)
	if o.Metrics != nil {
		mux.Handle("GET /metrics", o.onlyBearer(o.Metrics.Handler()))
	}
	mux.Handle("GET /debug/pprof/", onlyLoopback(http.HandlerFunc(pprof.Index)))
	mux.Handle("GET /debug/pprof/profile", onlyLoopback(http.HandlerFunc(pprof.Profile)))
	mux.Handle("GET /debug/pprof/trace", onlyLoopback(http.HandlerFunc(pprof.Trace)))
	mux.Handle("GET /debug/pprof/symbol", onlyLoopback(http.HandlerFunc(pprof.Symbol)))
	return mux
}

func (o OpsOptions) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), checkTime)
	defer cancel()
	var failed []string
	for _, c := range o.Checks {
		if err := c.Ready(ctx); err != nil {
			failed = append(failed, c.Name)
			if o.Log != nil {
				o.Log.WarnContext(ctx, "not ready", "check", c.Name, "error", err)
			}
		}
	}
	if len(failed) > 0 {
		answer(w, http.StatusServiceUnavailable, failed)
		return
	}
	answer(w, http.StatusOK, nil)
}

func answer(w http.ResponseWriter, status int, failed []string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	word := "ok"
	if len(failed) > 0 {
		word = "unavailable"
	}
	_ = json.NewEncoder(w).Encode(struct {
		Status string   `json:"status"`
		Failed []string `json:"failed,omitempty"`
	}{word, failed})
}

// onlyBearer answers 401 to callers without the token, when there is one.
func (o OpsOptions) onlyBearer(next http.Handler) http.Handler {
	if o.MetricsToken == "" {
		return next
	}
	want := sha256.Sum256([]byte("Bearer " + o.MetricsToken))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := sha256.Sum256([]byte(r.Header.Get("Authorization")))
		if subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
			w.Header().Set("WWW-Authenticate", "Bearer")
			http.Error(w, "Send the token of TAMATAR_METRICS_TOKEN as a bearer token.", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// onlyLoopback answers 404 to callers from elsewhere, and to those whom a proxy on this machine stands in for.
func onlyLoopback(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		address, errAddr := netip.ParseAddr(host)
		if err != nil || errAddr != nil || !address.Unmap().IsLoopback() || r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != "" {
			http.NotFound(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
