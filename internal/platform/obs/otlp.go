package obs

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// exporter sends spans as OTLP/HTTP with JSON (OpenTelemetry protocol 1.x).
type exporter struct {
	url    string
	client *http.Client
}

type (
	otlpBody struct {
		ResourceSpans []otlpResource `json:"resourceSpans"`
	}
	otlpResource struct {
		Resource struct {
			Attributes []otlpAttribute `json:"attributes"`
		} `json:"resource"`
		ScopeSpans []otlpScope `json:"scopeSpans"`
	}
	otlpScope struct {
		Scope struct {
			Name string `json:"name"`
		} `json:"scope"`
		Spans []otlpSpan `json:"spans"`
	}
	otlpSpan struct {
		TraceID    string          `json:"traceId"`
		SpanID     string          `json:"spanId"`
		ParentID   string          `json:"parentSpanId,omitempty"`
		Name       string          `json:"name"`
		Kind       trace.SpanKind  `json:"kind"`
		Start      string          `json:"startTimeUnixNano"`
		End        string          `json:"endTimeUnixNano"`
		Attributes []otlpAttribute `json:"attributes,omitempty"`
		Status     otlpStatus      `json:"status"`
	}
	otlpStatus struct {
		Code    int    `json:"code,omitempty"`
		Message string `json:"message,omitempty"`
	}
	otlpAttribute struct {
		Key   string         `json:"key"`
		Value map[string]any `json:"value"`
	}
)

// ExportSpans sends a batch.
func (e *exporter) ExportSpans(ctx context.Context, spans []sdktrace.ReadOnlySpan) error {
	if len(spans) == 0 {
		return nil
	}
	var r otlpResource
	r.Resource.Attributes = otlpAttributes(spans[0].Resource().Attributes())
	scope := otlpScope{}
	scope.Scope.Name = scopeName
	for _, s := range spans {
		scope.Spans = append(scope.Spans, newOTLPSpan(s))
	}
	r.ScopeSpans = []otlpScope{scope}
	body, err := json.Marshal(otlpBody{ResourceSpans: []otlpResource{r}})
	if err != nil {
		return fmt.Errorf("write spans: %w", err)
	}
	return e.post(ctx, body)
}

// Shutdown has nothing to let go of.
func (e *exporter) Shutdown(context.Context) error { return nil }

func (e *exporter) post(ctx context.Context, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, e.url, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("make request: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := e.client.Do(req)
	if err != nil {
		return fmt.Errorf("send spans: %w", err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("send spans: the collector answers %d", resp.StatusCode)
	}
	return nil
}

func newOTLPSpan(s sdktrace.ReadOnlySpan) otlpSpan {
	out := otlpSpan{
		TraceID: s.SpanContext().TraceID().String(), SpanID: s.SpanContext().SpanID().String(), Name: s.Name(), Kind: s.SpanKind(),
		Start: strconv.FormatInt(s.StartTime().UnixNano(), 10), End: strconv.FormatInt(s.EndTime().UnixNano(), 10), Attributes: otlpAttributes(s.Attributes()),
	}
	if s.Parent().HasSpanID() {
		out.ParentID = s.Parent().SpanID().String()
	}
	switch s.Status().Code {
	case codes.Error:
		out.Status = otlpStatus{Code: 2, Message: s.Status().Description}
	case codes.Ok:
		out.Status.Code = 1
	case codes.Unset:
	}
	return out
}

func otlpAttributes(list []attribute.KeyValue) []otlpAttribute {
	var out []otlpAttribute
	for _, kv := range list {
		var value map[string]any
		switch kv.Value.Type() {
		case attribute.BOOL:
			value = map[string]any{"boolValue": kv.Value.AsBool()}
		case attribute.INT64:
			value = map[string]any{"intValue": strconv.FormatInt(kv.Value.AsInt64(), 10)}
		case attribute.FLOAT64:
			value = map[string]any{"doubleValue": kv.Value.AsFloat64()}
		default:
			value = map[string]any{"stringValue": kv.Value.Emit()}
		}
		out = append(out, otlpAttribute{Key: string(kv.Key), Value: value})
	}
	return out
}
