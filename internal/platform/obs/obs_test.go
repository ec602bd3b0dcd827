package obs

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAttack_H12_SecretsStayOutOfTheLog(t *testing.T) {
	for _, asJSON := range []bool{true, false} {
		var b bytes.Buffer
		log := Logger(&b, LogOptions{Level: "debug", JSON: asJSON})
		log.Info("signed in with Bearer hush-hush-hush", "password", "hush", "Set-Cookie", "hush", "access_token", "hush", slog.Group("smtp", "password", "hush"),
			"url", "postgres://ada:hush@db/x", "error", errors.New("dial postgres://ada:hush@db/x: refused"), "pat", "tmt_hushhushhushhushhush", "link", "https://x.org/reset?link=hushhushhush", "jwt", "eyJhushhush.hush.hush", "user", "ada", "tokens", 3)
		out := b.String()
		if strings.Contains(out, "hush") {
			t.Errorf("a secret is in %s", out)
		}
		for _, want := range []string{"ada", "refused", "@db/x", "signed in"} {
			if !strings.Contains(out, want) {
				t.Errorf("%q is missing in %s", want, out)
			}
		}
	}
}

func TestLevels(t *testing.T) {
	for level, want := range map[string]int{"debug": 4, "info": 3, "warn": 2, "error": 1, "": 3, "nonsense": 3} {
		var b bytes.Buffer
		log := Logger(&b, LogOptions{Level: level})
		log.Debug("x")
		log.Info("x")
		log.Warn("x")
		log.Error("x")
		if n := strings.Count(b.String(), "\n"); n != want {
			t.Errorf("%q: %d lines", level, n)
		}
	}
}

func TestAttack_H12_LinesCannotBeForged(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("\r\n\x1b\x00\x07\u2028\u0085")))).Draw(r, "text")
		for _, asJSON := range []bool{true, false} {
			var b bytes.Buffer
			Logger(&b, LogOptions{JSON: asJSON}).Info(text, "key", text, "error", errors.New(text))
			line := strings.TrimSuffix(b.String(), "\n")
			if strings.ContainsAny(line, "\r\n\x1b\x00\x07") {
				r.Fatalf("%q", line)
			}
			if asJSON && !json.Valid([]byte(line)) {
				r.Fatalf("no JSON: %q", line)
			}
		}
	})
}

func get(t *testing.T, h http.Handler, path, from string, header ...string) (int, string) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	r.RemoteAddr = from
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

func TestOps(t *testing.T) {
	broken := error(nil)
	var log bytes.Buffer
	h := OpsHandler(OpsOptions{Metrics: NewMetrics(), Log: Logger(&log, LogOptions{}), Checks: []Check{
		{Name: "database", Ready: func(context.Context) error { return broken }},
		{Name: "jobs", Ready: func(context.Context) error { return nil }},
	}})
	expect := func(path, from string, code int, part string, header ...string) {
		t.Helper()
		if got, body := get(t, h, path, from, header...); got != code || !strings.Contains(body, part) {
			t.Errorf("%s from %s: %d %.200s", path, from, got, body)
		}
	}
	expect("/healthz", "203.0.113.9:1", 200, `{"status":"ok"}`)
	expect("/readyz", "203.0.113.9:1", 200, `{"status":"ok"}`)
	expect("/metrics", "203.0.113.9:1", 200, "go_goroutines")
	expect("/debug/pprof/", "127.0.0.1:1", 200, "goroutine")
	expect("/debug/pprof/", "[::1]:1", 200, "goroutine")
	expect("/debug/pprof/", "203.0.113.9:1", 404, "")
	expect("/debug/pprof/heap", "203.0.113.9:1", 404, "")
	expect("/debug/pprof/", "127.0.0.1:1", 404, "", "X-Forwarded-For", "203.0.113.9")
	expect("/debug/pprof/", "nonsense", 404, "")
	expect("/other", "127.0.0.1:1", 404, "")
	broken = errors.New("disk is on fire")
	expect("/readyz", "203.0.113.9:1", 503, `{"status":"unavailable","failed":["database"]}`)
	expect("/healthz", "203.0.113.9:1", 200, "ok")
	if _, body := get(t, h, "/readyz", "x:1"); strings.Contains(body, "fire") || !strings.Contains(log.String(), "fire") {
		t.Errorf("cause in the answer %q, in the log %q", body, log.String())
	}
}

func TestRequestsAreMeasuredByRoute(t *testing.T) {
	m := NewMetrics()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /u/{handle}", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusTeapot)
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Errorf("flush: %v", err)
		}
		_, _ = io.WriteString(w, r.PathValue("handle"))
	})
	h := m.HTTP(mux)
	for _, path := range []string{"/u/ada", "/u/grace", "/nowhere", "/nowhere/else"} {
		get(t, h, path, "x:1")
	}
	r := httptest.NewRequestWithContext(t.Context(), "BREW", "/u/ada", nil)
	h.ServeHTTP(httptest.NewRecorder(), r)
	m.Job("letter", time.Second, nil)
	m.Job("letter", time.Second, errors.New("x"))
	_, body := get(t, m.Handler(), "/metrics", "x:1")
	for _, want := range []string{
		`tamatar_http_request_duration_seconds_count{class="4xx",method="GET",route="GET /u/{handle}"} 2`, `tamatar_http_request_duration_seconds_count{class="4xx",method="GET",route="none"} 2`,
		`method="other"`, `tamatar_job_duration_seconds_count{kind="letter",result="failed"} 1`, "tamatar_http_requests_in_flight 0",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if strings.Contains(body, "u/ada") || strings.Contains(body, "BREW") {
		t.Error("a label holds what a stranger typed")
	}
}

func TestTracing(t *testing.T) {
	var none *Tracing
	next := http.NotFoundHandler()
	if StartTracing(TracingOptions{}) != nil || none.HTTP(next) == nil || none.Stop(t.Context()) != nil {
		t.Error("tracing without a collector does something")
	}
	bodies := make(chan []byte, 10)
	collector := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.URL.Path == "/v1/traces" && r.Header.Get("Content-Type") == "application/json" {
			bodies <- body
		}
	}))
	defer collector.Close()
	tracing := StartTracing(TracingOptions{Endpoint: collector.URL + "/", Version: "1.2.3", Client: collector.Client()})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /e/{id}", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	get(t, tracing.HTTP(mux), "/e/secret-id", "x:1", "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
	if err := tracing.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	var got otlpBody
	if err := json.Unmarshal(<-bodies, &got); err != nil {
		t.Fatal(err)
	}
	span := got.ResourceSpans[0].ScopeSpans[0].Spans[0]
	if span.TraceID != "0af7651916cd43dd8448eb211c80319c" || span.ParentID != "b7ad6b7169203331" || span.Name != "GET /e/{id}" || span.Status.Code != 2 || len(span.Start) != 19 || span.Kind != 2 {
		t.Errorf("got %+v", span)
	}
	if text, _ := json.Marshal(got); strings.Contains(string(text), "secret-id") || !strings.Contains(string(text), `"service.name"`) {
		t.Errorf("got %s", text)
	}
}
