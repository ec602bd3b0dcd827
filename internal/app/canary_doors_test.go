package app_test

import (
	"slices"
	"strings"
	"testing"
)

// forms are the doors that take a form or a file and answer about that alone; the crawl sends them every id.
var forms = []string{
	"/sign-in", "/sign-up", "/verify", "/verify/resend", "/reset", "/reset/new", "/invite", "/claim", "/email-change", "/email-undo",
	"/preferences", "/csp-report", "/api/avatar", "/api/import/preview", "/api/import/commit",
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
}

// knownDoor tells whether somebody has said how a door that takes a body is crawled.
func knownDoor(pattern string) bool {
	return slices.Contains(forms, pattern) || protocols[pattern] != nil
}

func TestAnUnknownDoorIsReported(t *testing.T) {
	if knownDoor("/api/somewhere") || knownDoor("") || !knownDoor("/graphql") {
		t.Error("a new door would not be noticed")
	}
	if !strings.HasPrefix(canary("entry"), "zq7canary") || strings.Contains(canary("entry"), canary("tag")) {
		t.Error("the words must not lie in each other")
	}
}
