package site

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// A04: known and unknown accounts get the same status, body, headers and cookies.
func TestAttack_A04_KnownAndUnknownAnswerAlike(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		st.person("amara").submit("/sign-out", "/sign-out")
		st.browser().submit("/sign-in", "/sign-in", "login", "amara@example.org", "password", goodPassword).want(t, http.StatusSeeOther, "/app/")

		ask := func(client, path string, pairs ...string) reply {
			b := st.browser()
			b.header.Set("Test-Client", client)
			return b.submit(path, path, pairs...)
		}
		form := func(email, handle string) []string {
			return []string{"email", email, "handle", handle, "displayName", "Same Name", "password", goodPassword, "zone", "UTC"}
		}
		for i, c := range []struct {
			path           string
			known, unknown []string
		}{
			{"/sign-in", []string{"login", "amara@example.org", "password", "wrong wrong wrong"}, []string{"login", "zelda@example.org", "password", "wrong wrong wrong"}},
			{"/sign-in", []string{"login", "amara", "password", "wrong wrong wrong"}, []string{"login", "zelda", "password", "wrong wrong wrong"}},
			{"/reset", []string{"login", "amara@example.org"}, []string{"login", "zelda@example.org"}},
			{"/sign-up", form("amara@example.org", "newone"), form("zelda@example.org", "other-one")},
		} {
			known := ask(fmt.Sprintf("203.0.113.%d", 2*i), c.path, c.known...)
			unknown := ask(fmt.Sprintf("203.0.113.%d", 2*i+1), c.path, c.unknown...)
			same(t, c.path, known, unknown)
		}
		st.drain()
		if n := count(t, d, `SELECT count(*) FROM identity_users`); n != 2 {
			t.Errorf("%d accounts, want amara and zelda", n)
		}
		if st.letters(identity.LetterAlreadyRegistered) != 1 {
			t.Error("the owner of the known address was not told")
		}
	})
}

var loginValue = regexp.MustCompile(`value="(amara|zelda)[^"]*"`)

func same(t *testing.T, path string, a, b reply) {
	t.Helper()
	strip := func(s string) string { return loginValue.ReplaceAllString(s, `value="LOGIN"`) }
	if a.status != b.status || a.location != b.location || strip(a.body) != strip(b.body) {
		t.Errorf("%s: known %d %q, unknown %d %q\n%s\n---\n%s", path, a.status, a.location, b.status, b.location, a.body, b.body)
	}
	if a.cookieNames() != b.cookieNames() {
		t.Errorf("%s: cookies %q and %q", path, a.cookieNames(), b.cookieNames())
	}
	for name := range a.header {
		if name != "Set-Cookie" && strings.Join(a.header[name], "|") != strings.Join(b.header[name], "|") {
			t.Errorf("%s: header %s is %q and %q", path, name, a.header[name], b.header[name])
		}
	}
	if len(a.header) != len(b.header) {
		t.Errorf("%s: %d and %d headers", path, len(a.header), len(b.header))
	}
}

// A08: a reset link is good once; of 20 at the same time exactly one wins; a newer one and its end kill it.
func TestAttack_A08_ResetLinkIsGoodOnce(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		st.person("amara")
		ask := func() string {
			st.browser().submit("/reset", "/reset", "login", "amara@example.org").want(t, http.StatusSeeOther, "/reset?done=sent")
			return linkIn(t, st.letter(identity.LetterReset, "amara@example.org"))
		}
		older := ask()
		link := ask()
		if got := st.browser().get(older); got.status != http.StatusNotFound {
			t.Errorf("a link that was replaced answers %d", got.status)
		}
		token := mustQuery(t, link)
		const racers = 20
		replies := make([]reply, racers)
		var wg sync.WaitGroup
		for i := range racers {
			b := st.browser()
			wg.Go(func() {
				replies[i] = b.post("/reset/new", "link", token, "password", fmt.Sprintf("%s %02d", nextPassword, i))
			})
		}
		wg.Wait()
		winner := -1
		for i, r := range replies {
			if r.status == http.StatusSeeOther && r.location == "/app/" {
				if winner >= 0 {
					t.Fatal("two winners")
				}
				winner = i
			} else if r.status != http.StatusNotFound {
				t.Errorf("a loser was told %d", r.status)
			}
		}
		if winner < 0 {
			t.Fatal("no winner")
		}
		if got := st.browser().post("/reset/new", "link", token, "password", "yet another long one"); got.status != http.StatusNotFound {
			t.Errorf("a spent link answers %d", got.status)
		}
		st.browser().submit("/sign-in", "/sign-in", "login", "amara", "password", fmt.Sprintf("%s %02d", nextPassword, winner)).
			want(t, http.StatusSeeOther, "/app/")
		late := mustQuery(t, ask())
		st.clock.Advance(identity.LinkReset.Life() + 1)
		if got := st.browser().post("/reset/new", "link", late, "password", "yet another long one"); got.status != http.StatusNotFound {
			t.Errorf("a link after its end answers %d", got.status)
		}
	})
}

func mustQuery(t *testing.T, link string) string {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil || u.Query().Get("link") == "" {
		t.Fatalf("no link in %q: %v", link, err)
	}
	return u.Query().Get("link")
}

// A10: whatever host a request names, links in letters and on pages come from the configured base URL.
func TestAttack_A10_LinksComeFromTheBaseURL(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		st.person("amara")
		for name, value := range map[string]string{
			"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example;proto=http",
			"X-Forwarded-Proto": "http", "X-Original-Url": "https://evil.example/",
		} {
			b := st.browser()
			b.header.Set(name, value)
			st.mailbox.Clear()
			b.post("/reset", "login", "amara@example.org")
			if landing := b.get("/"); strings.Contains(landing.body, "evil.example") || !strings.Contains(landing.body, `href="`+baseURL+`/"`) {
				t.Errorf("%s: the landing page follows the request", name)
			}
			if page := b.get("/sign-in?next=https://evil.example/"); !strings.Contains(page.body, `name="next" value=""`) || strings.Contains(page.body, `="https://evil`) {
				t.Errorf("%s: the sign-in page keeps a foreign goal", name)
			}
			st.drain()
			for _, k := range st.mailbox.List() {
				if strings.Contains(k.Text+k.HTML, "evil") || !strings.Contains(k.Text, baseURL+"/reset/new?link=") {
					t.Errorf("%s: the letter follows the request: %s", name, k.Text)
				}
			}
			if len(st.mailbox.List()) != 1 {
				t.Errorf("%s: %d letters", name, len(st.mailbox.List()))
			}
			st.clock.Advance(61 * time.Minute)
		}
	})
}

// A21, A22: every cookie of signing in has its flags; another site's forms do nothing.
func TestAttack_A21_CookieFlags(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		st.person("amara")
		in := st.browser().submit("/sign-in", "/sign-in", "login", "amara", "password", goodPassword)
		in.want(t, http.StatusSeeOther, "/app/")
		lines := in.header.Values("Set-Cookie")
		if len(lines) != 2 {
			t.Fatalf("%d cookies: %q", len(lines), lines)
		}
		for _, line := range lines {
			for _, flag := range []string{"__Host-tamatar_", "; Path=/;", "; HttpOnly", "; Secure", "; SameSite=Lax"} {
				if !strings.Contains(line, flag) {
					t.Errorf("%q lacks %q", line, flag)
				}
			}
			if strings.Contains(line, "Domain=") {
				t.Errorf("%q has a domain", line)
			}
		}
	})
}

func TestAttack_A22_OtherSitesCannotPost(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		inside := st.person("amara")
		for _, site := range []string{"cross-site", "same-site"} {
			inside.header.Set("Sec-Fetch-Site", site)
			for _, path := range []string{"/sign-out", "/sign-in", "/sign-up", "/reset", "/preferences", "/claim"} {
				if got := inside.post(path, "login", "amara", "password", goodPassword, "theme", "dark"); got.status != http.StatusForbidden {
					t.Errorf("%s POST %s: %d", site, path, got.status)
				}
			}
			inside.header.Del("Sec-Fetch-Site")
			if !inside.signedIn() {
				t.Fatalf("%s form signed the person out", site)
			}
		}
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			inside.do(method, "/sign-out", nil)
		}
		if !inside.signedIn() {
			t.Error("looking at the page signed the person out")
		}
	})
}

// A27: mail scanners open every link several times; only the person's POST has an effect.
func TestAttack_A27_LookingAtALinkHasNoEffect(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, func(deps *identitysvc.Deps) { deps.Registration = identity.RegistrationOpen })
		scan := func(link string) {
			t.Helper()
			before := fingerprint(t, d)
			b := st.browser()
			for range 5 {
				if got := b.get(link); got.status != http.StatusOK || len(got.header.Values("Set-Cookie")) > 0 {
					t.Fatalf("GET %s: %d, cookies %q", link, got.status, got.header.Values("Set-Cookie"))
				}
			}
			if got := b.do(http.MethodHead, link, nil); got.status != http.StatusOK {
				t.Fatalf("HEAD %s: %d", link, got.status)
			}
			if after := fingerprint(t, d); after != before {
				t.Errorf("looking at %s changed the database: %s, then %s", link, before, after)
			}
			if b.signedIn() {
				t.Error("the scanner is signed in")
			}
		}
		claim, err := st.people.EnsureClaimLink(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		scan(claim)
		st.browser().submit(claim, "/claim", "email", "root@example.org", "handle", "rootkeeper", "displayName", "Root", "password", goodPassword, "zone", "UTC").
			want(t, http.StatusSeeOther, "/app/")

		b := st.browser()
		b.submit("/sign-up", "/sign-up", "email", "amara@example.org", "handle", "amara", "displayName", "Amara", "password", goodPassword, "zone", "UTC")
		verify := linkIn(t, st.letter(identity.LetterVerify, "amara@example.org"))
		scan(verify)
		b.submit(verify, "/verify", "password", goodPassword).want(t, http.StatusSeeOther, "/app/")

		b.submit("/reset", "/reset", "login", "amara")
		reset := linkIn(t, st.letter(identity.LetterReset, "amara@example.org"))
		scan(reset)
		b.submit(reset, "/reset/new", "password", nextPassword).want(t, http.StatusSeeOther, "/app/")

		invited := invite(t, st, "")
		scan(invited)
		st.browser().submit(invited, "/invite", "email", "bilal@example.org", "handle", "bilal", "displayName", "Bilal", "password", goodPassword, "zone", "UTC").
			want(t, http.StatusSeeOther, "/verify")

		changeEmail(t, st, "amara", "amara@new.example")
		change := linkIn(t, st.letter(identity.LetterEmailChange, "amara@new.example"))
		scan(change)
		b.submit(change, "/email-change")
		undo := linkIn(t, st.letter(identity.LetterEmailChanged, "amara@example.org"))
		scan(undo)
		b.submit(undo, "/email-undo").want(t, http.StatusSeeOther, "/sign-in?done=undone")
		if n := count(t, d, `SELECT count(*) FROM identity_users WHERE email = 'amara@example.org'`); n != 1 {
			t.Error("the old address does not hold again")
		}
	})
}

// fingerprint is the state of what links and sign-ups write.
func fingerprint(t *testing.T, d *db.DB) string {
	t.Helper()
	var out []string
	for _, query := range []string{
		`SELECT count(*) FROM identity_users`, `SELECT count(*) FROM identity_users WHERE email_verified`,
		`SELECT count(*) FROM identity_sessions`, `SELECT count(*) FROM identity_links WHERE used_at IS NULL`,
		`SELECT count(*) FROM identity_invites WHERE used_at IS NULL`,
	} {
		out = append(out, fmt.Sprint(count(t, d, query)))
	}
	return strings.Join(out, " ")
}

// B05, B07: what people type is shown as typed, in pages and letters; nothing of it is a tag or a template.
func TestAttack_B05_TypedTextIsEscaped(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		const evil = `"><img src=x onerror=alert(1)>`
		page := st.browser().submit("/sign-up", "/sign-up", "email", evil, "handle", evil, "displayName", evil, "password", evil, "zone", evil, "invite", "")
		if page.status != http.StatusUnprocessableEntity || strings.Contains(page.body, "<img") || !strings.Contains(page.body, "&#34;&gt;&lt;img src=x") {
			t.Errorf("sign-up answers %d\n%s", page.status, page.body)
		}
		for _, path := range []string{"/sign-in?next=" + url.QueryEscape(evil), "/sign-up?lang=" + url.QueryEscape(evil), "/verify?done=" + url.QueryEscape(evil), "/?x=" + url.QueryEscape(evil)} {
			if got := st.browser().get(path); strings.Contains(got.body, "<img") {
				t.Errorf("GET %s lets a tag through", path)
			}
		}
		b := st.browser()
		b.submit("/sign-up", "/sign-up", "email", "amara@example.org", "handle", "amara", "displayName", `<b onclick=x>Amara</b> & "co"`, "password", goodPassword, "zone", "UTC").
			want(t, http.StatusSeeOther, "/verify")
		letter := st.letter(identity.LetterVerify, "amara@example.org")
		if strings.Contains(letter.HTML, "<b onclick") || !strings.Contains(letter.HTML, "&lt;b onclick=x&gt;Amara&lt;/b&gt;") {
			t.Errorf("the letter's HTML holds the name as markup: %s", letter.HTML)
		}
		if !strings.Contains(letter.Text, `<b onclick=x>Amara</b> & "co"`) {
			t.Errorf("the letter's text does not hold the name as typed: %s", letter.Text)
		}
		if shown := b.get("/mailbox"); strings.Contains(shown.body, "<b onclick") {
			t.Error("the mailbox shows the name as markup")
		}
	})
}

func TestAttack_B07_TemplateTextStaysLiteral(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		st := newStand(t, d, nil)
		const name = "{{7*7}} ${7*7} {{.Env}} %d %s"
		b := st.browser()
		page := b.submit("/sign-up", "/sign-up", "email", "not-an-address", "handle", "amara", "displayName", name, "password", goodPassword, "zone", "UTC")
		if page.status != http.StatusUnprocessableEntity || !strings.Contains(page.body, `value="{{7*7}} ${7*7} {{.Env}} %d %s"`) {
			t.Errorf("the page does not show the name as typed (%d)", page.status)
		}
		b.submit("/sign-up", "/sign-up", "email", "amara@example.org", "handle", "amara", "displayName", name, "password", goodPassword, "zone", "UTC").
			want(t, http.StatusSeeOther, "/verify")
		letter := st.letter(identity.LetterVerify, "amara@example.org")
		for form, text := range map[string]string{"text": letter.Text, "html": letter.HTML} {
			if !strings.Contains(text, name) || strings.Contains(text, "49") && !strings.Contains(letter.Text, "49") {
				t.Errorf("%s: %s", form, text)
			}
		}
	})
}
