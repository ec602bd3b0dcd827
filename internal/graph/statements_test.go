package graph_test

import (
	"fmt"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/graph"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// TestStatementsPerOperation bounds the SQL of every list and nested edge, on an instance whose caches are cold; the
// number must not grow with the rows.
func TestStatementsPerOperation(t *testing.T) {
	withPeople(t, func(t *testing.T, in *apptest.Instance, ada, grace *apptest.Person) {
		me := ada.Browser()
		fill(t, in, me)
		admin := grace.Browser()
		cases := []struct {
			name, query string
			as          apptest.Credential
			most        int64
		}{
			{"viewer", `{viewer{user{handle} email sessions{id}}}`, me, 3},
			{"timeline of 20", `{viewer{entries(first:20){nodes{id title author{handle} tags{name} tasks{text}} pageInfo{endCursor}}}}`, me, 5},
			{"timeline by edges", `{viewer{entries(first:20){edges{cursor node{id author{handle} tags{name}}}}}}`, me, 5},
			{"timeline of 100", `{viewer{entries(first:100){nodes{id author{handle} tags{name}}}}}`, me, 5},
			{"trash", `{viewer{trash(first:50){nodes{id author{handle} tags{name}}}}}`, me, 5},
			{"search", `{viewer{search(query:"entry",first:50){nodes{snippetHtml entry{title author{handle} tags{name}}}}}}`, me, 6},
			{"tags", `{viewer{tags(first:50){name}}}`, me, 3},
			{"tag totals", `{viewer{tagTotals(first:50){tag{name} entries}}}`, me, 4},
			{"dashboard", `{viewer{today{entries latest{title author{handle} tags{name}}} streak{current} next{plans{title author{handle} tags{name}} tasks{text} blocked{title tags{name}}} heatmap{days{entries}} weeks{entries}}}`, me, 20},
			{"audit", `{viewer{audit(first:50){nodes{action actor{handle} subject{handle}}}}}`, me, 4},
			{"sessions and tokens", `{viewer{sessions{id} tokens{id}}}`, me, 4},
			{"admin users", `{adminUsers(first:50){nodes{handle sessionCount} departures{dueAt} totalCount}}`, admin, 5},
			{"admin audit", `{adminAudit(first:50){nodes{action actor{handle} subject{handle}}}}`, admin, 4},
			{"admin invites", `{adminInvites(first:50){nodes{id note}}}`, admin, 3},
		}
		for _, c := range cases {
			actor, err := in.App.Identity.Authenticate(t.Context(), c.as.Cookie)
			if err != nil {
				t.Fatal(err)
			}
			cold := in.Node()
			ctx, count := db.CountStatements(identity.WithActor(t.Context(), actor))
			a := cold.Web.Engine.Run(ctx, graph.Params{Query: c.query})
			if a.Refused != nil || len(a.Errors) > 0 {
				t.Fatal(c.name, a.Refused, a.Errors)
			}
			if *count == 0 || *count > c.most {
				t.Errorf("%s: %d statements, at most %d", c.name, *count, c.most)
			}
			t.Logf("%-20s %d statements, cost %d", c.name, *count, a.Cost)
		}
	})
}

// fill logs thirty entries with tags, five of them in the trash.
func fill(t *testing.T, in *apptest.Instance, me apptest.Credential) {
	t.Helper()
	for i := range 30 {
		id := write(t, in, me, fmt.Sprintf("Entry %d #tag%d #go/part%d\n\n- [ ] open", i, i%7, i%3))
		if i%6 == 0 {
			in.Must(me, "mutation($i:ID!){deleteEntry(id:$i){deletedId}}", map[string]any{"i": id})
		}
	}
	in.Settle()
}
