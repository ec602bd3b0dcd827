package httpd_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// leaks is somebody who attacks an instance in every way that may leave something behind.
type leaks struct {
	t       *testing.T
	in      *apptest.Instance
	me      apptest.Credential
	address string
}

// TestAttack_K10_NothingLeaks: mixed attacks over every door leave no goroutine, no open file and no connection of the
// database in use, and no row.
func TestAttack_K10_NothingLeaks(t *testing.T) {
	onInstance(t, func(t *testing.T, in *apptest.Instance) {
		a := &leaks{t: t, in: in, me: in.Person("ada", identity.RoleMember).Browser()}
		a.address = in.Listen()
		a.honest()
		for range 5 {
			a.round()
		}
		goroutines, files := a.settled()
		rows := a.rows()
		for range 40 {
			a.round()
		}
		var g, f int
		in.Eventually("goroutines and files fall back", func() bool {
			g, f = a.held()
			return float64(g) <= float64(goroutines)*1.1+3 && float64(f) <= float64(files)*1.1+3
		})
		in.Eventually("every connection of the database is given back", func() bool {
			for _, pool := range in.App.DB.Pools() {
				if pool.Stats().InUse > 0 {
					return false
				}
			}
			return true
		})
		if now := a.rows(); now != rows {
			t.Errorf("%s, were %s", now, rows)
		}
		t.Logf("goroutines %d, were %d; files %d, were %d", g, goroutines, f, files)
		a.honest()
	})
}

// honest does what the attacks imitate, and it works.
func (a *leaks) honest() {
	a.t.Helper()
	if status := raw(a.t, a.address, honest); status != http.StatusOK {
		a.t.Fatal("the page of the sign-in:", status)
	}
	a.in.Must(a.me, "{viewer{entries(first:5){nodes{id}}}}", nil)
	conn, _, err := apptest.Handshake{Credential: a.me, Ticket: a.in.Ticket(a.me)}.Dial(a.t.Context(), a.address)
	if err != nil {
		a.t.Fatal("a tab:", err)
	}
	_ = conn.CloseNow()
}

// round is every attack once.
func (a *leaks) round() {
	a.t.Helper()
	a.broken()
	a.cut()
	a.tabs()
	for _, query := range []string{
		"{" + strings.Repeat("a:viewer{email} ", 50) + "}", "{" + strings.Repeat("viewer{", 50) + "email" + strings.Repeat("}", 50) + "}",
		"{...f} fragment f on Query{...f}", "{viewer{entries(first:-1){nodes{id}}}}", `{viewer{entries(after:"forged"){nodes{id}}}}`, "{",
	} {
		if answer := a.in.GraphQL(a.me, query, nil); len(answer.Errors) == 0 {
			a.t.Fatalf("%.60s was answered: %s", query, answer.Raw)
		}
	}
	forged := apptest.Credential{Bearer: "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ."}
	if answer := a.in.GraphQL(forged, "{viewer{email}}", nil); answer.Text("viewer", "email") != "" {
		a.t.Fatal("a forged token was taken")
	}
	guess := a.in.Do(form(a.in, "/sign-in", url.Values{"login": {"nobody"}, "password": {"a guess"}}, apptest.Credential{}))
	if guess.StatusCode < 400 {
		a.t.Fatal("a guess opened the door")
	}
}

// broken sends what is no request, or none of ours.
func (a *leaks) broken() {
	a.t.Helper()
	for _, request := range []string{
		"GET /nothing HTTP/1.1\r\nHost: " + apptest.Host + "\r\nConnection: close\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: evil\r\nConnection: close\r\n\r\n", "BROKEN\r\n\r\n",
		"POST /graphql HTTP/1.1\r\nHost: " + apptest.Host + "\r\nContent-Type: application/json\r\nContent-Length: 9\r\nConnection: close\r\n\r\n{\"query\":",
		"POST /sign-in HTTP/1.1\r\nHost: " + apptest.Host + "\r\nOrigin: https://evil.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: " + apptest.Host + "\r\nX: " + strings.Repeat("x", 40<<10) + "\r\n\r\n",
	} {
		if status := raw(a.t, a.address, request); status == http.StatusOK {
			a.t.Fatalf("%.60q was answered", request)
		}
	}
}

// cut begins requests of every kind and hangs up in the middle: bodies, uploads, and answers that are being read.
func (a *leaks) cut() {
	a.t.Helper()
	as := &http.Request{Header: http.Header{}}
	a.me.Apply(as)
	head := func(method, path, more string) string {
		return fmt.Sprintf("%s %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nX-Tamatar: 1\r\nSec-Fetch-Site: same-origin\r\n%s\r\n", method, path, apptest.Host, as.Header.Get("Cookie"), more)
	}
	part := "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n"
	multipart := "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n"
	for _, begun := range []string{
		head("POST", "/graphql", "Content-Type: application/json\r\nContent-Length: 100\r\n") + "{",
		head("POST", "/graphql", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n") + "5\r\n{\"que",
		head("POST", "/api/files", multipart) + part, head("POST", "/api/archive", multipart) + part, head("POST", "/api/import/preview", multipart) + part,
		head("GET", "/api/archive/stream", ""), head("GET", "/app/", ""), "GET / HT",
	} {
		conn := dial(a.t, a.address)
		_, _ = io.WriteString(conn, begun)
		_ = conn.Close()
	}
}

// tabs knocks at the live door without a right to, and leaves one that was let in without a word.
func (a *leaks) tabs() {
	a.t.Helper()
	for _, h := range []apptest.Handshake{
		{Credential: a.me, Ticket: "forged"}, {Credential: a.me, Ticket: a.in.Ticket(a.me), Origin: "https://evil.example"}, {Query: "x=1"},
	} {
		if conn, _, err := h.Dial(a.t.Context(), a.address); err == nil {
			_ = conn.CloseNow()
			a.t.Fatalf("%+v was let in", h)
		}
	}
	conn, _, err := apptest.Handshake{Credential: a.me, Ticket: a.in.Ticket(a.me)}.Dial(a.t.Context(), a.address)
	if err != nil {
		a.t.Fatal("a tab:", err)
	}
	_ = conn.CloseNow()
}

// rows counts what an attack could have written for good.
func (a *leaks) rows() string {
	a.t.Helper()
	var out []string
	for _, table := range []string{"identity_users", "identity_sessions", "journal_entries", "files_files", "portability_archives"} {
		n, err := db.Get[int64](a.t.Context(), a.in.App.DB.Reader(), "SELECT COUNT(*) FROM "+table)
		if err != nil {
			a.t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%d %s", n, table))
	}
	return strings.Join(out, ", ")
}

// settled waits until goroutines and open files stop falling, and counts them.
func (a *leaks) settled() (goroutines, files int) {
	goroutines, files = a.held()
	for calm := 0; calm < 10; {
		time.Sleep(50 * time.Millisecond)
		g, f := a.held()
		if calm++; g < goroutines || f < files {
			calm = 0
		}
		goroutines, files = min(g, goroutines), min(f, files)
	}
	return goroutines, files
}

// held are goroutines and open files, without the connections that the pool of the database keeps.
func (a *leaks) held() (goroutines, files int) {
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		a.t.Fatal(err)
	}
	files = len(list)
	for _, pool := range a.in.App.DB.Pools() {
		files -= pool.Stats().OpenConnections
	}
	return runtime.NumGoroutine(), files
}
