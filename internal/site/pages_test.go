package site

import (
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/web"
)

var update = flag.Bool("update", false, "write the golden pages anew")

// openPages are pages that anybody can look at, on a claimed instance.
var openPages = []string{"/", "/sign-in", "/sign-up", "/verify", "/reset", "/reset?done=sent", "/approve-wait", "/mailbox", "/email-change?link=dead", "/claim"}

func (st *stand) page(t *testing.T, path string) reply {
	t.Helper()
	r := st.browser().get(path)
	if r.status >= http.StatusInternalServerError {
		t.Fatalf("GET %s: %d\n%s", path, r.status, r.body)
	}
	return r
}

// one runs fn on an instance on SQLite: what it looks at does not depend on the database.
func one(t *testing.T, fn func(t *testing.T, st *stand)) {
	t.Helper()
	st := newStand(t, dbtest.Open(t, db.SQLite), nil)
	st.claimed()
	fn(t, st)
}

func TestGoldenPages(t *testing.T) {
	one(t, func(t *testing.T, st *stand) {
		for name, path := range map[string]string{
			"landing-en": "/?lang=en", "sign-in-de": "/sign-in?lang=de&next=/app/search", "sign-up-ar": "/sign-up?lang=ar", "reset-en": "/reset?lang=en",
		} {
			body := versions.ReplaceAllString(st.page(t, path).body, "?v=VERSION")
			file := filepath.Join("testdata", name+".html")
			if *update {
				if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if want := read(t, file); body != want {
				t.Errorf("%s differs from %s; look at the page, then run with -update", path, file)
			}
		}
	})
}

var versions = regexp.MustCompile(`\?v=[0-9a-f]{12}`)

// TestPageWeight keeps the first load of every page within 60 KiB without fonts, before compression.
func TestPageWeight(t *testing.T) {
	one(t, func(t *testing.T, st *stand) {
		for _, path := range openPages {
			page := st.page(t, path)
			total := len(page.body) + len(web.Favicon)
			seen := map[string]bool{}
			parts := versions.FindAllString(page.body, -1)
			if len(parts) < 3 {
				t.Fatalf("%s names %d static files", path, len(parts))
			}
			for _, m := range regexp.MustCompile(`/site/([a-z.]+)\?v=`).FindAllStringSubmatch(page.body, -1) {
				if !seen[m[1]] {
					seen[m[1]] = true
					total += len(st.site.assets[m[1]].data)
				}
			}
			picture := "motif.svg"
			total += len(st.site.assets[picture].data)
			if path == "/" {
				total += len(st.site.assets["lines.svg"].data)
			}
			if total > 60<<10 {
				t.Errorf("%s weighs %d bytes", path, total)
			}
			t.Logf("%s: %d bytes", path, total)
		}
	})
}

// TestPagesKeepTheContentPolicy finds what the policy would block: inline styles, handlers, scripts without the nonce.
func TestPagesKeepTheContentPolicy(t *testing.T) {
	one(t, func(t *testing.T, st *stand) {
		for _, path := range openPages {
			eachTag(t, st.page(t, path).body, func(tag html.Token) {
				for _, a := range tag.Attr {
					if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Val, "javascript:") {
						t.Errorf("%s: <%s %s=%q>", path, tag.Data, a.Key, a.Val)
					}
					if (a.Key == "src" || a.Key == "href") && strings.HasPrefix(a.Val, "http") && !strings.HasPrefix(a.Val, baseURL) {
						t.Errorf("%s loads from elsewhere: %s", path, a.Val)
					}
				}
				if tag.Data == "style" || tag.Data == "script" && attr(tag, "nonce") != "n0nce" {
					t.Errorf("%s: <%s> without the nonce", path, tag.Data)
				}
			})
		}
	})
}

// TestPagesAreWellBuilt checks what a screen reader needs: language and direction, one h1 and one main, a label for each
// input, descriptions that exist, unique ids, a type for each button that does not send.
func TestPagesAreWellBuilt(t *testing.T) {
	one(t, func(t *testing.T, st *stand) {
		for _, path := range openPages {
			wellBuilt(t, path, st.page(t, path).body)
		}
		bad := st.browser().post("/sign-up", "email", "x", "handle", "x", "displayName", "", "password", "x", "zone", "UTC")
		wellBuilt(t, "refused sign-up", bad.body)
		if strings.Count(bad.body, " autofocus") != 1 || strings.Count(bad.body, `aria-invalid="true"`) < 2 || !strings.Contains(bad.body, "<title>Please check:") {
			t.Errorf("the refused form does not lead to its errors\n%s", bad.body)
		}
	})
}

func wellBuilt(t *testing.T, path, body string) {
	t.Helper()
	ids, tags, labels := map[string]int{}, map[string]int{}, map[string]bool{}
	eachTag(t, body, func(tag html.Token) {
		tags[tag.Data]++
		if id := attr(tag, "id"); id != "" {
			ids[id]++
		}
		if tag.Data == "label" {
			labels[attr(tag, "for")] = true
		}
	})
	eachTag(t, body, func(tag html.Token) {
		switch tag.Data {
		case "html":
			if attr(tag, "lang") == "" || attr(tag, "dir") == "" {
				t.Errorf("%s: html without language or direction", path)
			}
		case "input", "select":
			if attr(tag, "type") != "hidden" && !labels[attr(tag, "id")] {
				t.Errorf("%s: no label for %q", path, attr(tag, "name"))
			}
			if tag.Data == "input" && attr(tag, "type") != "hidden" && attr(tag, "autocomplete") == "" {
				t.Errorf("%s: no autocomplete on %q", path, attr(tag, "name"))
			}
		case "svg":
			if attr(tag, "aria-hidden") != "true" {
				t.Errorf("%s: a picture without a name", path)
			}
		}
		for _, id := range strings.Fields(attr(tag, "aria-describedby")) {
			if ids[id] == 0 {
				t.Errorf("%s: %q describes a field but is not there", path, id)
			}
		}
	})
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%s: id %q stands %d times", path, id, n)
		}
	}
	if tags["h1"] != 1 || tags["main"] != 1 || tags["title"] != 1 || ids["main"] != 1 {
		t.Errorf("%s: %d h1, %d main, %d title", path, tags["h1"], tags["main"], tags["title"])
	}
}

func eachTag(t *testing.T, body string, fn func(html.Token)) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			fn(z.Token())
		}
	}
}

func attr(tag html.Token, name string) string {
	for _, a := range tag.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func TestLandingSpeaksToMachines(t *testing.T) {
	one(t, func(t *testing.T, st *stand) {
		page := st.page(t, "/?lang=de")
		m := regexp.MustCompile(`(?s)<script type="application/ld\+json"[^>]*>(.*?)</script>`).FindStringSubmatch(page.body)
		var ld map[string]any
		if m == nil || json.Unmarshal([]byte(m[1]), &ld) != nil || ld["url"] != baseURL+"/" || ld["inLanguage"] != "de" {
			t.Errorf("JSON-LD: %v", m)
		}
		for _, want := range []string{
			`<link rel="canonical" href="` + baseURL + `/">`, `property="og:title" content="Kleine Tage reifen."`,
			`property="og:locale" content="de_DE"`, `hreflang="ar" href="` + baseURL + `/?lang=ar"`, `rel="manifest"`,
		} {
			if !strings.Contains(page.body, want) {
				t.Errorf("the landing page lacks %s", want)
			}
		}
		robots := st.page(t, "/robots.txt")
		if !strings.Contains(robots.body, "Disallow: /\n") || !strings.Contains(st.page(t, "/sign-in").body, `content="noindex"`) {
			t.Error("crawlers are let into forms")
		}
	})
}

func TestLanguageAndAppearanceWithoutScript(t *testing.T) {
	one(t, func(t *testing.T, st *stand) {
		b := st.browser()
		b.header.Set("Accept-Language", "de-AT,de;q=0.9")
		if !strings.Contains(b.get("/sign-in").body, `<html lang="de" dir="ltr">`) {
			t.Error("Accept-Language is not heard")
		}
		b.post("/preferences", "lang", "ar", "back", "/sign-in?next=/app/search&lang=de").want(t, http.StatusSeeOther, "/sign-in?next=%2Fapp%2Fsearch")
		b.post("/preferences", "theme", "dark", "back", "/sign-in").want(t, http.StatusSeeOther, "/sign-in")
		if page := b.get("/sign-in"); !strings.Contains(page.body, `<html lang="ar" dir="rtl" data-theme="dark">`) {
			t.Error("the cookies are not heard")
		}
		b.post("/preferences", "theme", "system", "lang", "xx", "back", "//evil.example/").want(t, http.StatusSeeOther, "/")
		if page := b.get("/sign-in?lang=de"); !strings.Contains(page.body, `<html lang="de" dir="ltr">`) || !strings.Contains(page.body, `href="/reset?lang=de"`) {
			t.Error("?lang= is not heard, or does not travel along")
		}
		if page := b.get("/sign-in?lang=x-pseudo"); !strings.Contains(page.body, "⟦") || strings.Contains(page.body, ">Sign in<") {
			t.Error("the pseudo-locale shows plain English")
		}
	})
}

func TestLettersCarryTheLanguageOfTheForm(t *testing.T) {
	one(t, func(t *testing.T, st *stand) {
		b := st.browser()
		b.submit("/sign-up?lang=de", "/sign-up?lang=de", "email", "amara@example.org", "handle", "amara", "displayName", "Amara", "password", goodPassword, "zone", "Europe/Berlin").
			want(t, http.StatusSeeOther, "/verify")
		if k := st.letter(identity.LetterVerify, "amara@example.org"); k.Subject != "Bestätige deine Adresse für Tamatar" || k.Locale != "de" {
			t.Errorf("subject %q in %q", k.Subject, k.Locale)
		}
		if zone := mustString(t, st.db, `SELECT time_zone FROM identity_users WHERE handle = 'amara'`); zone != "Europe/Berlin" {
			t.Errorf("zone %q", zone)
		}
	})
}

func mustString(t *testing.T, d *db.DB, query string) string {
	t.Helper()
	s, err := db.Get[string](t.Context(), d.Reader(), query)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTooManyTriesSayHowLongToWait(t *testing.T) {
	one(t, func(t *testing.T, st *stand) {
		b := st.browser()
		var last reply
		for range 12 {
			last = b.post("/sign-in", "login", "rootkeeper", "password", "wrong wrong wrong", "next", "/app/search")
		}
		if last.status != http.StatusTooManyRequests || last.header.Get("Retry-After") == "" || !strings.Contains(last.body, "Try again in ") {
			t.Fatalf("%d, Retry-After %q\n%s", last.status, last.header.Get("Retry-After"), last.body)
		}
		if !strings.Contains(last.body, `value="rootkeeper"`) || !strings.Contains(last.body, `name="next" value="/app/search"`) || strings.Contains(last.body, "wrong wrong") {
			t.Error("what was typed is lost, or the password is shown")
		}
	})
}

func TestBadFormsAreRefused(t *testing.T) {
	one(t, func(t *testing.T, st *stand) {
		for name, pairs := range map[string][]string{
			"invalid UTF-8": {"login", "a\xff", "password", "x"}, "NUL": {"login", "a\x00b", "password", "x"},
			"too large": {"login", strings.Repeat("a", maxForm), "password", "x"},
		} {
			if got := st.browser().post("/sign-in", pairs...); got.status != http.StatusBadRequest || !strings.Contains(got.body, "makes no sense") {
				t.Errorf("%s: %d", name, got.status)
			}
		}
	})
}

func TestStaticFiles(t *testing.T) {
	one(t, func(t *testing.T, st *stand) {
		page := st.page(t, "/sign-in")
		for _, m := range regexp.MustCompile(`"(/site/[^"]+)"`).FindAllStringSubmatch(page.body, -1) {
			got := st.browser().get(m[1])
			if got.status != http.StatusOK || !strings.Contains(got.header.Get("Cache-Control"), "immutable") || got.body == "" {
				t.Errorf("%s: %d, %q", m[1], got.status, got.header.Get("Cache-Control"))
			}
		}
		b := st.browser()
		b.header.Set("If-None-Match", st.browser().get("/site/motif.svg").header.Get("ETag"))
		if got := b.get("/site/motif.svg"); got.status != http.StatusNotModified {
			t.Errorf("unchanged file: %d", got.status)
		}
		if got := b.get("/site/nothing.css"); got.status != http.StatusNotFound {
			t.Errorf("missing file: %d", got.status)
		}
	})
}

func TestErrorPages(t *testing.T) {
	one(t, func(t *testing.T, st *stand) {
		for status, says := range map[int]string{
			400: "makes no sense", 401: "Sign in first", 403: "not allowed", 404: "Nothing grows here", 405: "Not this way", 413: "too much at once",
			421: "A wrong address", 429: "A little slower", 500: "wrong on our side", 503: "Busy at the moment",
		} {
			rec := record(st, status)
			if rec.Code != status || !strings.Contains(rec.Body.String(), says) || rec.Header().Get("Retry-After") != "40" || !strings.Contains(rec.Body.String(), "40 seconds") {
				t.Errorf("%d: %d\n%s", status, rec.Code, rec.Body)
			}
			if strings.Contains(rec.Body.String(), "req-7") != (status >= 500) {
				t.Errorf("%d: the request id", status)
			}
			wellBuilt(t, says, rec.Body.String())
		}
	})
}

func TestLocalPathsOnly(t *testing.T) {
	s := &Site{}
	for text, want := range map[string]string{
		"/app/": "/app/", "/app/search?q=a%20b": "/app/search?q=a%20b", "": "/x", "https://evil.example/": "/x", "//evil.example": "/x",
		"/\\evil.example": "/x", "/%2f/evil": "/x", "/a\nb": "/x", "/a b": "/x", "/ä": "/x", "javascript:alert(1)": "/x",
		"/sign-out": "/x", "/" + strings.Repeat("a", 600): "/x", "/\t/evil.example": "/x",
	} {
		if got := s.localPath(text, "/x"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestMailboxShowsLettersAsTheyAre(t *testing.T) {
	one(t, func(t *testing.T, st *stand) {
		st.person("amara")
		k := st.letter(identity.LetterVerify, "amara@example.org")
		page := st.page(t, "/mailbox")
		if !strings.Contains(page.body, k.ID) || !strings.Contains(page.body, `<a href="`+linkIn(t, k)+`"`) {
			t.Error("the letter or its link is missing")
		}
		got := st.browser().get("/mailbox/" + k.ID)
		policy := got.header.Get("Content-Security-Policy")
		if got.body != k.HTML || !strings.Contains(policy, "sandbox") || strings.Contains(policy, "allow-scripts") {
			t.Errorf("policy %q", policy)
		}
		if missing := st.browser().get("/mailbox/none"); missing.status != http.StatusNotFound {
			t.Errorf("a letter that is not there: %d", missing.status)
		}
	})
	s := &Site{}
	for _, r := range s.Routes() {
		if strings.Contains(r.Pattern, "mailbox") {
			t.Error("the mailbox is reachable although it is off")
		}
	}
}
