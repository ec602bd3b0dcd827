package app_test

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/portable"
)

// sharer is somebody with an entry of each audience; the word of an entry is its audience.
type sharer struct {
	in  *apptest.Instance
	ada *apptest.Person
	as  apptest.Credential
	ids map[string]string
}

func newSharer(t *testing.T, in *apptest.Instance) *sharer {
	t.Helper()
	s := &sharer{in: in, ada: in.Person("ada", identity.RoleMember), ids: map[string]string{}}
	s.as = s.ada.Browser()
	for _, level := range []string{"PRIVATE", "FOLLOWERS", "TEAM", "UNLISTED", "PUBLIC"} {
		s.ids[level] = s.write(level, "# The word\n\nzq"+strings.ToLower(level)+" & <b>x</b> [up](/app) \x0b\n\n- [x] done #go/generics")
	}
	in.Clock.Advance(time.Minute)
	return s
}

func (s *sharer) write(level, body string) string {
	return s.in.Must(s.as, `mutation($i:WriteEntryInput!){writeEntry(input:$i){entry{id} errors{code message}}}`, map[string]any{"i": map[string]any{
		"clientId": "share-" + level + "-" + s.in.Clock.Now().Format("150405.000"), "body": body, "audience": level,
	}}).Text("writeEntry", "entry", "id")
}

func (s *sharer) set(id, level string) {
	s.in.Must(s.as, `mutation($i:ID!,$a:Audience!){changeAudience(input:{dryRun:false,changes:[{id:$i,audience:$a}]}){changed{id} errors{code}}}`,
		map[string]any{"i": id, "a": level})
	s.in.Clock.Advance(time.Minute)
}

func (s *sharer) link(entryID string, days any) string {
	return s.in.Must(s.as, `mutation($e:ID!,$d:Int){createEntryLink(input:{entryId:$e,expiresInDays:$d}){url link{id} errors{code message}}}`,
		map[string]any{"e": entryID, "d": days}).Text("createEntryLink", "url")
}

// feed makes a private feed and gives its addresses in all forms.
func (s *sharer) feed(tag any) []string {
	a := s.in.Must(s.as, `mutation($t:String){createFeed(input:{name:"for the team",tag:$t}){urls{rss atom json} errors{code}}}`, map[string]any{"t": tag})
	return []string{a.Text("createFeed", "urls", "rss"), a.Text("createFeed", "urls", "atom"), a.Text("createFeed", "urls", "json")}
}

// get asks as a stranger, with headers in pairs.
func (s *sharer) get(t *testing.T, address string, headers ...string) (status int, h http.Header, body string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	r := s.in.Request(http.MethodGet, u.RequestURI(), http.NoBody, apptest.Credential{})
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res := s.in.Do(r)
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(raw)
}

var publicFeeds = []string{"/u/ada/rss.xml", "/u/ada/atom.xml", "/u/ada/feed.json"}

// words are the audiences whose entries stand in a text.
func words(body string) string {
	var out []string
	for _, level := range []string{"private", "followers", "team", "unlisted", "public"} {
		if strings.Contains(body, "zq"+level) {
			out = append(out, level)
		}
	}
	return strings.Join(out, " ")
}

// TestAttack_E01_FeedsAndPagesHoldNothingPrivate crawls every door of sharing as a stranger.
func TestAttack_E01_FeedsAndPagesHoldNothingPrivate(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		s := newSharer(t, in)
		for _, door := range append([]string{"/u/ada", "/u/ada?tag=go", "/u/ada/" + s.ids["PUBLIC"], "/u/ada/rss.xml?tag=go/generics"}, publicFeeds...) {
			if status, _, body := s.get(t, door); status != http.StatusOK || words(body) != "public" {
				t.Errorf("%s: %d shows %q", door, status, words(body))
			}
		}
		for _, door := range append(s.feed(nil), s.feed("Go")...) {
			if status, _, body := s.get(t, door); status != http.StatusOK || words(body) != "unlisted public" {
				t.Errorf("%s: %d shows %q", door, status, words(body))
			}
		}
		if status, _, body := s.get(t, s.link(s.ids["UNLISTED"], nil)); status != http.StatusOK || words(body) != "unlisted" {
			t.Errorf("the link: %d shows %q", status, words(body))
		}
		for _, door := range []string{
			"/u/ada/" + s.ids["UNLISTED"], "/u/ada/" + s.ids["PRIVATE"], "/u/ada/" + s.ids["TEAM"], "/u/nobody", "/u/ada?tag=none", "/u/ada/rss.xml?tag=none",
			"/u/nobody/rss.xml", "/s/x", "/feeds/x/rss.xml", "/u/ada?after=x", "/u/ada?tag=" + strings.Repeat("x", 5000),
		} {
			if status, _, body := s.get(t, door); status != http.StatusNotFound || words(body) != "" {
				t.Errorf("%.40s: %d shows %q", door, status, words(body))
			}
		}
		// Who shares nothing is nobody: neither page nor feed tells that the account is there.
		in.Person("quiet", identity.RoleMember)
		_, _, nobody := s.get(t, "/u/nobody/rss.xml")
		if status, _, body := s.get(t, "/u/quiet/rss.xml"); status != http.StatusNotFound || body != nobody {
			t.Errorf("a silent person answers otherwise than nobody: %d %s", status, body)
		}
	})
}

// TestAttack_E03_NarrowedIsGoneFromEveryDoor narrows, trashes and suspends; after each, no door shows the entry, also to a
// reader that asks whether what it has is still good.
func TestAttack_E03_NarrowedIsGoneFromEveryDoor(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		s := newSharer(t, in)
		admin := in.Person("grace", identity.RoleAdmin).Browser()
		other := s.write("PUBLIC", "something else that stays")
		in.Clock.Advance(time.Minute)
		private := s.feed(nil)
		doors := append(append([]string{"/u/ada", "/u/ada/" + s.ids["PUBLIC"]}, publicFeeds...), private...)
		link := s.link(s.ids["PUBLIC"], nil)
		doors = append(doors, link)
		kept := map[string][2]string{}
		seen := func(want bool, why string) {
			t.Helper()
			for _, door := range doors {
				status, h, body := s.get(t, door)
				if got := status == http.StatusOK && strings.Contains(body, "zqpublic"); got != want {
					t.Errorf("%s: seen is %v at %s (%d)", why, got, door, status)
				}
				if had := kept[door]; !want && had[0] != "" {
					if status, _, _ := s.get(t, door, "If-None-Match", had[0]); status == http.StatusNotModified {
						t.Errorf("%s: %s says that what the reader has is still good", why, door)
					}
					if status, _, _ := s.get(t, door, "If-Modified-Since", had[1]); status == http.StatusNotModified {
						t.Errorf("%s: %s says that what a cache has is still good", why, door)
					}
				}
				kept[door] = [2]string{h.Get("ETag"), h.Get("Last-Modified")}
			}
		}
		seen(true, "public")
		in.Must(s.as, `mutation($i:ID!){deleteEntry(id:$i){deletedId}}`, map[string]any{"i": s.ids["PUBLIC"]})
		in.Clock.Advance(time.Minute)
		seen(false, "in the trash")
		in.Must(s.as, `mutation($i:ID!){restoreEntry(id:$i){entry{id}}}`, map[string]any{"i": s.ids["PUBLIC"]})
		in.Clock.Advance(time.Minute)
		seen(true, "restored")
		in.Must(admin, `mutation($i:ID!){adminSuspendUser(id:$i,reason:"x"){errors{code}}}`, map[string]any{"i": s.ada.ID})
		seen(false, "suspended")
		in.Must(admin, `mutation($i:ID!){adminReinstateUser(id:$i){errors{code}}}`, map[string]any{"i": s.ada.ID})
		s.as = s.ada.Browser()
		in.Clock.Advance(time.Minute)
		seen(true, "reinstated")
		s.set(s.ids["PUBLIC"], "TEAM")
		seen(false, "narrowed")
		if a := in.Must(s.as, `{viewer{search(query:"zqpublic",filter:{audiences:[PUBLIC]}){nodes{entry{id}}} entries(filter:{audiences:[PUBLIC]}){nodes{id}}}}`, nil); strings.Contains(string(a.Raw), s.ids["PUBLIC"]) || !strings.Contains(string(a.Raw), other) {
			t.Errorf("search or list still counts it: %s", a.Raw)
		}
		in.Settle()
		s.set(s.ids["PUBLIC"], "PUBLIC")
		if status, _, _ := s.get(t, link); status != http.StatusNotFound {
			t.Errorf("opening the entry again brought an old link back: %d", status)
		}
	})
}

// TestAttack_E04_ALinkOpensOneEntryWhileItsAuthorLetsIt guesses, revokes, replaces, lets expire, and uses it elsewhere.
func TestAttack_E04_ALinkOpensOneEntryWhileItsAuthorLetsIt(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		s := newSharer(t, in)
		bea := in.Person("bea", identity.RoleMember)
		opens := func(address string) bool {
			status, _, body := s.get(t, address)
			return status == http.StatusOK && strings.Contains(body, "zqunlisted")
		}
		first := s.link(s.ids["UNLISTED"], nil)
		status, h, body := s.get(t, first)
		if !opens(first) || h.Get("Referrer-Policy") != "no-referrer" || !strings.Contains(h.Get("X-Robots-Tag"), "noindex") || h.Get("Cache-Control") != "private, no-store" {
			t.Fatalf("the link does not open, or is told on: %d %v", status, h)
		}
		if strings.Contains(body, "og:url") || strings.Contains(body, "canonical") || !strings.Contains(body, `content="noindex`) || strings.Contains(body, s.ids["UNLISTED"]) {
			t.Error("the page tells machines its address, or the id of the entry")
		}
		token := first[strings.LastIndex(first, "/")+1:]
		if len(token) < 43 || strings.Contains(in.Logged.String(), token) || strings.Contains(everything(t, in.App.DB), token) {
			t.Error("the address is short, in the log, or in the database")
		}
		for _, guess := range []string{token[:len(token)-1] + "x", strings.Replace(token, "tml_", "tmf_", 1), "", "../" + token} {
			if opens("/s/" + guess) {
				t.Errorf("opens with %q", guess)
			}
		}
		if status, _, _ := s.get(t, "/feeds/"+token+"/rss.xml"); status != http.StatusNotFound {
			t.Errorf("a link is a feed: %d", status)
		}
		links := in.Must(s.as, `{viewer{entryLinks{id lastAt lastNetwork entry{id}}}}`, nil)
		id, _ := at(links.Data, []string{"viewer", "entryLinks", "id"}).(string)
		if m, ok := at(links.Data, []string{"viewer", "entryLinks"}).(map[string]any); ok {
			id, _ = m["id"].(string)
		}
		if id == "" || strings.Contains(string(links.Raw), `"lastAt":null`) {
			t.Errorf("the last use is not on the list: %s", links.Raw)
		}
		for _, as := range []apptest.Credential{bea.Browser(), s.ada.Token(identity.ScopeRead, identity.ScopeEntriesWrite), {}} {
			in.GraphQL(as, `mutation($i:ID!){revokeEntryLink(id:$i){errors{code}}}`, map[string]any{"i": id})
			in.GraphQL(as, `mutation($i:ID!){closeOutlet(id:$i){errors{code}}}`, map[string]any{"i": "sharing:link:" + id})
		}
		if a := in.GraphQL(bea.Browser(), `mutation($e:ID!){createEntryLink(input:{entryId:$e}){url errors{code}}}`, map[string]any{"e": s.ids["UNLISTED"]}); a.Text("createEntryLink", "url") != "" {
			t.Error("somebody else makes a link")
		}
		if !opens(first) {
			t.Fatal("others ended the link")
		}
		for _, level := range []string{"PRIVATE", "TEAM", "FOLLOWERS"} {
			if s.link(s.ids[level], nil) != "" {
				t.Errorf("a link to an entry for %s", level)
			}
		}
		second := s.link(s.ids["UNLISTED"], 2)
		if opens(first) || !opens(second) {
			t.Error("the new link does not replace the old one")
		}
		in.Clock.Advance(49 * time.Hour)
		if opens(second) {
			t.Error("opens after its end")
		}
		third := s.link(s.ids["UNLISTED"], nil)
		outlets := in.Must(s.as, `{viewer{outlets{id kind closable name}}}`, nil)
		outlet := regexp.MustCompile(`"id":"([^"]*link:[^"]*)"`).FindSubmatch(outlets.Raw)
		if outlet == nil || !opens(third) {
			t.Fatalf("not among the outlets: %s", outlets.Raw)
		}
		in.Must(s.as, `mutation($i:ID!){closeOutlet(id:$i){closedId errors{code}}}`, map[string]any{"i": string(outlet[1])})
		if opens(third) {
			t.Error("opens after it was switched off")
		}
		in.Settle()
		log := in.Must(s.as, `{viewer{audit(first:50){nodes{action}}}}`, nil)
		if !strings.Contains(string(log.Raw), "sharing.link_made") || !strings.Contains(string(log.Raw), "sharing.link_revoked") {
			t.Errorf("not in the log of acts: %s", log.Raw)
		}
	})
}

// TestAttack_D11_AFeedTokenOpensItsFeedAlone tries the token of a feed at the other doors, and other credentials at feeds.
func TestAttack_D11_AFeedTokenOpensItsFeedAlone(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		s := newSharer(t, in)
		feed := s.feed(nil)[0]
		parts := strings.Split(feed, "/")
		token := parts[len(parts)-2]
		if status, h, _ := s.get(t, feed); status != http.StatusOK || h.Get("Cache-Control") != "private, no-cache" || !strings.Contains(h.Get("X-Robots-Tag"), "noindex") {
			t.Fatalf("%d %v", status, h)
		}
		for _, header := range []string{"Bearer " + token, token} {
			r := in.Request(http.MethodPost, "/graphql", strings.NewReader(`{"query":"{viewer{email}}"}`), apptest.Credential{})
			r.Header.Set("Authorization", header)
			r.Header.Set("Content-Type", "application/json")
			if a := in.Read(in.Do(r)); a.Text("viewer", "email") != "" {
				t.Error("a feed token signs in")
			}
		}
		if status, _, _ := s.get(t, "/s/"+token); status != http.StatusNotFound {
			t.Errorf("a feed is a link: %d", status)
		}
		if strings.Contains(in.Logged.String(), token) || strings.Contains(everything(t, in.App.DB), token) {
			t.Error("the token is in the log or in the database")
		}
		made := in.GraphQL(s.ada.Token(identity.ScopeRead, identity.ScopeEntriesWrite), `mutation{createFeed(input:{name:"x"}){urls{rss}}}`, nil)
		if made.Text("createFeed", "urls", "rss") != "" {
			t.Error("a personal access token makes an address that outlives it")
		}
		list := in.Must(s.as, `{viewer{feeds{id name lastAt lastClient}}}`, nil)
		m := regexp.MustCompile(`"id":"([^"]*)"`).FindSubmatch(list.Raw)
		if m == nil || strings.Contains(string(list.Raw), `"lastAt":null`) {
			t.Fatalf("the last use is not on the list: %s", list.Raw)
		}
		bea := in.Person("bea", identity.RoleMember).Browser()
		in.GraphQL(bea, `mutation($i:ID!){revokeFeed(id:$i){errors{code}}}`, map[string]any{"i": string(m[1])})
		if status, _, _ := s.get(t, feed); status != http.StatusOK {
			t.Error("somebody else ended the feed")
		}
		in.Must(s.as, `mutation($i:ID!){revokeFeed(id:$i){revokedId errors{code}}}`, map[string]any{"i": string(m[1])})
		if status, _, _ := s.get(t, feed); status != http.StatusNotFound {
			t.Errorf("reads on after it was switched off: %d", status)
		}
	})
}

// TestAttack_B05_SharedTextIsEscapedEverywhere puts markup into title, name and tag, and looks at pages and feeds.
func TestAttack_B05_SharedTextIsEscapedEverywhere(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		s := newSharer(t, in)
		evil := `"><img src=x onerror=alert(1)>]]></title>`
		in.Must(s.as, `mutation($n:String!){updateProfile(input:{baseRevision:1,displayName:$n}){errors{code}}}`, map[string]any{"n": `Ada "><img src=x>`})
		id := s.write("PUBLIC", "# "+evil+"\n\n"+evil+" <script>alert(2)</script>")
		in.Clock.Advance(time.Minute)
		for _, door := range []string{"/u/ada", "/u/ada/" + id} {
			status, _, body := s.get(t, door)
			if status != http.StatusOK || strings.Contains(body, "<img src=x") || strings.Contains(body, "<script>alert") || strings.Contains(body, "onerror=alert(1)>]]") {
				t.Errorf("%s: %d\n%s", door, status, body)
			}
		}
		for _, door := range publicFeeds {
			_, h, body := s.get(t, door)
			feedIDs(t, door, h.Get("Content-Type"), body)
		}
	})
}

func TestSharingIsErasedAndRecorded(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		s := newSharer(t, in)
		link, feed := s.link(s.ids["PUBLIC"], nil), s.feed(nil)[0]
		archive := filesOf(t, archiveOf(t, in, s.ada, true))
		if !strings.Contains(string(archive["records/sharing/feeds.json"]), "for the team") || archive["records/sharing/links.json"] == "" {
			t.Errorf("not in the record: %v", len(archive))
		}
		for name, content := range archive {
			if strings.Contains(string(content), link[strings.LastIndex(link, "/")+1:]) {
				t.Errorf("%s holds the address of a link", name)
			}
		}
		for _, part := range []portable.Part{in.App.Sharing.Portable(), in.App.Journal.Portable()} {
			for more := true; more; {
				var err error
				if more, err = part.Erase(t.Context(), s.ada.ID); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, door := range []string{link, feed, "/u/ada"} {
			if status, _, body := s.get(t, door); words(body) != "" {
				t.Errorf("%s answers %d after the erasure", door, status)
			}
		}
		all := everything(t, in.App.DB)
		for _, table := range []string{"sharing_links:", "sharing_feeds:", "journal_schedules:", "journal_shared_changes:"} {
			for line := range strings.Lines(all) {
				if strings.HasPrefix(line, table) && strings.Contains(line, s.ada.ID) {
					t.Errorf("left: %s", line)
				}
			}
		}
	})
}
