package graph_test

import (
	"net/http"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// TestGraphQLOverHTTP holds the endpoint to the GraphQL-over-HTTP specification.
func TestGraphQLOverHTTP(t *testing.T) {
	const modern, legacy = "application/graphql-response+json", "application/json"
	cases := []struct {
		name, method, target, contentType, accept, body string
		status                                          int
		media                                           string
		data                                            bool
	}{
		{"a query", "POST", "/graphql", legacy, modern, `{"query":"{__typename}"}`, 200, modern, true},
		{"a query for older clients", "POST", "/graphql", legacy, legacy, `{"query":"{__typename}"}`, 200, legacy, true},
		{"without Accept", "POST", "/graphql", legacy, "", `{"query":"{__typename}"}`, 200, legacy, true},
		{"anything accepted", "POST", "/graphql", legacy, "*/*", `{"query":"{__typename}"}`, 200, legacy, true},
		{"both accepted", "POST", "/graphql", legacy, modern + ", " + legacy + ";q=0.9", `{"query":"{__typename}"}`, 200, modern, true},
		{"nothing we have accepted", "POST", "/graphql", legacy, "text/html", `{"query":"{__typename}"}`, 406, legacy, false},
		{"UTF-8 named", "POST", "/graphql", legacy + "; charset=utf-8", modern, `{"query":"{__typename}"}`, 200, modern, true},
		{"another charset", "POST", "/graphql", legacy + "; charset=latin1", modern, `{"query":"{__typename}"}`, 415, modern, false},
		{"no content type", "POST", "/graphql", "", modern, `{"query":"{__typename}"}`, 415, modern, false},
		{"no JSON", "POST", "/graphql", legacy, modern, `{"query`, 400, modern, false},
		{"no JSON, older client", "POST", "/graphql", legacy, legacy, `{"query`, 400, legacy, false},
		{"no query", "POST", "/graphql", legacy, modern, `{}`, 400, modern, false},
		{"query of a wrong type", "POST", "/graphql", legacy, modern, `{"query":{}}`, 400, modern, false},
		{"null members", "POST", "/graphql", legacy, modern, `{"query":"{__typename}","variables":null,"operationName":null,"extensions":null}`, 200, modern, true},
		{"variables", "POST", "/graphql", legacy, modern, `{"query":"query Q($h:ID!){entry(id:$h){id}}","variables":{"h":"nobody"},"operationName":"Q"}`, 200, modern, true},
		{"variables missing", "POST", "/graphql", legacy, modern, `{"query":"query Q($h:ID!){entry(id:$h){id}}"}`, 400, modern, false},
		{"variables missing, older client", "POST", "/graphql", legacy, legacy, `{"query":"query Q($h:ID!){entry(id:$h){id}}"}`, 200, legacy, false},
		{"syntax", "POST", "/graphql", legacy, modern, `{"query":"{"}`, 400, modern, false},
		{"syntax, older client", "POST", "/graphql", legacy, legacy, `{"query":"{"}`, 200, legacy, false},
		{"validation", "POST", "/graphql", legacy, modern, `{"query":"{nothing}"}`, 400, modern, false},
		{"validation, older client", "POST", "/graphql", legacy, legacy, `{"query":"{nothing}"}`, 200, legacy, false},
		{"operation not found", "POST", "/graphql", legacy, modern, `{"query":"query A{__typename}","operationName":"B"}`, 400, modern, false},
		{"GET", "GET", "/graphql?query=%7B__typename%7D", "", modern, "", 200, modern, true},
		{"GET with variables", "GET", "/graphql?query=query(%24h%3AID!)%7Bentry(id%3A%24h)%7Bid%7D%7D&variables=%7B%22h%22%3A%22x%22%7D", "", modern, "", 200, modern, true},
		{"GET with broken variables", "GET", "/graphql?query=%7B__typename%7D&variables=%5B", "", modern, "", 400, modern, false},
		{"GET of a mutation", "GET", "/graphql?query=mutation%7BsignOut%7BrevokedSessions%7D%7D", "", modern, "", 405, modern, false},
		{"another method", "PUT", "/graphql", legacy, modern, `{"query":"{__typename}"}`, 405, modern, false},
	}
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				r := in.Request(c.method, c.target, strings.NewReader(c.body), apptest.Credential{})
				for name, value := range map[string]string{"Content-Type": c.contentType, "Accept": c.accept} {
					if value != "" {
						r.Header.Set(name, value)
					}
				}
				a := in.Read(in.Do(r))
				if a.Status != c.status || a.Header.Get("Content-Type") != c.media+"; charset=utf-8" {
					t.Fatalf("%d %s, want %d %s: %s", a.Status, a.Header.Get("Content-Type"), c.status, c.media, a.Raw)
				}
				if hasData := strings.Contains(string(a.Raw), `"data":`); hasData != c.data || hasData == (len(a.Errors) > 0) {
					t.Fatalf("data %v: %s", hasData, a.Raw)
				}
				if c.status == http.StatusMethodNotAllowed && a.Header.Get("Allow") == "" {
					t.Fatal("a 405 without Allow")
				}
			})
		}
	})
}
