package obs

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// TracingOptions configure [StartTracing].
type TracingOptions struct {
	// Endpoint is the collector's address without path, such as http://localhost:4318; empty: no tracing, no cost.
	Endpoint string
	// Version is the product's.
	Version string
	// Client sends the traces; take [netguard.OperatorClient].
	Client *http.Client
}

const scopeName = "tamatar.dev/tamatar"

// Tracing makes spans of requests. Its nil value does nothing.
type Tracing struct {
	provider *sdktrace.TracerProvider
	tracer   trace.Tracer
}

// StartTracing sends spans to the collector in the background. Without an endpoint it returns nil, which may be used alike.
func StartTracing(o TracingOptions) *Tracing {
	if o.Endpoint == "" {
		return nil
	}
	provider := sdktrace.NewTracerProvider(
		sdktrace.WithBatcher(&exporter{url: strings.TrimRight(o.Endpoint, "/") + "/v1/traces", client: o.Client}, sdktrace.WithMaxQueueSize(1024), sdktrace.WithBatchTimeout(5*time.Second)),
		sdktrace.WithResource(resource.NewSchemaless(attribute.String("service.name", "tamatar"), attribute.String("service.version", o.Version))),
	)
	otel.SetTracerProvider(provider)
	return &Tracing{provider: provider, tracer: provider.Tracer(scopeName)}
}

// Stop sends what is left.
func (t *Tracing) Stop(ctx context.Context) error {
	if t == nil {
		return nil
	}
	if err := t.provider.Shutdown(ctx); err != nil {
		return fmt.Errorf("stop tracing: %w", err)
	}
	return nil
}

// HTTP makes a span of each request, named by the route's pattern. A caller's trace is continued.
func (t *Tracing) HTTP(next http.Handler) http.Handler {
	if t == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := propagation.TraceContext{}.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
		ctx, span := t.tracer.Start(ctx, r.Method, trace.WithSpanKind(trace.SpanKindServer))
		defer span.End()
		rec := &recorder{ResponseWriter: w, status: http.StatusOK}
		r = r.WithContext(ctx)
		next.ServeHTTP(rec, r)
		span.SetName(routeOf(r))
		span.SetAttributes(attribute.String("http.route", routeOf(r)), attribute.Int("http.response.status_code", rec.status))
		if rec.status >= http.StatusInternalServerError {
			span.SetStatus(codes.Error, http.StatusText(rec.status))
		}
	})
}
