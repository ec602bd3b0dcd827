package app_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"tamatar.dev/tamatar/internal/app/apptest"
)

// TestAttack_E01_LiveFramesTellNothing opens the live door as everybody, asks for the subject's channel in every way the
// protocol has, lets things happen to the subject, and searches every frame that comes.
func TestAttack_E01_LiveFramesTellNothing(t *testing.T) {
	withTabs(t, func(t *testing.T, in *apptest.Instance, address string) {
		c := newCast(t, in, 0)
		c.furnish(t, canary)
		lines := map[string]*websocket.Conn{}
		for _, role := range roles {
			ticket := in.GraphQL(c.as[role], "mutation{openRealtime{ticket{value} errors{code}}}", nil).Text("openRealtime", "ticket", "value")
			admitted := ticket != ""
			if !admitted { // whatever it is worth: a ticket of the subject's
				ticket = in.Ticket(c.as["self"])
			}
			conn, res, err := (apptest.Handshake{Credential: c.as[role], Ticket: ticket}).Dial(t.Context(), address)
			if admitted != (err == nil) || admitted == (role == "anonymous" || role == "suspended" || role == "half session") {
				t.Fatalf("%s: ticket %v, connection %v", role, admitted, err)
			}
			if err == nil {
				lines[role] = conn
				pry(t, conn, c.subject.ID)
				continue
			}
			if text, _ := io.ReadAll(res.Body); res.StatusCode < http.StatusBadRequest || bytes.Contains(text, []byte(c.subject.ID)) {
				t.Errorf("%s is told %d %s", role, res.StatusCode, text)
			}
		}
		write(in, c.as["self"], canary("live"))
		in.Settle()
		for role, conn := range lines {
			own := role == "self" || role == "own read-only token"
			heard := listenUntil(t, conn, func() { in.App.Live.Publish(t.Context(), c.byRole[role].ID, "the end") })
			if own != strings.Contains(heard, `"journal"`) {
				t.Errorf("%s heard of the entry: %v\n%s", role, !own, heard)
			}
			if strings.Contains(heard, "zq7canary") || !own && strings.Contains(heard, c.subject.ID) {
				t.Errorf("%s heard too much: %s", role, heard)
			}
			_ = conn.CloseNow()
		}
	})
}

// pry connects and asks for what a tab has no need of.
func pry(t *testing.T, conn *websocket.Conn, subject string) {
	t.Helper()
	conn.SetReadLimit(1 << 20)
	for _, frame := range []string{
		`{"id":1,"connect":{"subs":{"#` + subject + `":{"recover":true}}}}`,
		`{"id":2,"subscribe":{"channel":"#` + subject + `"}}`,
		`{"id":3,"history":{"channel":"#` + subject + `","limit":100}}`,
		`{"id":4,"presence":{"channel":"#` + subject + `"}}`,
		`{"id":5,"presence_stats":{"channel":"#` + subject + `"}}`,
		`{"id":6,"publish":{"channel":"#` + subject + `","data":{"topic":"forged"}}}`,
		`{"id":7,"rpc":{"method":"` + subject + `","data":{}}}`,
	} {
		if err := conn.Write(t.Context(), websocket.MessageText, []byte(frame)); err != nil {
			t.Fatal(err)
		}
	}
}

// listenUntil gives every byte that comes until the end was told, which end tells.
func listenUntil(t *testing.T, conn *websocket.Conn, end func()) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	end()
	var heard strings.Builder
	for !strings.Contains(heard.String(), "the end") {
		_, text, err := conn.Read(ctx)
		if err != nil {
			t.Fatalf("%v after %s", err, heard.String())
		}
		heard.Write(text)
		if string(text) == "{}" {
			_ = conn.Write(ctx, websocket.MessageText, []byte("{}"))
		}
	}
	return heard.String()
}
