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
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/site"
)

const writeLive = `mutation($id:String!){writeEntry(input:{clientId:$id,body:"something happened",kind:DONE}){entry{id} errors{message}}}`

func write(in *apptest.Instance, as apptest.Credential, id string) string {
	entry := in.Must(as, writeLive, map[string]any{"id": "client-id-of-" + id}).Text("writeEntry", "entry", "id")
	if entry == "" {
		panic("nothing was written")
	}
	return entry
}

// withTabs runs a test of live connections on both databases.
func withTabs(t *testing.T, fn func(t *testing.T, in *apptest.Instance, address string), flags ...string) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d, flags...)
		fn(t, in, in.Listen())
	})
}

func TestATabHearsWhatItsPersonDoes(t *testing.T) {
	withTabs(t, func(t *testing.T, in *apptest.Instance, address string) {
		ada, bob := in.Person("ada", identity.RoleMember).Browser(), in.Person("bob", identity.RoleMember).Browser()
		mine, second, foreign := in.Tab(address, ada), in.Tab(address, ada), in.Tab(address, bob)
		id := write(in, ada, "c1")
		for _, tab := range []*apptest.Tab{mine, second} {
			if got := tab.Topics(5*time.Second, "journal"); !slices.Contains(got, "journal") {
				t.Error("a tab heard", got)
			}
		}
		in.Must(ada, `mutation($id:ID!){deleteEntry(id:$id){deletedId}}`, map[string]any{"id": id})
		if got := mine.Topics(5*time.Second, "journal"); !slices.Contains(got, "journal") {
			t.Error("of the deletion a tab heard", got)
		}
		write(in, bob, "c2")
		if got := foreign.Topics(5*time.Second, "journal"); len(got) != 1 {
			t.Error("another person's tab heard", got)
		}
	})
}

func TestATabThatWasAwayCatchesUp(t *testing.T) {
	withTabs(t, func(t *testing.T, in *apptest.Instance, address string) {
		ada := in.Person("ada", identity.RoleMember).Browser()
		tab := in.Tab(address, ada)
		_ = tab.Conn().CloseNow()
		write(in, ada, "c1")
		watch := in.Tab(address, ada)
		write(in, ada, "c2")
		watch.Topics(5*time.Second, "journal")
		back := in.TabSince(address, ada, tab)
		if !back.Recovered || !slices.Contains(back.Missed, "journal") {
			t.Errorf("recovered %v, missed %v", back.Recovered, back.Missed)
		}
		tab.Epoch = "another life"
		if lost := in.TabSince(address, ada, tab); lost.Recovered {
			t.Error("what cannot be known must not be claimed")
		}
	})
}

func TestATabHearsWhatHappenedWhileItWasOpening(t *testing.T) {
	withTabs(t, func(t *testing.T, in *apptest.Instance, address string) {
		ada, bob := in.Person("ada", identity.RoleMember).Browser(), in.Person("bob", identity.RoleMember).Browser()
		write(in, ada, "c1")
		if first := in.TabOf(address, ada, time.Second); first.Before == nil || first.Before.Known {
			t.Error("what was told before anybody listened is not known:", first.Before)
		}
		time.Sleep(5 * time.Second) // longer than the margin by which messages count as younger
		write(in, ada, "c2")
		in.Tab(address, ada).Topics(time.Second, "journal")
		late := in.TabOf(address, ada, time.Second)
		if b := late.Before; b == nil || !b.Known || !slices.Equal(b.Topics, []string{"journal"}) || b.Epoch != late.Epoch || b.Offset != late.Offset {
			t.Errorf("the tab stands at %s %d and was told %+v", late.Epoch, late.Offset, b)
		}
		if b := in.TabOf(address, bob, time.Second).Before; !b.Known || len(b.Topics) != 0 {
			t.Errorf("of another person's journal a tab was told %+v", b)
		}
		if b := in.TabOf(address, ada, 24*time.Hour).Before; b.Known {
			t.Error("what is older than all that is remembered must not be claimed")
		}
		if b := in.Tab(address, ada).Before; b != nil {
			t.Error("who asks nothing is told", b)
		}
	})
}

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

func TestAttack_J04_ASlowReaderIsCutOff(t *testing.T) {
	withTabs(t, func(t *testing.T, in *apptest.Instance, address string) {
		me := in.Person("ada", identity.RoleMember)
		slow, honest := in.Tab(address, me.Browser()), in.Tab(address, me.Browser())
		heard := make(chan []string)
		go func() { heard <- honest.Topics(25*time.Second, "last") }()
		// Nobody reads slow: once the buffers of the sockets are full, the engine's own is bounded.
		topic := strings.Repeat("x", 8<<10)
		deadline := time.Now().Add(20 * time.Second)
		for i := 0; in.App.Live.Connections() == 2; i++ {
			if time.Now().After(deadline) {
				t.Fatal("the slow reader is still there")
			}
			in.App.Live.Publish(t.Context(), me.ID, topic+strconv.Itoa(i))
			time.Sleep(3 * time.Millisecond)
		}
		in.App.Live.Publish(t.Context(), me.ID, "last")
		if got := <-heard; !slices.Contains(got, "last") {
			t.Error("the honest tab heard no more after", len(got))
		}
		_ = slow
	})
}

// endings are the ways in which a login ends.
func endings(in *apptest.Instance, ada, grace *apptest.Person) map[string]func(me apptest.Credential) {
	admin := grace.Browser()
	in.Must(admin, `mutation($p:String!){confirmPassword(input:{password:$p}){errors{message}}}`, map[string]any{"p": apptest.Password})
	return map[string]func(apptest.Credential){
		"sign-out": func(me apptest.Credential) { in.Must(me, "mutation{signOut{errors{code}}}", nil) },
		"sign-out of everything": func(me apptest.Credential) {
			in.Must(me, `mutation($p:String!){confirmPassword(input:{password:$p}){errors{message}}}`, map[string]any{"p": apptest.Password})
			in.Must(me, "mutation{signOutEverywhere(input:{includeTokens:true,keepCurrent:false}){errors{message}}}", nil)
		},
		"an administrator signs them out": func(apptest.Credential) {
			in.Must(admin, "mutation($id:ID!){adminSignOutUser(id:$id){errors{message}}}", map[string]any{"id": ada.ID})
		},
	}
}

func TestAttack_J08_AConnectionEndsWithItsLogin(t *testing.T) {
	withTabs(t, func(t *testing.T, in *apptest.Instance, address string) {
		ada, grace := in.Person("ada", identity.RoleMember), in.Person("grace", identity.RoleAdmin)
		for name, end := range endings(in, ada, grace) {
			me := ada.Browser()
			tab := in.Tab(address, me)
			write(in, me, "c-"+strings.ReplaceAll(name, " ", "-"))
			if got := tab.Topics(5*time.Second, "journal"); !slices.Contains(got, "journal") {
				t.Fatal("honest:", got)
			}
			began := time.Now()
			end(me)
			code, _ := tab.Closed(5 * time.Second)
			if took := time.Since(began); code != 4500 || took > time.Second {
				t.Errorf("%s: closed with %d after %v", name, code, took)
			}
		}
	})
}

func TestAttack_A17_TheLiveDoorAfterAnAccountStopped(t *testing.T) {
	withTabs(t, func(t *testing.T, in *apptest.Instance, address string) {
		ada := in.Person("ada", identity.RoleMember)
		me, token := ada.Browser(), ada.Token(identity.ScopeRead)
		tab, tool := in.Tab(address, me), in.Tab(address, token)
		ticket, toolTicket := in.Ticket(me), in.Ticket(token)
		if err := in.App.Identity.SystemSuspend(t.Context(), "ada", "test"); err != nil {
			t.Fatal(err)
		}
		for name, open := range map[string]*apptest.Tab{"session": tab, "token": tool} {
			if code, _ := open.Closed(5 * time.Second); code != 4500 {
				t.Errorf("%s: closed with %d", name, code)
			}
		}
		for _, h := range []apptest.Handshake{{Credential: me, Ticket: ticket}, {Credential: token, Ticket: toolTicket, Origin: "-"}} {
			if _, res, err := h.Dial(t.Context(), address); err == nil || res.StatusCode != http.StatusUnauthorized {
				t.Error("a suspended account got in again:", res, err)
			}
		}
	})
}

// TestAConnectionEndsWhereNobodyToldIt: another process without Redis ends the session; the look at logins finds it.
func TestAConnectionEndsWhereNobodyToldIt(t *testing.T) {
	withTabs(t, func(t *testing.T, in *apptest.Instance, address string) {
		me := in.Person("ada", identity.RoleMember).Browser()
		tab, other := in.Tab(address, me), in.Node()
		began := time.Now()
		other.Must(me, "mutation{signOut{errors{code}}}", nil)
		if code, _ := tab.Closed(6 * time.Second); code != 4500 || time.Since(began) > 5*time.Second {
			t.Errorf("closed with %d after %v", code, time.Since(began))
		}
	})
}

func TestAPersonHoldsSoManyTabs(t *testing.T) {
	withTabs(t, func(t *testing.T, in *apptest.Instance, address string) {
		me := in.Person("ada", identity.RoleMember).Browser()
		first := in.Tab(address, me)
		in.Tab(address, me)
		_, res, err := apptest.Handshake{Credential: me, Ticket: in.Ticket(me)}.Dial(t.Context(), address)
		if err == nil || res.StatusCode != http.StatusTooManyRequests || res.Header.Get("Retry-After") == "" {
			t.Fatal("the third:", res, err)
		}
		in.Tab(address, in.Person("bob", identity.RoleMember).Browser())
		_ = first.Conn().Close(websocket.StatusNormalClosure, "")
		for range 100 {
			if in.App.Live.Connections() == 2 {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		in.Tab(address, me)
	}, "--live-per-person=2")
}

func TestServerSentEventsWhereWebSocketsDoNotGetThrough(t *testing.T) {
	withTabs(t, func(t *testing.T, in *apptest.Instance, address string) {
		me := in.Person("ada", identity.RoleMember).Browser()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/realtime/stream?ticket="+
			url.QueryEscape(in.Ticket(me))+"&cf_connect="+url.QueryEscape(`{"id":1,"connect":{}}`), nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = apptest.Host
		me.Apply(r)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("Accept-Encoding", "gzip")
		res, err := http.DefaultTransport.RoundTrip(r)
		if err != nil || res.StatusCode != http.StatusOK || res.Header.Get("Content-Encoding") != "" {
			t.Fatal(res, err)
		}
		defer res.Body.Close()
		lines := bufio.NewScanner(res.Body)
		wait := func(what string) {
			t.Helper()
			for lines.Scan() {
				if strings.Contains(lines.Text(), what) {
					return
				}
			}
			t.Fatal("the stream ended before", what)
		}
		wait(`"connect"`)
		write(in, me, "c1")
		wait(`"topic":"journal"`)
		in.Must(me, "mutation{signOut{errors{code}}}", nil)
		for lines.Scan() {
		}
	})
}

func TestAttack_J05_AStoppingNodeSpreadsThoseWhoComeBack(t *testing.T) {
	withTabs(t, func(t *testing.T, in *apptest.Instance, address string) {
		me := in.Person("ada", identity.RoleMember).Browser()
		var tabs []*apptest.Tab
		for range 12 {
			tabs = append(tabs, in.Tab(address, me))
		}
		// A tab hears that it is connected a moment before the hub counts it.
		for deadline := time.Now().Add(5 * time.Second); in.App.Live.Connections() < len(tabs) && time.Now().Before(deadline); {
			time.Sleep(5 * time.Millisecond)
		}
		if err := in.App.Live.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		waits := map[string]bool{}
		for _, tab := range tabs {
			code, reason := tab.Closed(5 * time.Second)
			ms, err := strconv.Atoi(strings.TrimPrefix(reason, "come back in "))
			if code != 4001 || err != nil || ms < 500 || ms > 16_000 {
				t.Fatal(code, reason)
			}
			waits[reason] = true
		}
		if len(waits) < 6 {
			t.Error("they all come back at once:", waits)
		}
		if _, res, err := (apptest.Handshake{Credential: me, Ticket: in.Ticket(me)}).Dial(t.Context(), address); err == nil || res.StatusCode != http.StatusServiceUnavailable {
			t.Error("a stopped hub:", res, err)
		}
	})
}
