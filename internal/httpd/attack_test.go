package httpd_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/site"
)

// onInstance runs a test on both databases.
func onInstance(t *testing.T, fn func(t *testing.T, in *apptest.Instance), flags ...string) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d, flags...)
		fn(t, in)
		if res := in.Do(in.Request(http.MethodGet, "/sign-in", nil, apptest.Credential{})); res.StatusCode != http.StatusOK {
			t.Fatal("the server must live on:", res.StatusCode)
		}
	})
}

func form(in *apptest.Instance, path string, values url.Values, as apptest.Credential) *http.Request {
	r := in.Request(http.MethodPost, path, strings.NewReader(values.Encode()), as)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "http://"+apptest.Host)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return r
}

func body(t *testing.T, res *http.Response) string {
	t.Helper()
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAttack_A10_HostHeaders(t *testing.T) {
	onInstance(t, func(t *testing.T, in *apptest.Instance) {
		in.Person("ada", identity.RoleMember)
		ask := func(change func(*http.Request)) *http.Response {
			r := form(in, "/reset", url.Values{"login": {"ada@example.org"}, "email": {"ada@example.org"}}, apptest.Credential{})
			change(r)
			return in.Do(r)
		}
		in.Mailbox.Clear()
		if res := ask(func(*http.Request) {}); res.StatusCode >= 400 {
			t.Fatal("honest request:", res.StatusCode, body(t, res))
		}
		in.Settle()
		mails := len(in.Mailbox.List())
		if mails != 1 {
			t.Fatal("the honest request sends one letter, not", mails)
		}
		for _, host := range []string{"evil.example", "evil.example:8080", "localhost.evil.example", "localhost@evil.example", "127.0.0.2", ""} {
			res := ask(func(r *http.Request) { r.Host = host })
			if host == "" {
				continue // apptest fills an empty host in
			}
			if res.StatusCode != http.StatusMisdirectedRequest {
				t.Errorf("Host %q: %d", host, res.StatusCode)
			}
		}
		for _, h := range []string{"X-Forwarded-Host", "Forwarded", "X-Forwarded-Proto", "X-Forwarded-Server", "X-Original-Host", "X-Host"} {
			value := map[string]string{"Forwarded": "host=evil.example;proto=http", "X-Forwarded-Proto": "http"}[h]
			if value == "" {
				value = "evil.example"
			}
			in.Clock.Advance(time.Hour)
			if res := ask(func(r *http.Request) { r.Header.Set(h, value) }); res.StatusCode >= 400 {
				t.Errorf("%s: %d", h, res.StatusCode)
			}
		}
		in.Settle()
		for _, kept := range in.Mailbox.List() {
			text := kept.Text + kept.HTML
			if strings.Contains(text, "evil") || !strings.Contains(text, "http://"+apptest.Host+"/reset/new?link=") {
				t.Fatal("a link from a header:", text)
			}
		}
		if len(in.Mailbox.List()) <= mails {
			t.Fatal("the forged headers must be ignored, not stop the letters")
		}
	})
}

func TestAttack_A21_CookieFlags(t *testing.T) {
	onInstance(t, func(t *testing.T, in *apptest.Instance) {
		in.Person("ada", identity.RoleMember)
		res := in.Do(form(in, "/sign-in", url.Values{"login": {"ada"}, "password": {apptest.Password}}, apptest.Credential{}))
		if res.StatusCode != http.StatusSeeOther || len(res.Cookies()) == 0 {
			t.Fatal(res.StatusCode, res.Header)
		}
		seen := false
		for _, c := range res.Cookies() {
			if !strings.HasPrefix(c.Name, "__Host-") {
				continue
			}
			seen = seen || c.Name == site.SessionCookie
			if !c.Secure || !c.HttpOnly || c.Path != "/" || c.Domain != "" || (c.SameSite != http.SameSiteLaxMode && c.SameSite != http.SameSiteStrictMode) {
				t.Errorf("%s: %+v", c.Name, c)
			}
		}
		if !seen {
			t.Fatal("no session cookie", res.Header)
		}
	})
}

func TestAttack_A22_CrossSiteRequests(t *testing.T) {
	onInstance(t, func(t *testing.T, in *apptest.Instance) {
		me := in.Person("ada", identity.RoleMember).Browser()
		write := `{"query":"mutation{writeEntry(input:{clientId:\"client-%d\",body:\"from elsewhere\"}){entry{id}}}"}`
		count := func() int64 {
			n, err := db.Get[int64](t.Context(), in.App.DB.Reader(), `SELECT count(*) FROM journal_entries`)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		send := func(n int, method string, header map[string]string) *http.Response {
			r := in.Request(method, "/graphql", strings.NewReader(fmt.Sprintf(write, 10_000+n)), me)
			r.Header.Set("Content-Type", "application/json")
			for k, v := range header {
				if v == "" {
					r.Header.Del(k)
				} else {
					r.Header.Set(k, v)
				}
			}
			return in.Do(r)
		}
		if res := send(0, http.MethodPost, map[string]string{"Sec-Fetch-Site": "same-origin", "Origin": "http://" + apptest.Host}); res.StatusCode != http.StatusOK || count() != 1 {
			t.Fatal("honest request:", res.StatusCode, count(), body(t, res))
		}
		attacks := []struct {
			name   string
			method string
			header map[string]string
			status int
		}{
			{"cross-site fetch", http.MethodPost, map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
			{"same-site sibling", http.MethodPost, map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
			{"foreign origin, old browser", http.MethodPost, map[string]string{"Origin": "https://evil.example"}, 403},
			{"sibling origin, old browser", http.MethodPost, map[string]string{"Origin": "http://evil.localhost:8080"}, 403},
			{"origin null", http.MethodPost, map[string]string{"Origin": "null"}, 403},
			{"text/plain JSON", http.MethodPost, map[string]string{"Content-Type": "text/plain"}, 415},
			{"multipart", http.MethodPost, map[string]string{"Content-Type": "multipart/form-data; boundary=x"}, 415},
			{"without the header", http.MethodPost, map[string]string{"X-Tamatar": ""}, 403},
			{"method override", http.MethodGet, map[string]string{"X-HTTP-Method-Override": "POST"}, 400},
			{"HEAD", http.MethodHead, nil, 405},
			{"PUT", http.MethodPut, nil, 405},
			{"DELETE", http.MethodDelete, nil, 405},
		}
		for n, a := range attacks {
			if res := send(n+1, a.method, a.header); res.StatusCode != a.status {
				t.Errorf("%s: %d, want %d: %s", a.name, res.StatusCode, a.status, body(t, res))
			}
		}
		if n := count(); n != 1 {
			t.Fatalf("%d entries, one was written", n)
		}
		crossSiteForms(t, in, me)
	})
}

// crossSiteForms: sign-in and sign-out by a foreign form change nothing.
func crossSiteForms(t *testing.T, in *apptest.Instance, me apptest.Credential) {
	t.Helper()
	for _, path := range []string{"/sign-in", "/sign-out"} {
		r := form(in, path, url.Values{"login": {"ada"}, "password": {apptest.Password}}, me)
		r.Header.Set("Origin", "https://evil.example")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if res := in.Do(r); res.StatusCode != http.StatusForbidden || len(res.Cookies()) > 0 {
			t.Errorf("%s from elsewhere: %d %v", path, res.StatusCode, res.Cookies())
		}
	}
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		in.Do(in.Request(method, "/sign-out", nil, me))
	}
	if a := in.GraphQL(me, "{viewer{email}}", nil); a.Text("viewer", "email") == "" {
		t.Error("a GET signed out:", string(a.Raw))
	}
	if res := in.Do(form(in, "/sign-out", nil, me)); res.StatusCode >= 400 {
		t.Fatal("honest sign-out:", res.StatusCode)
	}
	if a := in.GraphQL(me, "{viewer{email}}", nil); a.Text("viewer", "email") != "" {
		t.Error("the honest sign-out did nothing")
	}
}

func TestAttack_A35_ForwardedIdentity(t *testing.T) {
	onInstance(t, func(t *testing.T, in *apptest.Instance) {
		ada := in.Person("ada", identity.RoleAdmin)
		me := ada.Browser()
		signIn := func(header ...string) {
			r := form(in, "/sign-in", url.Values{"login": {"ada"}, "password": {apptest.Password}}, apptest.Credential{})
			if len(header) == 2 {
				r.Header.Set(header[0], header[1])
			}
			if res := in.Do(r); res.StatusCode != http.StatusSeeOther {
				t.Fatal(res.StatusCode)
			}
		}
		signIn()
		if a := in.Must(me, "{viewer{sessions{current network}}}", nil); !strings.Contains(string(a.Raw), "192.0.2.0/24") {
			t.Fatal("the peer's network must be shown:", string(a.Raw))
		}
		for _, h := range []string{"X-WEBAUTH-USER", "X-User-Id", "X-Remote-User", "Remote-User", "X-Forwarded-User", "X-Authenticated-User", "X-Auth-Request-User"} {
			for _, who := range []string{"ada", ada.ID, ada.Email} {
				r := in.Request(http.MethodPost, "/graphql", strings.NewReader(`{"query":"{viewer{email}}"}`), apptest.Credential{})
				r.Header.Set("Content-Type", "application/json")
				r.Header.Set(h, who)
				if a := in.Read(in.Do(r)); a.At("viewer") != nil {
					t.Errorf("%s: %s", h, a.Raw)
				}
			}
		}
		for _, h := range []string{"X-Forwarded-For", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "Forwarded"} {
			signIn(h, "198.51.100.7")
		}
		if a := in.Must(me, "{viewer{sessions{network}}}", nil); strings.Contains(string(a.Raw), "198.51.100") {
			t.Fatal("an address that the client invented was believed:", string(a.Raw))
		}
	})
}

func TestAttack_B20_SignOutWipesTheBrowser(t *testing.T) {
	onInstance(t, func(t *testing.T, in *apptest.Instance) {
		me := in.Person("ada", identity.RoleMember).Browser()
		page := in.Do(in.Request(http.MethodGet, "/app", nil, me))
		if page.StatusCode == http.StatusSeeOther || page.Header.Get("Cache-Control") != "private, no-store" {
			t.Fatal(page.StatusCode, page.Header)
		}
		res := in.Do(form(in, "/sign-out", nil, me))
		if got := res.Header.Get("Clear-Site-Data"); !strings.Contains(got, `"storage"`) {
			t.Fatalf("Clear-Site-Data: %q", got)
		}
		after := in.Do(in.Request(http.MethodGet, "/app", nil, me))
		if after.StatusCode != http.StatusSeeOther || !strings.HasPrefix(after.Header.Get("Location"), "/sign-in") {
			t.Fatal("the app after sign-out:", after.StatusCode)
		}
		other := in.Person("lin", identity.RoleMember).Browser()
		if a := in.Must(other, "mutation{finishOnboarding{errors{code}}}", nil); a.Header.Get("Clear-Site-Data") != "" || len(a.Header.Values("Set-Cookie")) > 0 {
			t.Fatal("a mutation that ends nothing:", a.Header)
		}
		a := in.Must(other, "mutation{signOut{revokedSessions}}", nil)
		if !strings.Contains(a.Header.Get("Clear-Site-Data"), `"storage"`) || !strings.Contains(a.Header.Get("Set-Cookie"), site.SessionCookie+"=;") {
			t.Fatal("sign-out by the web app:", a.Header)
		}
		worker := in.Do(in.Request(http.MethodGet, "/sw.js", nil, apptest.Credential{}))
		if cc := worker.Header.Get("Cache-Control"); worker.StatusCode == http.StatusOK && cc != "no-cache" {
			t.Fatal("the service worker must be asked for anew:", cc)
		}
	})
}

// listen serves the instance on a socket, as production does, and returns its address.
func listen(t *testing.T, in *apptest.Instance) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- in.Web.Server.Serve(l) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = in.Web.Server.Shutdown(ctx) // connections that the test left open are cut
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return l.Addr().String()
}

// raw sends bytes and reads the status of the answer; 0 when the connection was closed without one.
func raw(t *testing.T, address, request string) int {
	t.Helper()
	conn := dial(t, address)
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	if _, err := io.WriteString(conn, request); err != nil {
		return 0
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	return res.StatusCode
}
