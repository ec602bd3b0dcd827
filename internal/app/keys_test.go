package app_test

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// load asks two nodes over and over, in every way that rests on a key, and counts what failed.
type load struct {
	asked, failed atomic.Int64
	first         sync.Map
	stop          chan struct{}
	done          sync.WaitGroup
}

func (l *load) run(name string, ask func(round int) error) {
	l.done.Add(1)
	go func() {
		defer l.done.Done()
		for round := 0; ; round++ {
			select {
			case <-l.stop:
				return
			default:
			}
			l.asked.Add(1)
			if err := ask(round); err != nil {
				l.failed.Add(1)
				l.first.LoadOrStore(name, err)
			}
		}
	}()
}

// until waits for so many further requests.
func (l *load) until(t *testing.T, more int64) {
	t.Helper()
	goal, deadline := l.asked.Load()+more, time.Now().Add(30*time.Second)
	for l.asked.Load() < goal {
		if time.Now().After(deadline) {
			t.Fatal("the load stands still")
		}
		time.Sleep(time.Millisecond)
	}
}

func failing(a apptest.Answer) error {
	if a.Status != 200 || len(a.Errors) > 0 {
		return fmt.Errorf("%d %s", a.Status, a.Raw)
	}
	return nil
}

func keyLoad(nodes []*apptest.Instance, zoe *apptest.Person) *load {
	l := &load{stop: make(chan struct{})}
	access, refresh := zoe.API()
	browser := zoe.Browser()
	const viewer = `{viewer{user{handle} entries(first:1){pageInfo{endCursor}}}}`
	l.run("access token made before", func(n int) error { return failing(nodes[n%2].GraphQL(access, viewer, nil)) })
	l.run("cookie", func(n int) error { return failing(nodes[n%2].GraphQL(browser, viewer, nil)) })
	l.run("fresh access token", func(n int) error {
		pair, err := nodes[n%2].App.Identity.SignIn(context.Background(), identity.SignInInput{Login: zoe.Handle, Password: apptest.Password, Client: "load"})
		if err != nil {
			return err
		}
		return failing(nodes[(n+1)%2].GraphQL(apptest.Credential{Bearer: pair.Tokens.AccessToken}, viewer, nil))
	})
	l.run("refresh twice", func(n int) error {
		next, err := nodes[n%2].App.Identity.Refresh(context.Background(), refresh)
		if err != nil {
			return err
		}
		again, err := nodes[(n+1)%2].App.Identity.Refresh(context.Background(), refresh)
		if err != nil || again.RefreshToken != next.RefreshToken {
			return fmt.Errorf("the successor on the other node: %w", err)
		}
		refresh = next.RefreshToken
		return nil
	})
	return l
}

// TestAttack_K06_RotationUnderLoad: two nodes serve while the keys are rotated twice from the command line.
func TestAttack_K06_RotationUnderLoad(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		zoe := in.Person("zoe", identity.RoleMember)
		other, shell := in.Node(), in.Node()
		before := in.App.Keyring.Current()
		if err := in.App.Identity.RequestReset(t.Context(), identity.RequestResetForm{Login: zoe.Email}); err != nil {
			t.Fatal(err)
		}
		for _, node := range []*apptest.Instance{in, other} {
			go node.App.Keyring.Follow(t.Context(), 5*time.Millisecond, func() {}, func(err error) { t.Error(err) })
		}
		l := keyLoad([]*apptest.Instance{in, other}, zoe)
		l.until(t, 40)
		keys := app.KeysOf(shell.App)
		for range 2 {
			if _, err := keys.Rotate(t.Context()); err != nil {
				t.Error(err)
			}
			l.until(t, 40)
		}
		close(l.stop)
		l.done.Wait()
		l.first.Range(func(name, err any) bool { t.Error(name, err); return true })
		t.Logf("%d requests, %d failed", l.asked.Load(), l.failed.Load())
		if in.App.Keyring.Current() != shell.App.Keyring.Current() || other.App.Keyring.Current() == before {
			t.Error("the nodes have not taken up the new key")
		}
		if err := keys.Retire(t.Context(), before, false); err == nil {
			t.Error("a key was retired whose tokens are valid")
		}
		in.Settle() // the letter that was sealed before goes out
		if _, err := keys.Reseal(t.Context()); err != nil {
			t.Fatal(err)
		}
		access, _ := zoe.API()
		in.Clock.Advance(10 * time.Minute)
		if err := keys.Retire(t.Context(), before, false); err != nil {
			t.Fatal("after the overlap:", err)
		}
		if _, err := in.App.Keyring.Refresh(); err != nil || in.App.Keyring.Holds(before) {
			t.Error("a node goes on using the retired key", err)
		}
		unlistedEnvelopes(t, d)
		list, err := keys.List(t.Context())
		if err != nil || list[0].ID != before || !list[0].Retired || list[0].Uses.Total() != 0 {
			t.Errorf("%+v, %v", list, err)
		}
		if a := in.GraphQL(access, `{viewer{user{handle}}}`, nil); a.Status == 200 && len(a.Errors) == 0 {
			t.Error("an expired access token is good")
		}
		if again, _ := zoe.API(); failing(in.GraphQL(again, `{viewer{user{handle}}}`, nil)) != nil {
			t.Error("nothing works after the retirement")
		}
	})
}

// TestAttack_K06_LeakedKey: retired at once, what it signed is refused and what it sealed was sealed anew.
func TestAttack_K06_LeakedKey(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		zoe := in.Person("zoe", identity.RoleMember)
		access, refresh := zoe.API()
		if _, err := in.App.Identity.Refresh(t.Context(), refresh); err != nil {
			t.Fatal(err)
		}
		leaked := in.App.Keyring.Current()
		column := app.SealedColumns()[0]
		envelopes := func() map[string]string {
			type row struct{ Hash, Successor string }
			rows, err := db.Select[row](t.Context(), d.Reader(), `SELECT hash, successor FROM identity_refresh_tokens WHERE successor IS NOT NULL`)
			if err != nil {
				t.Fatal(err)
			}
			out := map[string]string{}
			for _, r := range rows {
				out[r.Hash] = r.Successor
			}
			return out
		}
		if err := failing(in.GraphQL(access, `{viewer{user{handle}}}`, nil)); err != nil {
			t.Fatal("honest:", err)
		}
		keys := app.KeysOf(in.Node().App)
		report, err := keys.Rotate(t.Context())
		if err != nil || report.Done == 0 || len(report.Left) != 0 {
			t.Fatalf("%+v, %v", report, err)
		}
		if err := keys.Retire(t.Context(), leaked, true); err != nil {
			t.Fatal(err)
		}
		if _, err := in.App.Keyring.Refresh(); err != nil {
			t.Fatal(err)
		}
		if failing(in.GraphQL(access, `{viewer{user{handle}}}`, nil)) == nil {
			t.Error("a token that the leaked key signed is good, from the cache at least")
		}
		for hash, sealed := range envelopes() {
			if plain, err := in.App.Keyring.Open(column.AAD(hash), sealed); err != nil || len(plain) == 0 {
				t.Errorf("sealed anew: %v", err)
			}
			if _, err := in.App.Keyring.Open(column.AAD(hash+"x"), sealed); !errors.Is(err, secret.ErrForged) {
				t.Errorf("it opens in another row: %v", err)
			}
		}
		if pair, err := in.App.Identity.Refresh(t.Context(), refresh); err != nil || failing(in.GraphQL(apptest.Credential{Bearer: pair.AccessToken}, `{viewer{user{handle}}}`, nil)) != nil {
			t.Errorf("the session outlives the key: %v", err)
		}
	})
}

// TestAttack_K06_EnvelopeOfAnotherRow: who can write the table moves a sealed value of somebody else into their own row.
func TestAttack_K06_EnvelopeOfAnotherRow(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		zoe, mallory := in.Person("zoe", identity.RoleMember), in.Person("mallory", identity.RoleMember)
		_, hers := zoe.API()
		_, theirs := mallory.API()
		for _, token := range []string{hers, theirs} {
			if _, err := in.App.Identity.Refresh(t.Context(), token); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := in.App.Identity.Refresh(t.Context(), theirs); err != nil {
			t.Fatal("honest:", err)
		}
		if _, err := d.Writer().Exec(t.Context(), `UPDATE identity_refresh_tokens SET successor = (SELECT o.successor FROM identity_refresh_tokens o
			JOIN identity_sessions s ON s.id = o.session_id WHERE s.user_id = $1 AND o.successor IS NOT NULL) WHERE successor IS NOT NULL`, zoe.ID); err != nil {
			t.Fatal(err)
		}
		if pair, err := in.App.Identity.Refresh(t.Context(), theirs); err == nil {
			t.Error("mallory got the session of zoe:", pair.RefreshToken)
		}
		report, err := app.KeysOf(in.Node().App).Rotate(t.Context())
		if err != nil || len(report.Left) != 1 {
			t.Errorf("the rotation does not name the moved value: %+v, %v", report, err)
		}
	})
}

// TestSealedColumnsAreListed finds every place of the code that binds a value to a column, and looks it up in the list
// that key rotation goes through.
func TestSealedColumnsAreListed(t *testing.T) {
	listed := []string{"river_job.args"} // what waits in the queue is counted, and leaves within minutes
	for _, c := range app.SealedColumns() {
		listed = append(listed, c.String())
	}
	found := 0
	for at, place := range boundPlaces(t, "..") {
		found++
		if !slices.Contains(listed, place) {
			t.Errorf("%s seals %s, which is not in sealedColumns", at, place)
		}
	}
	if found < 2 {
		t.Error("the search finds nothing: it looks in the wrong place")
	}
}

// unlistedEnvelopes fails for every column of the database that holds sealed values and is not in the list.
func unlistedEnvelopes(t *testing.T, d *db.DB) {
	t.Helper()
	type column struct{ Owner, Name string }
	query := `SELECT table_name AS owner, column_name AS name FROM information_schema.columns WHERE table_schema = current_schema() AND data_type = 'text'`
	if d.Dialect() == db.SQLite {
		query = `SELECT m.name AS owner, p.name AS name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND upper(p.type) = 'TEXT'`
	}
	columns, err := db.Select[column](t.Context(), d.Reader(), query)
	if err != nil || len(columns) < 50 {
		t.Fatal(len(columns), err)
	}
	var listed []string
	for _, c := range app.SealedColumns() {
		listed = append(listed, c.String())
	}
	for _, c := range columns {
		n, err := db.Get[int64](t.Context(), d.Reader(), `SELECT COUNT(*) FROM `+c.Owner+` WHERE `+c.Name+` LIKE 'v1|k%|%|%'`)
		if err != nil {
			t.Fatal(err)
		}
		if place := c.Owner + "." + c.Name; n > 0 && !slices.Contains(listed, place) {
			t.Errorf("%s holds sealed values and is not in sealedColumns", place)
		}
	}
}

// boundPlaces are the calls of secret.AAD: position -> "table.column".
func boundPlaces(t *testing.T, root string) map[string]string {
	t.Helper()
	out, set := map[string]string{}, token.NewFileSet()
	err := filepath.WalkDir(root, func(p string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") || strings.Contains(p, "platform/") || strings.Contains(p, "testdata") {
			return err
		}
		file, err := parser.ParseFile(set, p, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "AAD" && len(call.Args) == 3 {
				out[set.Position(call.Pos()).String()] = literal(call.Args[0]) + "." + literal(call.Args[1])
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func literal(e ast.Expr) string {
	if l, ok := e.(*ast.BasicLit); ok {
		if s, err := strconv.Unquote(l.Value); err == nil {
			return s
		}
	}
	return "not a literal"
}
