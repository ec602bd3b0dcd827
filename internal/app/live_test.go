package app_test

import (
	"bufio"
	"fmt"
	"net/http"
	"net/url"
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
			// The best of three: a machine may stall for a second.
			fastest := time.Hour
			for try := 0; try < 3 && fastest > time.Second; try++ {
				me := ada.Browser()
				tab := in.Tab(address, me)
				write(in, me, fmt.Sprint("c-", strings.ReplaceAll(name, " ", "-"), try))
				if got := tab.Topics(20*time.Second, "journal"); !slices.Contains(got, "journal") {
					t.Fatal("honest:", got)
				}
				end(me)
				began := time.Now()
				if code, _ := tab.Closed(20 * time.Second); code != 4500 {
					t.Errorf("%s: closed with %d", name, code)
				}
				fastest = min(fastest, time.Since(began))
			}
			if fastest > time.Second {
				t.Errorf("%s: closed after %v at best", name, fastest)
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
		in.Eventually("the closed tab is counted no more", func() bool { return in.App.Live.Connections() == 2 })
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
