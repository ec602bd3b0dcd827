package app_test

import (
	"fmt"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
)

// roles are who knocks at every door, in the order of the columns of docs/permissions.md.
var roles = []string{"anonymous", "self", "own read-only token", "other", "other's read-only token", "admin", "suspended", "half session"}

// needle is what doors are asked for: a word beside the private ones, which an answer may repeat.
const needle = "zq7needle"

// cast is one person with things of their own, and everybody who may ask for them.
type cast struct {
	in      *apptest.Instance
	subject *apptest.Person
	as      map[string]apptest.Credential
	ids     ids
	// byRole are the people behind the roles; a stranger is nobody.
	byRole map[string]*apptest.Person
	// sessions are the ids of the subject's sessions, once somebody has looked; gone, that there is no subject any more.
	sessions []string
	gone     bool
}

// newCast makes people that nobody has met before; n keeps their handles apart.
func newCast(t testing.TB, in *apptest.Instance, n int) *cast {
	t.Helper()
	name := func(who string) string { return fmt.Sprintf("%s-%d", who, n) }
	c := &cast{in: in, subject: in.Person(name("ada"), identity.RoleMember)}
	other, admin, stopped := in.Person(name("bea"), identity.RoleMember), in.Person(name("head"), identity.RoleAdmin), in.Person(name("eve"), identity.RoleMember)
	c.as = map[string]apptest.Credential{
		"anonymous": {}, "self": c.subject.Browser(), "own read-only token": c.subject.Token(identity.ScopeRead), "other": other.Browser(),
		"other's read-only token": other.Token(identity.ScopeRead), "admin": admin.Browser(), "suspended": stopped.Browser(),
	}
	in.Must(c.as["admin"], `mutation($i:ID!){adminSuspendUser(id:$i,reason:"a rule"){errors{code}}}`, map[string]any{"i": stopped.ID})
	c.byRole = map[string]*apptest.Person{
		"self": c.subject, "own read-only token": c.subject, "half session": c.subject,
		"other": other, "other's read-only token": other, "admin": admin, "suspended": stopped,
	}
	c.subject.API() // another session, with tokens of its own
	c.subject.WithApp(c.as["self"])
	c.as["half session"] = c.subject.Half()
	in.Must(c.as["own read-only token"], `{viewer{email}}`, nil) // so that its last use is on record before anybody compares
	in.Settle()
	c.ids = ids{user: c.subject.ID, handle: c.subject.Handle, search: needle}
	return c
}

// furnish gives the subject one of everything, private, each with a word of its own in it where it holds words.
func (c *cast) furnish(t testing.TB, word func(kind string) string) {
	t.Helper()
	in, me := c.in, c.as["self"]
	c.ids.file = sendFile(t, in, me, word("filename")+".txt", "", []byte(word("file"))).ID
	c.ids.entry = c.entry(t, "1", "[kept](/files/"+c.ids.file+") "+word("entry")+" "+needle+" #"+word("tag"))
	c.ids.trashed = c.entry(t, "2", word("trash")+" "+needle)
	in.Must(me, `mutation($i:ID!){deleteEntry(id:$i){deletedId}}`, map[string]any{"i": c.ids.trashed})
	in.Must(me, `mutation($w:String!,$b:String!){importEntries(input:{source:GIT,dryRun:false,entries:[{sourceKey:$w,body:$b,kind:DONE,day:"2026-11-22",zone:"UTC",loggedAt:"2026-11-22T08:00:00Z",draft:true}]}){created}}`,
		map[string]any{"w": word("draft"), "b": "1 commit in " + word("draft") + "\n\n- " + word("draft")})
	drafts := in.Must(me, `{viewer{entries(first:5,filter:{drafts:true}){nodes{id}}}}`, nil)
	if m, ok := at(drafts.Data, []string{"viewer", "entries", "nodes"}).(map[string]any); ok {
		c.ids.draft, _ = m["id"].(string)
	}
	c.ids.view = in.Must(me, `mutation($n:String!){createView(input:{clientId:"cast-view",name:$n,query:$n,pinned:true}){view{id}}}`,
		map[string]any{"n": word("view")}).Text("createView", "view", "id")
	c.ids.template = in.Must(me, `mutation($n:String!){createTemplate(input:{clientId:"cast-template",name:$n,body:$n}){template{id}}}`,
		map[string]any{"n": word("template")}).Text("createTemplate", "template", "id")
	in.Must(me, `mutation($n:String!){chooseRollOver(input:{automatic:false,place:HEADING,heading:$n,doneHeading:$n,takeOut:false}){rollOver{place}}}`,
		map[string]any{"n": word("heading")})
	own := in.Must(me, `{viewer{tags(first:1){id}}}`, nil)
	if m, ok := at(own.Data, []string{"viewer", "tags"}).(map[string]any); ok {
		c.ids.tag, _ = m["id"].(string)
	}
	in.Must(me, `mutation($i:ID!,$d:String!){updateTag(input:{id:$i,description:$d,color:"pine"}){tag{id}}}`, map[string]any{"i": c.ids.tag, "d": word("description")})
	made := in.Must(me, `mutation($n:String!){createToken(input:{name:$n,scopes:[READ]}){token{id}}}`, map[string]any{"n": word("token")})
	c.ids.token = made.Text("createToken", "token", "id")
	in.Must(me, `mutation($n:String!){createCaptureHook(input:{name:$n,signed:true}){errors{code}}}`, map[string]any{"n": word("hook")})
	in.Must(me, `mutation{setDaysOff(input:{from:"2026-11-20",to:"2026-11-22",kind:SICK}){days}}`, nil)
	in.Must(me, `mutation{updateStreakSettings(input:{restDays:[SUNDAY],freezeEvery:7,freezeMax:1}){settings{freezeMax}}}`, nil)
	in.Must(me, `mutation($i:AnswerReviewInput!){answerReview(input:$i){entry{id} errors{code}}}`, map[string]any{"i": map[string]any{
		"clientId": "cast-review", "period": "2026-W47", "body": word("answer"),
	}})
	in.Must(me, `mutation($e:String!){changeEmail(input:{email:$e}){errors{code}}}`, map[string]any{"e": word("mail") + "@example.org"})
	sessions := in.Must(me, `{viewer{sessions{id}}}`, nil)
	if m, ok := at(sessions.Data, []string{"viewer", "sessions"}).(map[string]any); ok {
		c.ids.session, _ = m["id"].(string)
	}
	in.Must(c.as["admin"], `mutation($w:String!){adminCreateInvite(input:{note:$w,expiresInDays:2}){url}}`, map[string]any{"w": word("invite")})
	invites := in.Must(c.as["admin"], `{adminInvites(first:1){nodes{id}}}`, nil)
	if m, ok := at(invites.Data, []string{"adminInvites", "nodes"}).(map[string]any); ok {
		c.ids.invite, _ = m["id"].(string)
	}
	in.Settle()
	if c.ids.file == "" || c.ids.view == "" || c.ids.tag == "" || c.ids.entry == "" || c.ids.draft == "" || c.ids.trashed == "" || c.ids.token == "" || c.ids.session == "" || c.ids.invite == "" {
		t.Fatalf("the stage is not set: %+v", c.ids)
	}
}

func (c *cast) entry(t testing.TB, n, body string) string {
	t.Helper()
	return c.in.Must(c.as["self"], `mutation($i:WriteEntryInput!){writeEntry(input:$i){entry{id}}}`, map[string]any{"i": map[string]any{
		"clientId": "cast-" + c.subject.Handle + "-" + n, "body": body,
	}}).Text("writeEntry", "entry", "id")
}

// belongings are the rows that name the subject, without the queue, the log of acts and what counts tries.
func belongings(all, id string) string {
	var out strings.Builder
	for line := range strings.Lines(all) {
		table, _, _ := strings.Cut(line, ":")
		switch {
		case table == "audit_records", table == "river_job", table == "platform_schedules", strings.Contains(table, "limit"), strings.Contains(table, "throttle"), !strings.Contains(line, id):
		default:
			out.WriteString(line)
		}
	}
	return out.String()
}
