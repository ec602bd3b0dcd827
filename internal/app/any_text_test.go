package app_test

import (
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// Whatever a text holds, no field answers with an internal error, on either engine.
func TestAttack_G01_AnyTextInAnyField(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		as := in.Person("head", identity.RoleAdmin).Browser()
		nul := "a\x00b"
		for _, q := range []string{
			`query($s:String!){viewer{tags(search:$s){id}}}`,
			`query($s:String!){user(handle:$s){id}}`,
			`query($s:String!){adminUsers(search:$s){totalCount}}`,
			`query($s:String!){adminAudit(action:$s){nodes{id}}}`,
			`query($s:ID!){adminAudit(subjectId:$s){nodes{id}}}`,
			`query($s:ID!){adminUser(id:$s){id}}`,
			`query($s:ID!){entry(id:$s){id}}`,
			`query($s:String!){viewer{search(query:$s){nodes{snippetHtml}}}}`,
			`query($s:String!){viewer{entries(filter:{tags:[$s]}){nodes{id}}}}`,
			`query($s:String!){viewer{entries(after:$s){nodes{id}}}}`,
			`query($s:Date!){viewer{entries(filter:{from:$s}){nodes{id}}}}`,
			`query($s:String!){previewDay(timeZone:$s,dayStart:1){currentDay}}`,
			`query($s:String!){previewMarkdown(body:$s){html errors{message}}}`,
			`mutation($s:ID!){revokeSession(id:$s){revokedSessions errors{message}}}`,
			`mutation($s:ID!){revokeToken(id:$s){revokedId errors{message}}}`,
			`mutation($s:ID!){deleteEntry(id:$s){deletedId errors{message}}}`,
			`mutation($s:ID!){acceptDrafts(ids:[$s]){accepted errors{message}}}`,
			`mutation($s:ID!){adminSignOutUser(id:$s){errors{message}}}`,
			`mutation($s:ID!){adminRevokeInvite(id:$s){errors{message}}}`,
			`mutation($s:ID!){adminSuspendUser(id:$s,reason:"x"){errors{message}}}`,
			`mutation($s:String!){signIn(input:{login:$s,password:$s,client:$s}){errors{message}}}`,
			`mutation($s:String!){signIn(input:{login:"head",password:"a quiet ember in the pines",client:$s}){errors{message}}}`,
			`mutation($s:String!){refreshTokens(input:{refreshToken:$s}){errors{message}}}`,
			`mutation($s:String!){confirmPassword(input:{password:$s}){errors{message}}}`,
			`mutation($s:String!){changeEmail(input:{email:$s}){errors{message}}}`,
			`mutation($s:String!){updateProfile(input:{baseRevision:1,displayName:$s}){errors{message}}}`,
			`mutation($s:String!){updateProfile(input:{baseRevision:1,bio:$s}){errors{message}}}`,
			`mutation($s:String!){updateProfile(input:{baseRevision:1,location:$s,pronouns:$s}){errors{message}}}`,
			`mutation($s:String!){updateProfile(input:{baseRevision:1,links:[{label:$s,url:"https://a.example"}]}){errors{message}}}`,
			`mutation($s:String!){updateProfile(input:{baseRevision:1,handle:$s}){errors{message}}}`,
			`mutation($s:String!){createToken(input:{name:$s,scopes:[READ]}){errors{message}}}`,
			`mutation($s:String!){adminCreateUser(input:{email:$s,handle:$s,displayName:$s,role:MEMBER}){errors{message}}}`,
			`mutation($s:String!){adminCreateUser(input:{email:"x@y.example",handle:"abcd",displayName:$s,role:MEMBER}){errors{message}}}`,
			`mutation($s:String!){adminCreateInvite(input:{note:$s,expiresInDays:2}){errors{message}}}`,
			`mutation($s:String!){adminUpdateSettings(input:{name:$s}){errors{message}}}`,
			`mutation($s:String!){adminUpdateSettings(input:{allowedDomains:[$s]}){errors{message}}}`,
			`mutation($s:String!){writeEntry(input:{clientId:$s,body:$s}){errors{message}}}`,
			`mutation($s:String!){writeEntry(input:{clientId:"12345678",body:"b",tags:[$s]}){errors{message}}}`,
			`mutation($s:String!){writeEntry(input:{clientId:"12345679",body:"b",zone:$s}){errors{message}}}`,
			`mutation($s:String!){importEntries(input:{source:GIT,dryRun:false,entries:[{sourceKey:$s,body:"x",kind:DONE,day:"2026-11-01",zone:"UTC",loggedAt:"2026-11-01T10:00:00Z",draft:true}]}){errors{message} rejected{message}}}`,
		} {
			for _, s := range []string{nul, "\U0010FFFF\ud7ff", "%", "_", `\`, "'", ""} {
				r := in.GraphQL(as, q, map[string]any{"s": s})
				if r.Status >= 500 || r.Code() == "internal" || r.Code() == "graphql.invalid" {
					t.Errorf("%q %s\n   %d %s", s, q, r.Status, r.Raw)
				}
			}
		}
	})
}
