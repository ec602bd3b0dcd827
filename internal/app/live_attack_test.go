package app_test

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/site"
)

func TestAttack_J01_HandshakesThatAreNotOurs(t *testing.T) {
	withTabs(t, func(t *testing.T, in *apptest.Instance, address string) {
		ada, bob := in.Person("ada", identity.RoleMember), in.Person("bob", identity.RoleMember)
		mine, other, token := ada.Browser(), ada.Browser(), ada.Token(identity.ScopeRead)
		for name, h := range map[string]apptest.Handshake{
			"a tab of ours":             {Credential: mine, Ticket: in.Ticket(mine)},
			"a program with a token":    {Credential: token, Ticket: in.Ticket(token), Origin: "-"},
			"the instance's other name": {Credential: mine, Ticket: in.Ticket(mine), Origin: "http://127.0.0.1:8080"},
		} {
			conn, res, err := h.Dial(t.Context(), address)
			if err != nil {
				t.Fatal("honest: ", name, err, res)
			}
			_ = conn.CloseNow()
		}
		spent := in.Ticket(mine)
		if conn, _, err := (apptest.Handshake{Credential: mine, Ticket: spent}).Dial(t.Context(), address); err == nil {
			_ = conn.CloseNow()
		}
		late := in.Ticket(mine)
		in.Clock.Advance(31 * time.Second)
		gone := bob.Browser()
		goneTicket := in.Ticket(gone)
		in.Must(gone, "mutation{signOut{errors{code}}}", nil)
		writer := ada.Token(identity.ScopeEntriesWrite)
		for name, h := range map[string]apptest.Handshake{
			"foreign origin":             {Credential: mine, Ticket: in.Ticket(mine), Origin: "https://evil.example"},
			"null origin":                {Credential: mine, Ticket: in.Ticket(mine), Origin: "null"},
			"another port":               {Credential: mine, Ticket: in.Ticket(mine), Origin: "http://localhost:9999"},
			"another scheme":             {Credential: mine, Ticket: in.Ticket(mine), Origin: "https://localhost:8080"},
			"a cookie without an origin": {Credential: mine, Ticket: in.Ticket(mine), Origin: "-"},
			"without a session":          {Ticket: in.Ticket(mine)},
			"another session of mine":    {Credential: other, Ticket: in.Ticket(mine)},
			"another person":             {Credential: bob.Browser(), Ticket: in.Ticket(mine)},
			"without a ticket":           {Credential: mine, Query: "x=1"},
			"a token in the address":     {Query: "access_token=" + token.Bearer + "&token=" + token.Bearer + "&ticket=" + token.Bearer},
			"the cookie in the address":  {Query: "ticket=" + url.QueryEscape(mine.Cookie)},
			"a spent ticket":             {Credential: mine, Ticket: spent},
			"a late ticket":              {Credential: mine, Ticket: late},
			"after signing out":          {Credential: gone, Ticket: goneTicket},
			"a token that may not read":  {Credential: writer, Ticket: in.Ticket(token), Origin: "-"},
		} {
			conn, res, err := h.Dial(t.Context(), address)
			if err == nil {
				t.Error(name, "got in")
				_ = conn.CloseNow()
			} else if res == nil || (res.StatusCode != http.StatusForbidden && res.StatusCode != http.StatusUnauthorized) {
				t.Error(name, res, err)
			}
		}
	})
}

func TestAttack_J02_Frames(t *testing.T) {
	withTabs(t, func(t *testing.T, in *apptest.Instance, address string) {
		me := in.Person("ada", identity.RoleMember).Browser()
		witness := in.Tab(address, me)
		var before runtime.MemStats
		runtime.ReadMemStats(&before)
		frame := func(first, second byte, rest ...byte) []byte { return append([]byte{first, second}, rest...) }
		mask := []byte{1, 2, 3, 4}
		for name, attack := range map[string][]byte{
			"a frame of 100 MB":   append(frame(0x81, 0xff, 0, 0, 0, 0, 6, 0, 0, 0), append(mask, make([]byte, 70<<10)...)...),
			"a negative length":   append(frame(0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), mask...),
			"a million fragments": append(append(frame(0x01, 0x81), append(mask, 'a')...), []byte(strings.Repeat(string(append(frame(0x00, 0x81), append(mask, 'a')...)), 70_000))...),
			"invalid UTF-8":       append(frame(0x81, 0x82), append(mask, 0xff^1, 0xfe^2)...),
			"not masked":          frame(0x81, 2, '{', '}'),
			"a reserved bit":      append(frame(0xc1, 0x82), append(mask, '{'^1, '}'^2)...),
			"an unknown opcode":   append(frame(0x83, 0x80), mask...),
			"a long ping":         append(frame(0x89, 0xfe, 1, 0), append(mask, make([]byte, 256)...)...),
			"no JSON":             append(frame(0x81, 0x84), append(mask, 'n', 'o', 'n', 'e')...),
			"a million commands":  []byte(strings.Repeat(string(append(frame(0x81, 0x82), append(mask, '{'^1, '}'^2)...)), 5000)),
		} {
			if closed := attackFrames(t, in, address, me, attack); !closed {
				t.Error(name, "is kept open")
			}
		}
		var after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&after)
		if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 16<<20 {
			t.Errorf("the heap grew by %d MiB", grown>>20)
		}
		write(in, me, "c1")
		if got := witness.Topics(5*time.Second, "journal"); !slices.Contains(got, "journal") {
			t.Error("an honest tab hears", got)
		}
	})
}

// attackFrames opens a connection by hand, connects honestly, sends raw bytes and reports whether the server closed it.
func attackFrames(t *testing.T, in *apptest.Instance, address string, me apptest.Credential, raw []byte) bool {
	t.Helper()
	conn, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = io.WriteString(conn, "GET /realtime?ticket="+url.QueryEscape(in.Ticket(me))+" HTTP/1.1\r\nHost: "+apptest.Host+
		"\r\nOrigin: http://"+apptest.Host+"\r\nCookie: "+site.SessionCookie+"="+me.Cookie+
		"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
	r := bufio.NewReader(conn)
	res, err := http.ReadResponse(r, nil)
	if err != nil || res.StatusCode != http.StatusSwitchingProtocols {
		t.Fatal("honest handshake:", res, err)
	}
	connect := []byte(`{"id":1,"connect":{}}`)
	masked := append([]byte{0x81, 0x80 | byte(len(connect)), 0, 0, 0, 0}, connect...)
	_, _ = conn.Write(masked)
	if b, err := r.Peek(4); err != nil || b[0] != 0x81 {
		t.Fatal("honest connect:", b, err)
	}
	_ = conn.SetDeadline(time.Now().Add(2 * time.Second))
	go func() { _, _ = conn.Write(raw) }()
	said, err := io.ReadAll(r)
	// A closing frame counts: the server then waits a little for the other side's.
	return err == nil || !strings.Contains(err.Error(), "timeout") || bytes.Contains(said, []byte{0x88})
}
