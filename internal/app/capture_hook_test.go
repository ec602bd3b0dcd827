package app_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// hooked is somebody with a hook.
type hooked struct {
	in        *apptest.Instance
	ada       *apptest.Person
	as        apptest.Credential
	path, key string
	id        string
}

func newHooked(t *testing.T, in *apptest.Instance, signed bool) *hooked {
	t.Helper()
	h := &hooked{in: in, ada: in.Person("ada", identity.RoleMember)}
	h.as = h.ada.Browser()
	h.make(t, signed)
	return h
}

func (h *hooked) make(t *testing.T, signed bool) {
	t.Helper()
	a := h.in.Must(h.as, `mutation($s:Boolean!){createCaptureHook(input:{name:"builds",kind:DONE,tags:["ci"],signed:$s}){hook{id} url signingKey errors{code message}}}`,
		map[string]any{"s": signed})
	u, err := url.Parse(a.Text("createCaptureHook", "url"))
	if err != nil || !strings.HasPrefix(u.Path, "/hooks/tmh_") {
		t.Fatalf("no address: %s", a.Raw)
	}
	h.path, h.key, h.id = u.Path, a.Text("createCaptureHook", "signingKey"), a.Text("createCaptureHook", "hook", "id")
}

// send sends a body with headers in pairs, and gives the status and the answer.
func (h *hooked) send(t testing.TB, body string, headers ...string) (status int, head http.Header, answer map[string]any) {
	t.Helper()
	r := h.in.Request(http.MethodPost, h.path, strings.NewReader(body), apptest.Credential{})
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res := h.in.Do(r)
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &answer); err != nil && len(raw) > 0 {
		t.Errorf("the answer is no JSON: %s", raw)
	}
	return res.StatusCode, res.Header, answer
}

// written are the entries of the hook's owner as short lines, newest first.
func (h *hooked) written(t testing.TB) []string {
	t.Helper()
	a := h.in.Must(h.as, `{viewer{entries(first:100){nodes{body kind audience minutes day loggedAt tags{name}}}}}`, nil)
	var data struct {
		Viewer struct {
			Entries struct {
				Nodes []struct {
					Body, Kind, Audience, Day, LoggedAt string
					Minutes                             *int
					Tags                                []struct{ Name string }
				}
			}
		}
	}
	if err := json.Unmarshal(a.Raw, &struct{ Data any }{&data}); err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, n := range data.Viewer.Entries.Nodes {
		minutes := 0
		if n.Minutes != nil {
			minutes = *n.Minutes
		}
		names := make([]string, len(n.Tags))
		for i, tag := range n.Tags {
			names[i] = tag.Name
		}
		out = append(out, fmt.Sprintf("%s|%s|%s|%d|%s|%s", n.Body, n.Kind, n.Audience, minutes, n.Day, strings.Join(names, " ")))
	}
	return out
}

func TestAHookTakesWhatProgramsSend(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		h := newHooked(t, in, false)
		form := url.Values{"title": {"Released"}, "text": {"v2 & <b>more</b>"}, "tags": {"go, #web"}, "minutes": {"25"}, "kind": {"LEARNED"}}.Encode()
		parts := "--x\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nby parts\r\n--x--\r\n"
		for _, c := range []struct{ contentType, body, want string }{
			{"application/json", `{"text":"one","minutes":5,"repository":{"id":7}}`, "one|DONE|PRIVATE|5|2026-11-22|ci"},
			{
				"application/json; charset=utf-8", `{"title":" A\ntitle ","body":"and text","tags":["x"],"kind":"note","at":"2026-11-20T10:00:00+01:00","audience":"public"}`,
				"# A title\n\nand text|NOTE|PRIVATE|0|2026-11-20|ci x",
			},
			{"application/vnd.some+json", `{"title":"a title alone"}`, "a title alone|DONE|PRIVATE|0|2026-11-22|ci"},
			{"", "no type", "no type|DONE|PRIVATE|0|2026-11-22|ci"},
			{"text/plain", "feat: more\n\nof it #go", "feat: more\n\nof it #go|DONE|PRIVATE|0|2026-11-22|ci go"},
			{"application/x-www-form-urlencoded", form, "# Released\n\nv2 & <b>more</b>|LEARNED|PRIVATE|25|2026-11-22|ci go web"},
			{"application/x-www-form-urlencoded", "50% done; a=b", "50% done; a=b|DONE|PRIVATE|0|2026-11-22|ci"},
			{"multipart/form-data; boundary=x", parts, "by parts|DONE|PRIVATE|0|2026-11-22|ci"},
		} {
			in.Clock.Advance(time.Second)
			status, _, answer := h.send(t, c.body, "Content-Type", c.contentType, "User-Agent", "curl/8")
			list := strings.Join(h.written(t), "\n\n")
			if status != http.StatusCreated || answer["entry"] == nil || len(answer) != 1 || !strings.Contains(list, c.want) {
				t.Errorf("%s %q: %d %v, got\n%s", c.contentType, c.body, status, answer, list)
			}
		}
		a := in.Must(h.as, `{viewer{captureHooks{uses lastAt lastClient} outlets{id kind name closable link} audit(first:5){nodes{action}}}}`, nil)
		for _, want := range []string{`"uses":8`, `"lastClient":"curl/8"`, `"kind":"hook","name":"builds","closable":true,"link":"/settings/capture"`} {
			if !strings.Contains(string(a.Raw), want) {
				t.Errorf("%s is not in %s", want, a.Raw)
			}
		}
	})
}

func TestAHookSaysWhatIsWrong(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		h := newHooked(t, in, false)
		for _, c := range []struct {
			contentType, body string
			status            int
			code, field       string
		}{
			{"application/json", `{"text":`, 400, "capture.delivery_body", ""},
			{"application/json", `[]`, 400, "capture.delivery_body", ""},
			{"application/json", `null`, 400, "capture.delivery_body", ""},
			{"application/json", `{"text":"a"} {}`, 400, "capture.delivery_body", ""},
			{"application/json", strings.Repeat(`{"text":`, 11000), 400, "capture.delivery_body", ""},
			{"application/json", `{"commits":[]}`, 422, "capture.delivery_empty", ""},
			{"application/json", `{"text":{"a":1}}`, 422, "capture.delivery_field", "text"},
			{"application/json", `{"text":"a","minutes":0}`, 422, "capture.delivery_field", "minutes"},
			{"application/json", `{"text":"a","minutes":1e99}`, 422, "capture.delivery_field", "minutes"},
			{"application/json", `{"text":"a","kind":"song"}`, 422, "capture.delivery_field", "kind"},
			{"application/json", `{"text":"a","at":"yesterday"}`, 422, "capture.delivery_field", "at"},
			{"application/json", `{"text":"a","tags":["` + strings.Repeat("x", 100) + `"]}`, 422, "tags.name_invalid", "tags"},
			{"text/plain", "a\xff", 400, "capture.delivery_body", ""},
			{"text/plain", " \n", 422, "capture.delivery_empty", ""},
			{"text/plain", strings.Repeat("x", 65<<10), 422, "journal.body_too_long", "body"},
			{"text/plain; charset=latin1", "a", 415, "capture.delivery_type", ""},
			{"image/png", "a", 415, "capture.delivery_type", ""},
			{"multipart/form-data", "a", 400, "capture.delivery_body", ""},
			{"text/plain", strings.Repeat("x", 129<<10), 413, "http.body_too_large", ""},
		} {
			status, head, answer := h.send(t, c.body, "Content-Type", c.contentType)
			field := ""
			if list, ok := answer["fields"].([]any); ok {
				field, _ = list[0].(map[string]any)["field"].(string)
			}
			if status != c.status || answer["code"] != c.code || field != c.field || head.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s %.40q: %d %v", c.contentType, c.body, status, answer)
			}
		}
		if list := h.written(t); len(list) != 0 {
			t.Errorf("something was written: %q", list)
		}
	})
}

// TestAttack_D08_AHookWritesOnce repeats a delivery one after the other and at once, and then forges signatures.
func TestAttack_D08_AHookWritesOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		h := newHooked(t, in, false)
		_, _, first := h.send(t, "once", "Idempotency-Key", `"k1"`)
		_, _, again := h.send(t, "once and more", "Webhook-Id", "k1")
		if first["entry"] == nil || first["entry"] != again["entry"] {
			t.Fatalf("the same key gave %v and %v", first, again)
		}
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if status, _, _ := h.send(t, "many at once", "Idempotency-Key", "k2"); status != http.StatusCreated {
					t.Errorf("a repetition answers %d", status)
				}
			})
		}
		all.Wait()
		if list := h.written(t); len(list) != 2 {
			t.Fatalf("repetitions wrote: %q", list)
		}
		for _, key := range []string{strings.Repeat("k", 256), "a\x7fb"} {
			if status, _, answer := h.send(t, "x", "Idempotency-Key", key); status != 422 || answer["code"] != "capture.delivery_key" {
				t.Errorf("the key %.10q: %d %v", key, status, answer)
			}
		}
		id, _ := first["entry"].(string)
		in.Must(h.as, `mutation($i:ID!){deleteEntry(id:$i){deletedId}}`, map[string]any{"i": id})
		in.Must(h.as, `mutation($i:ID!){purgeEntry(id:$i){deletedId}}`, map[string]any{"i": id})
		if status, _, answer := h.send(t, "once", "Idempotency-Key", "k1"); status != http.StatusCreated || answer["entry"] != nil || len(h.written(t)) != 1 {
			t.Errorf("what was removed for good came back: %d %v", status, answer)
		}
		h.make(t, false)
		if _, _, other := h.send(t, "once", "Idempotency-Key", "k2"); len(h.written(t)) != 2 || other["entry"] == nil {
			t.Errorf("the key of one hook stops another: %q", h.written(t))
		}
	})
}

// sign makes the headers of a signature.
func sign(key, id string, at time.Time, body string) []string {
	raw, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(key, "whsec_"))
	mac := hmac.New(sha256.New, raw)
	fmt.Fprintf(mac, "%s.%d.%s", id, at.Unix(), body)
	return []string{
		"Webhook-Id", id, "Webhook-Timestamp", fmt.Sprint(at.Unix()), "Webhook-Signature", "v1a,AAAA v1,AAAA v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)),
	}
}

// TestAttack_D08_ForgedSignatures leaves out, forges, replays, ages and changes.
func TestAttack_D08_ForgedSignatures(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		h := newHooked(t, in, true)
		now := in.Clock.Now()
		if status, _, answer := h.send(t, "honest", sign(h.key, "m1", now.Add(-4*time.Minute), "honest")...); status != http.StatusCreated {
			t.Fatalf("an honest signature: %d %v", status, answer)
		}
		if status, _, _ := h.send(t, "honest", sign(h.key, "m1", now, "honest")...); status != http.StatusCreated || len(h.written(t)) != 1 {
			t.Errorf("sent again: %d, %d entries", status, len(h.written(t)))
		}
		other := &hooked{in: in, as: h.as}
		other.make(t, true)
		good := sign(h.key, "m2", now, "body")
		unsigned := func(name, value string) []string {
			out := append([]string(nil), good...)
			for i := 0; i < len(out); i += 2 {
				if out[i] == name {
					out[i+1] = value
				}
			}
			return out
		}
		sha1 := base64.StdEncoding.EncodeToString(make([]byte, 20))
		for name, c := range map[string]struct {
			body    string
			headers []string
		}{
			"none": {"body", nil}, "changed by a byte": {"bodY", good}, "another id": {"body", unsigned("Webhook-Id", "m3")}, "no id": {"body", unsigned("Webhook-Id", "")},
			"another instant": {"body", unsigned("Webhook-Timestamp", fmt.Sprint(now.Unix()+1))}, "another secret": {"body", sign(other.key, "m2", now, "body")},
			"old": {"body", sign(h.key, "m2", now.Add(-5*time.Minute-time.Second), "body")}, "of tomorrow": {"body", sign(h.key, "m2", now.Add(24*time.Hour), "body")},
			"the end of time": {"body", sign(h.key, "m2", time.Unix(1<<62, 0), "body")}, "sha1": {"body", unsigned("Webhook-Signature", "v1,"+sha1)},
			"empty": {"body", unsigned("Webhook-Signature", "v1,")}, "no version": {"body", unsigned("Webhook-Signature", strings.Fields(good[5])[2][3:])},
		} {
			if status, _, answer := h.send(t, c.body, c.headers...); status != http.StatusUnauthorized || answer["code"] != "capture.signature_wrong" {
				t.Errorf("%s: %d %v", name, status, answer)
			}
		}
		if list := h.written(t); len(list) != 1 {
			t.Errorf("a forged delivery was written: %q", list)
		}
		if status, _, _ := h.send(t, "body", good...); status != http.StatusCreated {
			t.Error("the honest one is refused after all the others")
		}
	})
}

// TestAttack_A17_AHookEndsWithItsOwner suspends, revokes and erases; all answer like an address that never was.
func TestAttack_A17_AHookEndsWithItsOwner(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		h := newHooked(t, in, false)
		admin := in.Person("grace", identity.RoleAdmin).Browser()
		knock := func(path string) string {
			h := *h
			h.path = path
			status, _, answer := h.send(t, "knock")
			return fmt.Sprint(status, answer["code"])
		}
		never := knock("/hooks/tmh_x")
		if never != "404capture.hook_not_found" || !strings.HasPrefix(knock(h.path), "201") {
			t.Fatalf("nobody: %s, honest: %s", never, knock(h.path))
		}
		in.Must(admin, `mutation($i:ID!){adminSuspendUser(id:$i,reason:"x"){errors{code}}}`, map[string]any{"i": h.ada.ID})
		if got := knock(h.path); got != never {
			t.Errorf("suspended: %s", got)
		}
		if got := in.Node(); got != nil {
			n := *h
			n.in = got
			if status, _, _ := n.send(t, "knock"); status != http.StatusNotFound {
				t.Errorf("suspended, at another node: %d", status)
			}
		}
		in.Must(admin, `mutation($i:ID!){adminReinstateUser(id:$i){errors{code}}}`, map[string]any{"i": h.ada.ID})
		h.as = h.ada.Browser()
		if got := knock(h.path); !strings.HasPrefix(got, "201") {
			t.Errorf("reinstated: %s", got)
		}
		bea := in.Person("bea", identity.RoleMember).Browser()
		if a := in.GraphQL(bea, `mutation($i:ID!){revokeCaptureHook(id:$i){errors{code}}}`, map[string]any{"i": h.id}); !strings.Contains(string(a.Raw), "capture.hook_not_found") {
			t.Errorf("somebody else ended it: %s", a.Raw)
		}
		if a := in.GraphQL(h.ada.Token(identity.ScopeRead, identity.ScopeEntriesWrite, identity.ScopeProfileWrite), `mutation{createCaptureHook(input:{name:"x",signed:false}){url errors{code}}}`, nil); !strings.Contains(string(a.Raw), "session_only") {
			t.Errorf("a token made an address that outlives it: %s", a.Raw)
		}
		in.Must(h.as, `mutation($i:ID!){revokeCaptureHook(id:$i){revokedId errors{code}}}`, map[string]any{"i": h.id})
		if got := knock(h.path); got != never {
			t.Errorf("revoked: %s", got)
		}
		h.make(t, false)
		in.Must(admin, `mutation($i:ID!){adminDeleteUser(id:$i){errors{code}}}`, map[string]any{"i": h.ada.ID})
		if got := knock(h.path); got != never {
			t.Errorf("deleted: %s", got)
		}
	})
}

// TestAttack_D11_AHookOnlyWrites takes its token to the other doors, floods it, and looks for it in log and tables.
func TestAttack_D11_AHookOnlyWrites(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d, "--limits=on")
		h := newHooked(t, in, false)
		token := h.path[strings.LastIndex(h.path, "/")+1:]
		as := apptest.Credential{Bearer: token}
		for name, opens := range doors {
			if opens(in, as) {
				t.Errorf("the token of a hook opens %s", name)
			}
		}
		if mcpOpens(in, as) {
			t.Error("the token of a hook opens mcp")
		}
		if res := in.Do(in.Request(http.MethodGet, h.path, nil, h.as)); res.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("reading a hook: %d", res.StatusCode)
		}
		r := in.Request(http.MethodPost, h.path, strings.NewReader("from a page elsewhere"), h.as)
		r.Header.Set("Origin", "https://evil.example")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if res := in.Do(r); res.StatusCode != http.StatusForbidden || len(h.written(t)) != 0 {
			t.Errorf("C18: a page elsewhere sent through a browser: %d", res.StatusCode)
		}
		refused := 0
		for range 120 {
			status, head, _ := h.send(t, "flood", "Idempotency-Key", "flood")
			if status == http.StatusTooManyRequests && head.Get("Retry-After") != "" {
				refused++
			}
		}
		if refused != 20 {
			t.Errorf("%d of 120 refused, a hundred a minute are free", refused)
		}
		if a := in.GraphQL(h.as, `{viewer{email}}`, nil); a.Code() != "" {
			t.Errorf("the flood locked the owner out: %s", a.Raw)
		}
		in.Settle()
		if strings.Contains(in.Logged.String(), token) || strings.Contains(everything(t, in.App.DB), token) {
			t.Error("the token is in the log or in a table")
		}
		for range 19 {
			h.make(t, false)
		}
		if a := in.GraphQL(h.as, `mutation{createCaptureHook(input:{name:"x",signed:false}){url errors{code}}}`, nil); !strings.Contains(string(a.Raw), "capture.hook_limit") {
			t.Errorf("one too many: %s", a.Raw)
		}
	})
}
