package graph_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// BenchmarkOperations is the whole way of a request through the handler, without a socket.
func BenchmarkOperations(b *testing.B) {
	dbtest.RunB(b, func(b *testing.B, d *db.DB) {
		in := apptest.New(b, d, "--log-level=error")
		me := in.Person("ada", identity.RoleMember).Browser()
		for i := range 30 {
			in.Must(me, `mutation($i:WriteEntryInput!){writeEntry(input:$i){entry{id}}}`,
				map[string]any{"i": map[string]any{"clientId": fmt.Sprintf("client-%d", i), "body": fmt.Sprintf("Entry %d #go #tag%d", i, i%5)}})
		}
		handler := in.Handler()
		for name, body := range map[string]string{
			"viewer":   `{"query":"{viewer{user{handle displayName} email}}"}`,
			"timeline": `{"query":"{viewer{entries(first:20){nodes{id title bodyHtml author{handle} tags{name}} pageInfo{endCursor}}}}"}`,
		} {
			b.Run(name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					r := in.Request(http.MethodPost, "/graphql", strings.NewReader(body), me)
					r.Header.Set("Content-Type", "application/json")
					w := httptest.NewRecorder()
					handler.ServeHTTP(w, r)
					if w.Code != http.StatusOK {
						b.Fatal(w.Code, w.Body)
					}
				}
			})
		}
	})
}
