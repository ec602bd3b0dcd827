package app_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/route"
)

// canary is a word that stands in one private thing and nowhere else.
func canary(kind string) string { return "zq7canary" + kind + "x" }

// maySee says, for each kind of private thing, who beside its owner sees it by right: the log of acts names tokens and
// reasons to administrators, and invites are theirs.
var maySee = map[string][]string{
	"entry": nil, "file": nil, "filename": nil, "tag": nil, "trash": nil, "draft": nil, "mail": nil,
	"token": {"admin"}, "invite": {"admin"}, "reason": {"admin"},
	"passkey": nil, "label": nil, "subject": nil, "session": nil, "device": nil, "notice": nil,
	"provider": {"admin"}, "client": {"admin"}, "backup": {"admin"},
}

// ownerSees are the kinds that the owner must meet on the way, or the crawl has looked nowhere.
var ownerSees = []string{"entry", "tag", "trash", "draft", "mail", "token", "passkey", "label", "session", "device", "notice", "file", "filename"}

// TestAttack_E01_TheCanaryIsSeenByItsOwnerAlone puts a word of its own into a private thing of every kind, knocks at
// every door as everybody else, with every id that exists, and searches every byte that comes back. The owner, by the
// same doors, finds them all.
func TestAttack_E01_TheCanaryIsSeenByItsOwnerAlone(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		c := newCast(t, in, 0)
		c.furnish(t, canary)
		c.plant(t)
		c.tellReason(t, canary("reason"))
		in.Settle()
		seen := map[string]map[string]string{} // role -> kind -> door
		for _, role := range roles {
			seen[role] = map[string]string{}
			packed := false
			c.crawl(t, role, func(door string, answer []byte) {
				whole := unpacked(answer)
				packed = packed || len(whole) > len(answer) && bytes.Contains(whole, []byte(canary("entry")))
				answer = whole
				if role != "self" && role != "own read-only token" && bytes.Contains(answer, []byte(`"`+reminder+`"`)) {
					t.Errorf("%s sees when somebody else is reminded at %s", role, door)
				}
				for kind := range maySee {
					if bytes.Contains(answer, []byte(canary(kind))) && seen[role][kind] == "" {
						seen[role][kind] = door
					}
				}
			})
			if packed != (role == "self" || role == "own read-only token") {
				t.Errorf("%s got an archive with the entries in it: %v", role, packed)
			}
		}
		for role, kinds := range seen {
			if role == "self" || role == "own read-only token" {
				continue
			}
			for kind, door := range kinds {
				if !slices.Contains(maySee[kind], role) {
					t.Errorf("%s sees the %s of somebody else at %s", role, kind, door)
				}
			}
		}
		for _, kind := range ownerSees {
			if seen["self"][kind] == "" {
				t.Errorf("the owner does not find the own %s: the crawl looks in the wrong places", kind)
			}
		}
		for kind, who := range maySee {
			for _, role := range who {
				if seen[role][kind] == "" {
					t.Errorf("%s does not see %s, which is theirs by right: the crawl looks in the wrong places", role, kind)
				}
			}
		}
		c.lettersTellNothing(t)
	})
}

// tellReason stops somebody for a reason that only administrators may read.
func (c *cast) tellReason(t testing.TB, reason string) {
	t.Helper()
	stopped := c.in.Person("sue-0", "member")
	c.in.Must(c.as["admin"], `mutation($i:ID!,$r:String!){adminSuspendUser(id:$i,reason:$r){errors{code}}}`, map[string]any{"i": stopped.ID, "r": reason})
}

// crawl knocks at every door as the role and gives every answer to look.
func (c *cast) crawl(t testing.TB, role string, look func(door string, answer []byte)) {
	t.Helper()
	c.crawlSchema(t, role, look)
	for _, rt := range c.in.Web.Server.Routes() {
		method, pattern := methodAndPath(rt)
		if strings.HasPrefix(pattern, "/mailbox") || pattern == "/sign-out" {
			continue // the mailbox shows everything to everybody, in development only; signing out ends the crawl
		}
		if method != http.MethodGet && !knownDoor(pattern) {
			t.Errorf("say in canary_test.go how the door %s is crawled", rt.Pattern)
		}
		for _, path := range c.paths(pattern) {
			if strings.HasPrefix(pattern, "/sign-in/second") && role == "half session" && !c.gone {
				c.as[role] = c.subject.Half() // five tries end one, and then nothing more would be asked
			}
			c.forgetTries(t)
			look(method+" "+path, c.fetch(method, path, role))
		}
	}
	for pattern, crawl := range protocols {
		if slices.ContainsFunc(c.in.Web.Server.Routes(), func(r route.Route) bool { _, p := methodAndPath(r); return p == pattern }) {
			crawl(c, role, look)
		}
	}
}

// crawlSchema asks for every field on every way from Query.
func (c *cast) crawlSchema(t testing.TB, role string, look func(door string, answer []byte)) {
	t.Helper()
	schema, missing := c.in.Web.Engine.Schema(), unknown{}
	asked := 0
	for _, w := range ways(schema, c.ids, missing) {
		text := w.operation(strings.Join(leaves(schema, w.def, c.ids, missing), " "))
		a := c.in.GraphQL(c.as[role], text, nil)
		if a.Code() == "graphql.too_costly" { // lists in lists
			a = c.in.GraphQL(c.as[role], strings.NewReplacer("first:20", "first:2", "first:3", "first:1").Replace(text), nil)
		}
		if a.Status == http.StatusBadRequest {
			t.Errorf("%s is no question: %s %s", strings.Join(w.names(), "."), a.Code(), a.Raw)
		}
		look("graphql "+strings.Join(w.names(), "."), a.Raw)
		asked++
	}
	if asked < 100 {
		t.Fatalf("only %d ways through the schema", asked)
	}
}

// paths fills a pattern with every id that exists.
func (c *cast) paths(pattern string) []string {
	i := c.ids
	names := []string{i.user, i.handle, i.entry, i.draft, i.trashed, i.session, i.token, i.invite, i.archive, i.file, i.search, "1", "index.html"}
	if !strings.Contains(pattern, "{") {
		q := url.Values{"q": {i.search}, "id": {i.entry}, "query": {i.search}, "user": {i.user}}
		return []string{pattern, pattern + "?" + q.Encode()}
	}
	var out []string
	for _, name := range names {
		out = append(out, parameters.ReplaceAllString(pattern, name))
	}
	return out
}

func (c *cast) fetch(method, path, role string) []byte {
	var body io.Reader = http.NoBody
	if method != http.MethodGet {
		i := c.ids
		body = strings.NewReader(url.Values{"id": {i.entry}, "q": {i.search}, "query": {i.search}, "user": {i.user}, "link": {i.entry}, "token": {i.token}}.Encode())
	}
	r := c.in.Request(method, path, body, c.as[role])
	if method != http.MethodGet {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res := c.in.Do(r)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return nil
	}
	return fmt.Appendf(text, "%v", res.Header)
}

// lettersTellNothing reads every letter that went to somebody else.
func (c *cast) lettersTellNothing(t testing.TB) {
	t.Helper()
	for _, letter := range c.in.Mailbox.List() {
		if letter.To == c.subject.Email || strings.Contains(letter.To, "canary") {
			continue
		}
		for kind := range maySee {
			if strings.Contains(letter.Text+letter.HTML+letter.Subject, canary(kind)) && kind != "reason" {
				t.Errorf("a letter to %s holds the %s", letter.To, kind)
			}
		}
	}
}
