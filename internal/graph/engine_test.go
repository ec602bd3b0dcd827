package graph

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/route"
)

// slow is an executable schema of one field that runs a statement.
type slow struct {
	schema *ast.Schema
	run    func(ctx context.Context) error
}

func newSlow(run func(ctx context.Context) error) *slow {
	return &slow{run: run, schema: gqlparser.MustLoadSchema(&ast.Source{Input: "type Query { wait: String }"})}
}

func (s *slow) Schema() *ast.Schema { return s.schema }

func (s *slow) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (s *slow) Exec(ctx context.Context) graphql.ResponseHandler {
	return func(ctx context.Context) *graphql.Response {
		if err := s.run(ctx); err != nil {
			graphql.AddError(ctx, err)
		}
		return &graphql.Response{Data: []byte(`{"wait":null}`)}
	}
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func TestAttack_C17_SlowResolverIsCancelledWithItsSQL(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		honest := newSlow(func(ctx context.Context) error {
			_, err := db.Get[int](ctx, d.Reader(), `SELECT 1`)
			return err
		})
		if a := NewEngine(honest, quiet()).Run(t.Context(), Params{Query: "{wait}"}); len(a.Errors) > 0 {
			t.Fatal(a.Errors)
		}
		endless := `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) SELECT count(*) FROM n`
		if d.Dialect() == db.Postgres {
			endless = `SELECT count(*) FROM (SELECT pg_sleep(60)) s`
		}
		e := NewEngine(newSlow(func(ctx context.Context) error {
			_, err := db.Get[int64](ctx, d.Reader(), endless)
			return err
		}), quiet())
		e.deadline = 150 * time.Millisecond
		start := time.Now()
		a := e.Run(t.Context(), Params{Query: "{wait}"})
		if took := time.Since(start); took > 5*time.Second {
			t.Fatalf("ran %v after a deadline of %v", took, e.deadline)
		}
		if len(a.Errors) != 1 || a.Errors[0].Extensions["code"] != "timeout" {
			t.Fatal(a.Errors)
		}
		if d.Dialect() == db.Postgres {
			// The cancellation travels on a connection of its own: it arrives a moment after the answer.
			running := int64(1)
			for until := time.Now().Add(5 * time.Second); running != 0 && time.Now().Before(until); {
				var err error
				running, err = db.Get[int64](t.Context(), d.Writer(), `SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()`)
				if err != nil {
					t.Fatal(err)
				}
			}
			if running != 0 {
				t.Fatal("still running:", running)
			}
		}
	})
}

func TestAttack_C10_PanicIsMaskedAndCounted(t *testing.T) {
	var log strings.Builder
	e := NewEngine(NewSchema(Services{}), slog.New(slog.NewTextHandler(&log, nil))) // every resolver panics on its nil service
	ctx := route.WithRequest(t.Context(), route.Request{ID: "request-1"})
	honest := e.Run(ctx, Params{Query: "{__typename}"})
	if len(honest.Errors) > 0 {
		t.Fatal(honest.Errors)
	}
	a := e.Run(ctx, Params{Query: "{instance{name}}"})
	if a.Refused != nil || len(a.Errors) != 1 {
		t.Fatalf("%+v", a)
	}
	got := a.Errors[0]
	if got.Extensions["code"] != "internal" || got.Extensions["requestId"] != "request-1" || strings.Contains(got.Message, "nil") {
		t.Fatalf("%+v", got)
	}
	if !strings.Contains(log.String(), "nil pointer") || !strings.Contains(log.String(), "request-1") {
		t.Fatal("the log must have the cause:", log.String())
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(e.Collectors()...)
	families, err := registry.Gather()
	if err != nil || len(families) != 1 || families[0].GetMetric()[0].GetCounter().GetValue() != 1 {
		t.Fatal("panics counted:", families, err)
	}
	if again := e.Run(ctx, Params{Query: "{__typename}"}); len(again.Errors) > 0 {
		t.Fatal("the engine must live on")
	}
}

func TestAnswersHoldAtMostTenErrors(t *testing.T) {
	e := NewEngine(NewSchema(Services{}), quiet())
	ctx := identity.WithActor(t.Context(), identity.Actor{UserID: "u", SessionID: "s", Role: identity.RoleAdmin})
	var b strings.Builder
	for i := range 18 {
		b.WriteString(string(rune('a'+i)) + `:adminSettings{name} `)
	}
	a := e.Run(ctx, Params{Query: "{" + b.String() + "}"})
	if a.Refused != nil || len(a.Errors) != MaxErrors {
		t.Fatalf("%d errors, refused %v", len(a.Errors), a.Refused)
	}
}

func TestAccept(t *testing.T) {
	for header, want := range map[string]string{
		"": mediaJSON, "*/*": mediaJSON, "application/json": mediaJSON, "application/*;q=0.5": mediaJSON,
		"application/graphql-response+json":                             mediaGraphQL,
		"application/graphql-response+json, application/json;q=0.9":     mediaGraphQL,
		"application/json;q=0.9, application/graphql-response+json;q=1": mediaGraphQL,
		"application/graphql-response+json;q=0.1, application/json":     mediaJSON,
		"application/json; charset=utf-8":                               mediaJSON,
		"text/html":                                                     "", "application/json;q=0": "", "application/json; charset=latin1": "",
	} {
		h := http.Header{}
		if header != "" {
			h.Set("Accept", header)
		}
		if got := accepted(h); got != want {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
	}
}

func TestAttack_C13_DocumentFloodStaysBounded(t *testing.T) {
	e := NewEngine(NewSchema(Services{}), quiet())
	for i := range 3 * cachedDocuments {
		e.Run(t.Context(), Params{Query: "{__typename} # " + strings.Repeat("x", i)})
	}
	if n := e.documents.Len(); n > cachedDocuments {
		t.Fatal(n)
	}
	e.Run(t.Context(), Params{Query: "{__typename} #" + strings.Repeat("y", cachedLength)})
	for _, key := range e.documents.Keys() {
		if len(key) > cachedLength {
			t.Fatal("a long document is kept")
		}
	}
}

func TestPersistedDocuments(t *testing.T) {
	text := "query Name { instance { name } }"
	docs, err := LoadDocuments([]byte(`{"` + documentHash(text) + `":"` + text + `"}`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := LoadDocuments([]byte(`{"` + documentHash(text) + `":"{evil}"}`)); err == nil {
		t.Fatal("a document under a false hash must not load")
	}
	h := NewHandler(NewEngine(NewSchema(Services{}), quiet()), HandlerOptions{Documents: docs})
	send := func(body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", mediaGraphQL)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	for name, c := range map[string]struct{ body, code string }{
		"by documentId":      {`{"documentId":"` + documentHash(text) + `"}`, "internal"}, // it runs: the service is nil
		"with prefix":        {`{"documentId":"sha256:` + documentHash(text) + `"}`, "internal"},
		"by Apollo's name":   {`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + documentHash(text) + `"}}}`, "internal"},
		"unknown hash":       {`{"documentId":"` + documentHash("x") + `"}`, "graphql.unknown_document"},
		"hash of other text": {`{"query":"{viewer{email}}","documentId":"` + documentHash(text) + `"}`, "graphql.document_mismatch"},
		"nothing":            {`{}`, "graphql.no_document"},
	} {
		if w := send(c.body); !strings.Contains(w.Body.String(), c.code) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	if len(docs) != 1 {
		t.Fatal("a request must never add to the allowlist")
	}
}
