package app_test

import (
	"bytes"
	"compress/zlib"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// forms are the doors that take a form or a file and answer about that alone; the crawl sends them every id.
var forms = []string{
	"/sign-in", "/sign-up", "/verify", "/verify/resend", "/reset", "/reset/new", "/invite", "/claim", "/email-change", "/email-undo",
	"/preferences", "/csp-report", "/api/avatar", "/api/import/preview", "/api/import/commit",
	"/unsubscribe", "/sign-in/with/{slug}/account", "/sign-in/second", "/sign-in/second/options", "/sign-in/passkey", "/sign-in/passkey/options",
	"/api/v1/entries", "/api/archive", "/api/files", "/hooks/{token}",
}

// protocols are the doors that speak more than forms, by their pattern, each with the one who speaks it.
var protocols = map[string]func(c *cast, role string, look func(door string, answer []byte)){
	"/graphql": func(c *cast, role string, look func(door string, answer []byte)) {
		// Searching by words of the private thing, in each form, is beyond what the walk over the schema asks.
		for _, q := range []string{
			`{viewer{search(query:"` + c.ids.search + `"){nodes{snippetHtml entry{body}}}}}`, `{adminUsers(search:"` + c.ids.search + `"){totalCount nodes{handle}}}`,
			`{adminUsers(search:"` + c.subject.Handle + `"){nodes{handle email displayName}}}`, `{adminAudit(subjectId:"` + c.subject.ID + `",first:100){nodes{details{name value}}}}`,
			`{viewer{tags(search:"zq7"){name}}}`, `{viewer{entries(first:100,filter:{tags:["` + canary("tag") + `"]}){nodes{body}}}}`,
		} {
			look("graphql "+q, c.in.GraphQL(c.as[role], q, nil).Raw)
		}
	},
	"/mcp": crawlMCP,

	"/git/{handle}/journal.git/git-upload-pack": crawlGit,
}

// crawlGit fetches the repository of each handle and looks into every object of the pack.
func crawlGit(c *cast, role string, look func(door string, answer []byte)) {
	for _, handle := range []string{c.ids.handle, c.subject.Handle} {
		address := "/git/" + handle + "/journal.git/"
		refs := c.gitAnswer(http.MethodGet, address+"info/refs?service=git-upload-pack", "", role)
		head := gitHead.Find(refs)
		look("git "+address, refs)
		if head == nil {
			continue
		}
		pack := c.gitAnswer(http.MethodPost, address+"git-upload-pack", "0032want "+string(head)+"\n00000009done\n", role)
		_, pack, _ = bytes.Cut(pack, []byte("PACK"))
		for in := bytes.NewReader(pack[min(8, len(pack)):]); ; {
			for { // the size of the object
				if b, err := in.ReadByte(); err != nil || b < 128 {
					break
				}
			}
			z, err := zlib.NewReader(in)
			if err != nil {
				break // behind the last object is the checksum
			}
			object, _ := io.ReadAll(z)
			look("git pack "+address, object)
		}
	}
}

var gitHead = regexp.MustCompile(`[0-9a-f]{40}`)

func (c *cast) gitAnswer(method, target, body, role string) []byte {
	res := c.in.Do(c.in.Request(method, target, strings.NewReader(body), c.as[role]))
	defer res.Body.Close()
	raw, _ := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusOK {
		return nil
	}
	return raw
}

// crawlMCP asks for the tools and calls each with every id and the needle.
func crawlMCP(c *cast, role string, look func(door string, answer []byte)) {
	ask := func(method, params string) []byte {
		r := c.in.Request(http.MethodPost, "/mcp", strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"`+method+`","params":`+params+`}`), c.as[role])
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/json, text/event-stream")
		res := c.in.Do(r)
		defer res.Body.Close()
		text, err := io.ReadAll(res.Body)
		if err != nil {
			return nil
		}
		return text
	}
	tools := ask("tools/list", "{}")
	look("mcp tools/list", tools)
	for _, name := range mcpTool.FindAllSubmatch(tools, -1) {
		for _, id := range []string{c.ids.entry, c.ids.draft, c.ids.trashed, c.ids.user, c.ids.token} {
			args := `{"id":"` + id + `"}`
			look("mcp "+string(name[1])+" "+args, ask("tools/call", `{"name":"`+string(name[1])+`","arguments":`+args+`}`))
		}
		for _, args := range []string{"{}", `{"query":"` + c.ids.search + `"}`, `{"day":"2026-11-22"}`, `{"from":"2026-01-01","to":"2026-12-31"}`, `{"handle":"` + c.ids.handle + `"}`} {
			look("mcp "+string(name[1])+" "+args, ask("tools/call", `{"name":"`+string(name[1])+`","arguments":`+args+`}`))
		}
	}
	look("mcp resources", ask("resources/list", "{}"))
}

// mcpTool finds the names of tools in their list.
var mcpTool = regexp.MustCompile(`"name":"([a-z_]+)"`)

// knownDoor tells whether somebody has said how a door that takes a body is crawled.
func knownDoor(pattern string) bool {
	return slices.Contains(forms, pattern) || protocols[pattern] != nil
}

func TestAnUnknownDoorIsReported(t *testing.T) {
	if knownDoor("/api/somewhere") || knownDoor("") || !knownDoor("/graphql") {
		t.Error("a new door would not be noticed")
	}
	if mcpTool.FindStringSubmatch(`{"name":"read_entry"}`) == nil {
		t.Error("no tool would be found")
	}
	if !strings.HasPrefix(canary("entry"), "zq7canary") || strings.Contains(canary("entry"), canary("tag")) {
		t.Error("the words must not lie in each other")
	}
}
