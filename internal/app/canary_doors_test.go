package app_test

import (
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
	"/api/v1/entries", "/api/archive", "/api/files",
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
