package app_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/obs"
)

// collected is what a collector of traces was sent.
type collected struct {
	ResourceSpans []struct {
		ScopeSpans []struct {
			Spans []struct{ TraceID, SpanID, ParentSpanID, Name string }
		}
	}
}

// A trace leads from the request through the operation to its statements, and holds nothing that anybody wrote.
func TestTraceLeadsFromTheRequestToItsStatements(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		as := in.Person("zoe", identity.RoleMember).Token(identity.ScopeRead, identity.ScopeEntriesWrite)
		var mu sync.Mutex
		var bodies strings.Builder
		var all []collected
		collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			mu.Lock()
			defer mu.Unlock()
			var one collected
			if json.Unmarshal(body, &one) == nil {
				all = append(all, one)
			}
			bodies.Write(body)
		}))
		defer collector.Close()
		tracing := obs.StartTracing(obs.TracingOptions{Endpoint: collector.URL, Version: "test", Client: collector.Client()})
		web, err := app.NewWeb(in.App, tracing.HTTP)
		if err != nil {
			t.Fatal(err)
		}
		r := in.Request(http.MethodPost, "/graphql", strings.NewReader(`{"query":"mutation Canary{writeEntry(input:{clientId:\"client-of-trace\",body:\"a canary\"}){entry{id}}}"}`), as)
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		web.Server.Handler().ServeHTTP(w, r)
		if err := tracing.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		mu.Lock()
		defer mu.Unlock()
		names, parents := map[string]string{}, map[string]string{}
		for _, c := range all {
			for _, rs := range c.ResourceSpans {
				for _, s := range rs.ScopeSpans {
					for _, span := range s.Spans {
						names[span.SpanID], parents[span.SpanID] = span.Name, span.ParentSpanID
					}
				}
			}
		}
		found := false
		for id, name := range names {
			if strings.HasPrefix(name, "SQL INSERT") && names[parents[id]] == "GraphQL other" && names[parents[parents[id]]] == "/graphql" {
				found = true
			}
		}
		if !found {
			t.Errorf("no way from the request to a statement: %v", names)
		}
		if strings.Contains(bodies.String(), "anary") {
			t.Error("the trace holds what somebody wrote")
		}
	})
}
