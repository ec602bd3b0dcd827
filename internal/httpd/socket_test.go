package httpd_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	conn, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

// dialFrom connects from another loopback address, as another machine would.
func dialFrom(t *testing.T, from, address string) (net.Conn, error) {
	t.Helper()
	d := &net.Dialer{Timeout: 5 * time.Second, LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}
	return d.DialContext(t.Context(), "tcp", address)
}

const honest = "GET /sign-in HTTP/1.1\r\nHost: " + apptest.Host + "\r\nConnection: close\r\n\r\n"

// onSQLite runs a test of sockets once: what it tests does not touch the database.
func onSQLite(t *testing.T, fn func(t *testing.T, in *apptest.Instance)) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		if d.Dialect() == db.SQLite {
			fn(t, apptest.New(t, d))
		}
	})
}

func TestAttack_C18_MalformedHTTP(t *testing.T) {
	onSQLite(t, func(t *testing.T, in *apptest.Instance) {
		address := listen(t, in)
		if status := raw(t, address, honest); status != http.StatusOK {
			t.Fatal("honest request:", status)
		}
		post := "POST /graphql HTTP/1.1\r\nHost: " + apptest.Host + "\r\nContent-Type: application/json\r\n"
		get := "GET /sign-in HTTP/1.1\r\nHost: " + apptest.Host + "\r\n"
		for name, request := range map[string]string{
			"two lengths":            post + "Content-Length: 2\r\nContent-Length: 5\r\n\r\n{}abc",
			"negative length":        post + "Content-Length: -1\r\n\r\n{}",
			"bad chunked":            post + "Transfer-Encoding: xchunked\r\n\r\n{}",
			"two encodings":          post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
			"bad chunk size":         post + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
			"no host":                "GET /sign-in HTTP/1.1\r\n\r\n",
			"two hosts":              get + "Host: evil.example\r\n\r\n",
			"space before colon":     get + "X-A : b\r\n\r\n",
			"header of 1 MB":         get + "X-A: " + strings.Repeat("a", 1<<20) + "\r\n\r\n",
			"10,000 headers":         get + strings.Repeat("X-A: b\r\n", 10_000) + "\r\n",
			"10,000 cookies":         get + "Cookie: " + strings.Repeat("a=b; ", 10_000) + "\r\n\r\n",
			"no HTTP":                "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
			"control in target":      "GET /\x01 HTTP/1.1\r\nHost: " + apptest.Host + "\r\n\r\n",
			"absolute URI elsewhere": "GET http://evil.example/sign-in HTTP/1.1\r\nHost: " + apptest.Host + "\r\n\r\n",
			"10,000 query params":    "GET /sign-in?" + strings.Repeat("a=b&", 10_000) + " HTTP/1.1\r\nHost: " + apptest.Host + "\r\n\r\n",
			"TRACE":                  "TRACE /sign-in HTTP/1.1\r\nHost: " + apptest.Host + "\r\n\r\n",
			"CONNECT":                "CONNECT evil.example:443 HTTP/1.1\r\nHost: " + apptest.Host + "\r\n\r\n",
			"HTTP/2 preface":         "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		} {
			if status := raw(t, address, request); status != 0 && status < 400 {
				t.Errorf("%s: %d", name, status)
			}
		}
		smuggled := post + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /admin HTTP/1.1\r\nHost: " + apptest.Host + "\r\n\r\n"
		if status := raw(t, address, smuggled); status != 0 && status < 400 {
			t.Errorf("length and chunks together: %d", status)
		}
		if status := raw(t, address, honest); status != http.StatusOK {
			t.Fatal("the server must live on:", status)
		}
	})
}

func TestAttack_K02_SlowLoris(t *testing.T) {
	if testing.Short() {
		t.Log("a short run holds 100 connections")
	}
	onSQLite(t, func(t *testing.T, in *apptest.Instance) {
		address := listen(t, in)
		connections := 800
		if testing.Short() {
			connections = 100
		}
		var slow []net.Conn
		defer func() {
			for _, c := range slow {
				_ = c.Close()
			}
		}()
		for i := range connections {
			conn, err := dialFrom(t, fmt.Sprintf("127.0.%d.1", 1+i%8), address)
			if err != nil {
				t.Fatal(err)
			}
			head := "GET /sign-in HTTP/1.1\r\nHost: " + apptest.Host + "\r\nX-Slow: "
			if i%2 == 1 { // headers complete, body never
				head = "POST /graphql HTTP/1.1\r\nHost: " + apptest.Host + "\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"
			}
			_, _ = io.WriteString(conn, head)
			slow = append(slow, conn)
		}
		start := time.Now()
		var took []time.Duration
		for range 40 {
			one := time.Now()
			if status := raw(t, address, honest); status != http.StatusOK {
				t.Fatal("an honest request among slow ones:", status)
			}
			took = append(took, time.Since(one))
		}
		slices.Sort(took)
		if p95 := took[len(took)*95/100]; p95 > 500*time.Millisecond {
			t.Errorf("honest p95 %v", p95)
		}
		var wg sync.WaitGroup
		for _, c := range slow {
			wg.Add(1)
			go func() {
				defer wg.Done()
				_ = c.SetReadDeadline(start.Add(20 * time.Second))
				_, _ = io.Copy(io.Discard, c)
			}()
		}
		wg.Wait()
		if held := time.Since(start); held > 10*time.Second {
			t.Errorf("slow connections were held for %v", held)
		}
	})
}

func TestOneAddressCannotHoldAllConnections(t *testing.T) {
	onSQLite(t, func(t *testing.T, in *apptest.Instance) {
		address := listen(t, in)
		var open []net.Conn
		defer func() {
			for _, c := range open {
				_ = c.Close()
			}
		}()
		for range 300 {
			c, err := dialFrom(t, "127.0.9.9", address)
			if err != nil {
				t.Fatal(err)
			}
			open = append(open, c)
		}
		refused := 0
		for _, c := range open[256:] {
			_ = c.SetReadDeadline(time.Now().Add(2 * time.Second))
			if _, err := c.Read(make([]byte, 1)); err != nil && !os.IsTimeout(err) {
				refused++
			}
		}
		if refused != len(open)-256 {
			t.Errorf("%d of %d above the limit were closed", refused, len(open)-256)
		}
		if status := raw(t, address, honest); status != http.StatusOK {
			t.Fatal("others must get through:", status)
		}
	})
}
