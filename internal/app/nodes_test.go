package app_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/redistest"
	"tamatar.dev/tamatar/tools/instance"
)

const nodesPassword = "a quiet ember in the pines"

// twoNodes builds the binary and starts it twice on one PostgreSQL and one Redis.
func twoNodes(t *testing.T) (a, b *instance.Instance, dsn string) {
	t.Helper()
	ctx := t.Context()
	server, err := dbtest.StartPostgres(ctx, dbtest.PostgresOptions{TCP: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Stop() })
	if dsn, _, err = server.NewDatabase(ctx, ""); err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(t.TempDir(), "tamatar")
	if out, err := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", binary, "tamatar.dev/tamatar/cmd/tamatar").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	a, err = instance.New(ctx, instance.Config{Binary: binary, Dir: t.TempDir(), DSN: dsn, Env: []string{
		"TAMATAR_REDIS_URL=" + redistest.Start(t).URL(), "TAMATAR_BASE_URL=http://127.0.0.1:8080", "TAMATAR_LIMITS=on",
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.CreateUser(ctx, "ada", nodesPassword); err != nil {
		t.Fatal(err)
	}
	if b, err = a.Beside(); err != nil {
		t.Fatal(err)
	}
	for _, n := range []*instance.Instance{a, b} {
		if _, err := n.Start(ctx); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(n.Stop)
	}
	return a, b, dsn
}

// as gives the node in the hands of another credential.
func as(n *instance.Instance, token string) *instance.Instance {
	c := *n
	c.Token = token
	return &c
}

func signInAt(t *testing.T, n *instance.Instance) string {
	t.Helper()
	var out struct {
		SignIn struct{ Tokens *struct{ AccessToken string } }
	}
	err := as(n, "").Do(t.Context(), `mutation($p:String!){signIn(input:{login:"ada",password:$p,client:"test"}){tokens{accessToken} errors{message}}}`,
		map[string]any{"p": nodesPassword}, &out)
	if err != nil || out.SignIn.Tokens == nil {
		t.Fatal("sign in:", err, out)
	}
	return out.SignIn.Tokens.AccessToken
}

// listenAt opens a live connection at a node.
func listenAt(t *testing.T, n *instance.Instance) *websocket.Conn {
	t.Helper()
	var out struct {
		OpenRealtime struct{ Ticket struct{ Value string } }
	}
	if err := n.Do(t.Context(), `mutation{openRealtime{ticket{value}}}`, nil, &out); err != nil {
		t.Fatal(err)
	}
	conn, res, err := websocket.Dial(t.Context(), "ws"+strings.TrimPrefix(n.URL(), "http")+"/realtime?ticket="+out.OpenRealtime.Ticket.Value,
		&websocket.DialOptions{HTTPHeader: http.Header{"Authorization": {"Bearer " + n.Token}}})
	if err != nil {
		t.Fatal(err, res)
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	if err := conn.Write(t.Context(), websocket.MessageText, []byte(`{"id":1,"connect":{}}`)); err != nil {
		t.Fatal(err)
	}
	if _, text, err := conn.Read(t.Context()); err != nil || !strings.Contains(string(text), `"connect"`) {
		t.Fatal(string(text), err)
	}
	return conn
}

// TestTwoNodes starts two real nodes on one PostgreSQL and one Redis.
func TestTwoNodes(t *testing.T) {
	a, b, dsn := twoNodes(t)
	t.Run("a write on one appears live on the other", func(t *testing.T) { liveAcrossNodes(t, a, b) })
	t.Run("limits are shared", func(t *testing.T) { limitsAcrossNodes(t, a, b) })
	t.Run("a job runs once", func(t *testing.T) { jobsAcrossNodes(t, a, b, dsn) })
	t.Run("sign-out on one ends the session on the other", func(t *testing.T) { signOutAcrossNodes(t, a, b) })
}

func liveAcrossNodes(t *testing.T, a, b *instance.Instance) {
	access := signInAt(t, a)
	conn := listenAt(t, as(b, access))
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	began := time.Now()
	err := as(a, access).Do(ctx, `mutation{writeEntry(input:{clientId:"written-on-the-first",body:"hello",kind:DONE}){entry{id} errors{message}}}`, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for {
		_, text, err := conn.Read(ctx)
		if err != nil {
			t.Fatal("the other node's tab heard nothing:", err)
		}
		if strings.Contains(string(text), `"topic":"journal"`) {
			t.Logf("told after %v", time.Since(began).Round(time.Millisecond))
			return
		}
	}
}

func limitsAcrossNodes(t *testing.T, a, b *instance.Instance) {
	left := func(n *instance.Instance) int {
		var out struct{ RateLimit struct{ Remaining int } }
		if err := n.Do(t.Context(), `{rateLimit{remaining}}`, nil, &out); err != nil {
			t.Fatal(err)
		}
		return out.RateLimit.Remaining
	}
	began, before := time.Now(), left(b)
	for range 20 {
		if err := a.Do(t.Context(), `{viewer{entries(first:100){nodes{id author{handle}}}}}`, nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	after := left(b)
	inflow := int(time.Since(began).Seconds()*20_000/60) + 1
	if spent := before - after + inflow; spent < 20*200 {
		t.Errorf("the first node took 20 lists; the second knows of %d points", before-after)
	}
}

func jobsAcrossNodes(t *testing.T, a, b *instance.Instance, dsn string) {
	d, err := db.Open(t.Context(), db.Options{DSN: dsn})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	count := func() int64 {
		n, err := db.Get[int64](t.Context(), d.Reader(), `SELECT COUNT(*) FROM audit_records WHERE action = $1`, "identity.token_created")
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := count()
	const acts = 12
	for i := range acts { // each act is an event, each event a job that writes one record
		if err := []*instance.Instance{a, b}[i%2].NewToken(t.Context(), "ada", fmt.Sprint("token ", i)); err != nil {
			t.Fatal(err)
		}
	}
	waiting := func() int64 {
		n, err := db.Get[int64](t.Context(), d.Reader(), `SELECT COUNT(*) FROM river_job WHERE state IN ('available', 'running', 'retryable')`)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for deadline := time.Now().Add(20 * time.Second); (waiting() > 0 || count()-before < acts) && time.Now().Before(deadline); {
		time.Sleep(50 * time.Millisecond)
	}
	if got := count() - before; got != acts {
		t.Errorf("%d acts left %d records", acts, got)
	}
}

func signOutAcrossNodes(t *testing.T, a, b *instance.Instance) {
	access := signInAt(t, a)
	conn := listenAt(t, as(b, access))
	if err := as(b, access).Do(t.Context(), `{viewer{email}}`, nil, nil); err != nil {
		t.Fatal("honest:", err)
	}
	began := time.Now()
	if err := as(a, access).Do(t.Context(), `mutation{signOut{errors{code}}}`, nil, nil); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	var closed websocket.CloseError
	for {
		_, _, err := conn.Read(ctx)
		if errors.As(err, &closed) {
			break
		}
		if err != nil {
			t.Fatal("the connection on the other node lives on:", err)
		}
	}
	t.Logf("the connection ended after %v with %d", time.Since(began).Round(time.Millisecond), closed.Code)
	for as(b, access).Do(t.Context(), `{viewer{email}}`, nil, nil) == nil {
		if time.Since(began) > 5*time.Second {
			t.Fatal("the session lives on at the other node")
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Logf("the session ended after %v", time.Since(began).Round(time.Millisecond))
}
