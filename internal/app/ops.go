package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"tamatar.dev/tamatar/internal/platform/netguard"
	"tamatar.dev/tamatar/internal/platform/obs"
)

// watch is what the operator sees: metrics, traces, and the listener that answers for them.
type watch struct {
	metrics *obs.Metrics
	tracing *obs.Tracing
	server  *http.Server
}

// newWatch makes the metrics and starts tracing when a collector is configured.
func newWatch(a *App) (*watch, error) {
	w := &watch{metrics: obs.NewMetrics()}
	if a.Config.OTLPEndpoint != "" {
		w.tracing = obs.StartTracing(obs.TracingOptions{
			Endpoint: a.Config.OTLPEndpoint, Version: Version, Client: netguard.OperatorClient(tracingTimeout),
		})
	}
	return w, MeasureParts(w.metrics, a)
}

const tracingTimeout = 10 * time.Second

// measure wraps a handler with metrics and traces.
func (w *watch) measure(next http.Handler) http.Handler {
	return w.tracing.HTTP(w.metrics.HTTP(next))
}

// listen answers on the operations listener until [watch.stop], when one is configured.
func (w *watch) listen(ctx context.Context, a *App, web *Web) error {
	address, on := a.Config.OpsAddress()
	if !on {
		return nil
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("listen on TAMATAR_OPS_LISTEN: %w", err)
	}
	w.server = &http.Server{
		Handler: obs.OpsHandler(obs.OpsOptions{
			Metrics: w.metrics, MetricsToken: a.Config.MetricsToken, Log: a.Log, Checks: []obs.Check{{Name: "database", Ready: a.DB.Ping}, {Name: "stopping", Ready: web.running}},
		}),
		ReadHeaderTimeout: 5 * time.Second,
	}
	go func() {
		if err := w.server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			a.Log.Error("operations listener stopped", "err", err)
		}
	}()
	return nil
}

// stop closes the listener and sends the last traces.
func (w *watch) stop(ctx context.Context) error {
	var err error
	if w.server != nil {
		err = w.server.Close()
	}
	return errors.Join(err, w.tracing.Stop(ctx))
}

// errStopping is why a server that was told to stop is not ready.
var errStopping = errors.New("the server stops")

// running fails once the server was told to stop.
func (w *Web) running(context.Context) error {
	if w.Server.Stopping() {
		return errStopping
	}
	return nil
}
