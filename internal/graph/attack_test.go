package graph_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/cputime"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// withPeople runs a test on both databases with an instance, a member and an administrator.
func withPeople(t *testing.T, fn func(t *testing.T, in *apptest.Instance, ada, grace *apptest.Person)) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		grace := in.Person("grace", identity.RoleAdmin)
		ada := in.Person("ada", identity.RoleMember)
		fn(t, in, ada, grace)
		if a := in.GraphQL(apptest.Credential{}, "{instance{name}}", nil); a.Status != http.StatusOK {
			t.Fatal("the server must live on:", a.Status)
		}
	})
}

func wantCode(t *testing.T, a apptest.Answer, code string) {
	t.Helper()
	if a.Code() != code {
		t.Fatalf("%d %s, want the code %s", a.Status, a.Raw, code)
	}
	if a.Data != nil {
		t.Fatalf("something ran: %s", a.Raw)
	}
}

func post(in *apptest.Instance, as apptest.Credential, contentType, body string) apptest.Answer {
	r := in.Request(http.MethodPost, "/graphql", strings.NewReader(body), as)
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("Accept", "application/graphql-response+json")
	return in.Read(in.Do(r))
}

const signIn = `signIn(input:{login:"ada",password:"%s",client:"x"}){tokens{accessToken} errors{code}}`

func TestAttack_C01_ManySignInsInOneDocument(t *testing.T) {
	withPeople(t, func(t *testing.T, in *apptest.Instance, _, _ *apptest.Person) {
		honest := in.Must(apptest.Credential{}, "mutation{"+fmt.Sprintf(signIn, apptest.Password)+"}", nil)
		if honest.Text("signIn", "tokens", "accessToken") == "" {
			t.Fatal(string(honest.Raw))
		}
		sessions := countSessions(t, in)
		var many strings.Builder
		for i := range 10 {
			fmt.Fprintf(&many, "a%d:%s ", i, fmt.Sprintf(signIn, apptest.Password))
		}
		wantCode(t, in.GraphQL(apptest.Credential{}, "mutation{"+many.String()+"}", nil), "graphql.one_credential")
		two := fmt.Sprintf("mutation A{%[1]s} mutation B{%[1]s}", fmt.Sprintf(signIn, "x"))
		wantCode(t, in.GraphQL(apptest.Credential{}, two, nil), "graphql.one_credential")
		viaFragment := fmt.Sprintf("mutation{...f b:%[1]s} fragment f on Mutation{%[1]s}", fmt.Sprintf(signIn, "x"))
		wantCode(t, in.GraphQL(apptest.Credential{}, viaFragment, nil), "graphql.one_credential")
		huge := post(in, apptest.Credential{}, "application/json", `{"query":"mutation{`+strings.Repeat(`a:__typename `, 10_000)+`}"}`)
		if huge.Status != http.StatusRequestEntityTooLarge {
			t.Fatal(huge.Status)
		}
		if now := countSessions(t, in); now != sessions {
			t.Fatalf("%d sessions, were %d", now, sessions)
		}
	})
}

func countSessions(t *testing.T, in *apptest.Instance) int64 {
	t.Helper()
	n, err := db.Get[int64](t.Context(), in.App.DB.Reader(), `SELECT count(*) FROM identity_sessions`)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAttack_C02_Batching(t *testing.T) {
	withPeople(t, func(t *testing.T, in *apptest.Instance, _, _ *apptest.Person) {
		one := `{"query":"{instance{name}}"}`
		if a := post(in, apptest.Credential{}, "application/json", one); a.Status != http.StatusOK || a.Text("instance", "name") == "" {
			t.Fatal(string(a.Raw))
		}
		for _, batch := range []string{"[" + one + "]", " \n[" + one + strings.Repeat(","+one, 999) + "]", "[]"} {
			a := post(in, apptest.Credential{}, "application/json", batch)
			if a.Status != http.StatusBadRequest {
				t.Fatal(a.Status, string(a.Raw))
			}
			wantCode(t, a, "graphql.no_batching")
		}
	})
}

func TestAttack_C03_Depth(t *testing.T) {
	withPeople(t, func(t *testing.T, in *apptest.Instance, ada, _ *apptest.Person) {
		me := ada.Browser()
		in.Must(me, "{viewer{entries{nodes{author{handle}}}}}", nil)
		deep := func(n int) string { return "{" + strings.Repeat("viewer{", n) + "email" + strings.Repeat("}", n) + "}" }
		wantCode(t, in.GraphQL(me, deep(50), nil), "graphql.too_deep")
		start := cputime.Used(t)
		a := in.GraphQL(me, deep(1000), nil)
		if took := cputime.Used(t) - start; a.Data != nil || took > 250*time.Millisecond {
			t.Fatal(a.Status, took)
		}
	})
}

func TestAttack_C04_FragmentFanOutOverHTTP(t *testing.T) {
	withPeople(t, func(t *testing.T, in *apptest.Instance, ada, _ *apptest.Person) {
		me := ada.Browser()
		in.Must(me, "{...a} fragment a on Query{...b} fragment b on Query{viewer{email}}", nil)
		var b strings.Builder
		for i := range 29 {
			fmt.Fprintf(&b, "fragment f%d on Viewer{...f%d ...f%d} ", i, i+1, i+1)
		}
		start := cputime.Used(t)
		a := in.GraphQL(me, "{viewer{...f0}} "+b.String()+"fragment f29 on Viewer{email}", nil)
		if took := cputime.Used(t) - start; took > 250*time.Millisecond {
			t.Fatal(took)
		}
		wantCode(t, a, "graphql.too_expansive")
	})
}

func TestAttack_C06_TokensOverHTTP(t *testing.T) {
	withPeople(t, func(t *testing.T, in *apptest.Instance, ada, _ *apptest.Person) {
		me := ada.Browser()
		in.Must(me, "{viewer{x:email x:email}}", nil)
		start := cputime.Used(t)
		wantCode(t, in.GraphQL(me, "{viewer{"+strings.Repeat("x:email ", 6000)+"}}", nil), "graphql.too_many_tokens")
		if took := cputime.Used(t) - start; took > 250*time.Millisecond {
			t.Fatal(took)
		}
	})
}

func TestAttack_C07_PagesAndCursors(t *testing.T) {
	withPeople(t, func(t *testing.T, in *apptest.Instance, ada, grace *apptest.Person) {
		me, other := ada.Browser(), grace.Browser()
		for i := range 3 {
			write(t, in, me, fmt.Sprintf("Entry %d #go", i))
			write(t, in, other, fmt.Sprintf("Foreign %d", i))
		}
		page := "query($f:Int,$a:String){viewer{entries(first:$f,after:$a){nodes{title} pageInfo{endCursor hasNextPage}}}}"
		first := in.Must(me, page, map[string]any{"f": 2})
		cursor := first.Text("viewer", "entries", "pageInfo", "endCursor")
		next := in.Must(me, page, map[string]any{"f": 2, "a": cursor})
		if nodes, _ := next.At("viewer", "entries", "nodes").([]any); len(nodes) != 1 {
			t.Fatal(string(next.Raw))
		}
		for _, f := range []any{0, -1, 101, 99999999, 2147483648, 1e30, 2.5} {
			if a := in.GraphQL(me, page, map[string]any{"f": f}); a.Code() == "" || a.At("viewer", "entries") != nil {
				t.Errorf("first %v: %s", f, a.Raw)
			}
		}
		if a := in.GraphQL(me, "{viewer{entries(first:1,last:1){nodes{id}}}}", nil); a.Code() != "graphql.invalid" {
			t.Error(string(a.Raw))
		}
		forged := []string{"", "x", "' OR 1=1 --", cursor + "A", cursor[:len(cursor)-2], strings.Repeat("A", 4096), "\x00"}
		for _, c := range forged {
			if a := in.GraphQL(me, page, map[string]any{"f": 2, "a": c}); a.Code() != "page.bad_cursor" {
				t.Errorf("cursor %.20q: %s", c, a.Raw)
			}
		}
		if a := in.GraphQL(other, page, map[string]any{"f": 2, "a": cursor}); a.Code() != "page.bad_cursor" {
			t.Error("the cursor of another viewer:", string(a.Raw))
		}
		if a := in.GraphQL(me, "query($a:String){viewer{trash(after:$a){nodes{id}}}}", map[string]any{"a": cursor}); a.Code() != "page.bad_cursor" {
			t.Error("the cursor of another list:", string(a.Raw))
		}
		if a := in.GraphQL(me, `query($a:String){viewer{entries(after:$a,filter:{kinds:[DONE]}){nodes{id}}}}`, map[string]any{"a": cursor}); a.Code() != "page.bad_cursor" {
			t.Error("the cursor of another filter:", string(a.Raw))
		}
	})
}

// write logs an entry and returns its id.
func write(t *testing.T, in *apptest.Instance, as apptest.Credential, body string) string {
	t.Helper()
	in.Clock.Advance(time.Second)
	a := in.Must(as, `mutation($i:WriteEntryInput!){writeEntry(input:$i){entry{id} errors{code message}}}`,
		map[string]any{"i": map[string]any{"clientId": fmt.Sprintf("client-%d", in.Clock.Now().UnixNano()), "body": body}})
	id := a.Text("writeEntry", "entry", "id")
	if id == "" {
		t.Fatal(string(a.Raw))
	}
	return id
}

func TestAttack_C15_MultipartIsNotOffered(t *testing.T) {
	withPeople(t, func(t *testing.T, in *apptest.Instance, ada, _ *apptest.Person) {
		me := ada.Browser()
		in.Must(me, "{viewer{email}}", nil)
		body := "--b\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{\"query\":\"{viewer{email}}\"}\r\n" +
			"--b\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n{\"0\":[\"variables.x\"]}\r\n--b--\r\n"
		for _, contentType := range []string{"multipart/form-data; boundary=b", "multipart/mixed; boundary=b", "application/x-www-form-urlencoded", "text/plain", "application/graphql", ""} {
			a := post(in, me, contentType, body)
			if a.Status != http.StatusUnsupportedMediaType || a.Data != nil {
				t.Errorf("%q: %d %s", contentType, a.Status, a.Raw)
			}
		}
	})
}

func TestBadBodies(t *testing.T) {
	withPeople(t, func(t *testing.T, in *apptest.Instance, _, _ *apptest.Person) {
		for _, body := range []string{
			"", "{", "null", "5", `"x"`, `{"query":5}`, `{"query":"{__typename}","variables":[]}`, `{"query":"{__typename}"} {}`,
			`{"query":"{__typename}","operationName":{}}`, "{\"query\":\"\xff\"}", `{"variables":{}}`,
		} {
			a := post(in, apptest.Credential{}, "application/json", body)
			if a.Status != http.StatusBadRequest || a.Data != nil || a.Code() == "" {
				t.Errorf("%q: %d %s", body, a.Status, a.Raw)
			}
		}
	})
}
