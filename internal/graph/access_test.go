package graph_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
)

// request writes a document that asks for one field of a root type, with placeholder arguments.
func request(def *ast.Definition, f *ast.FieldDefinition) (query string, vars map[string]any) {
	schema := testSchema()
	vars = map[string]any{}
	var params, args []string
	for _, a := range f.Arguments {
		if !a.Type.NonNull {
			continue
		}
		params = append(params, "$"+a.Name+":"+a.Type.String())
		args = append(args, a.Name+":$"+a.Name)
		vars[a.Name] = placeholder(schema, a.Type)
	}
	call := f.Name
	if len(args) > 0 {
		call += "(" + strings.Join(args, ",") + ")"
	}
	if schema.Types[f.Type.Name()].IsCompositeType() {
		call += "{__typename}"
	}
	head := ""
	if len(params) > 0 {
		head = " q(" + strings.Join(params, ",") + ")"
	}
	switch def.Name {
	case "Mutation":
		return "mutation" + head + "{" + call + "}", vars
	case "Viewer":
		return "query" + head + "{viewer{" + call + "}}", vars
	default:
		return "query" + head + "{" + call + "}", vars
	}
}

func placeholder(schema *ast.Schema, t *ast.Type) any {
	if t.Elem != nil {
		return []any{}
	}
	def := schema.Types[t.NamedType]
	switch def.Kind {
	case ast.Enum:
		return def.EnumValues[0].Name
	case ast.InputObject:
		v := map[string]any{}
		for _, f := range def.Fields {
			if f.Type.NonNull {
				v[f.Name] = placeholder(schema, f.Type)
			}
		}
		return v
	}
	switch t.NamedType {
	case "Int":
		return 1
	case "Boolean":
		return false
	case "Date":
		return "2026-11-22"
	case "Time":
		return "2026-11-22T09:00:00Z"
	default:
		return "01jdxxxxxxxxxxxxxxxxxxxxxx"
	}
}

// eachRootField visits every field of Query, Mutation and Viewer.
func eachRootField(visit func(def *ast.Definition, f *ast.FieldDefinition)) {
	schema := testSchema()
	for _, def := range []*ast.Definition{schema.Query, schema.Types["Viewer"], schema.Mutation} {
		for _, f := range def.Fields {
			if !strings.HasPrefix(f.Name, "__") {
				visit(def, f)
			}
		}
	}
}

func needs(f *ast.FieldDefinition) string {
	if d := f.Directives.ForName("scope"); d != nil {
		return d.Arguments.ForName("needs").Value.Raw
	}
	return ""
}

// TestAttack_C08_EveryFieldForEveryRole is the matrix: every field at the root, asked by a stranger, a member, an
// administrator and by tokens with one scope each.
func TestAttack_C08_EveryFieldForEveryRole(t *testing.T) {
	withPeople(t, func(t *testing.T, in *apptest.Instance, ada, grace *apptest.Person) {
		tokens := map[string]apptest.Credential{
			"READ": grace.Token(identity.ScopeRead), "ENTRIES_WRITE": grace.Token(identity.ScopeEntriesWrite),
			"PROFILE_WRITE": grace.Token(identity.ScopeProfileWrite), "ADMIN": grace.Token(identity.ScopeAdmin),
		}
		member := ada.Browser()
		eachRootField(func(def *ast.Definition, f *ast.FieldDefinition) {
			query, vars := request(def, f)
			admin := strings.HasPrefix(f.Name, "admin")
			name := def.Name + "." + f.Name

			stranger := in.GraphQL(apptest.Credential{}, query, vars)
			if open := map[string]bool{"instance": true, "rateLimit": true, "viewer": true, "entry": true, "signIn": true, "completeSignIn": true, "refreshTokens": true}[f.Name] && def.Name != "Viewer"; !open && leaks(stranger, def, f) {
				t.Errorf("a stranger got %s: %s", name, stranger.Raw)
			}
			if admin {
				if a := in.GraphQL(member, query, vars); leaks(a, def, f) || a.Code() != "identity.admin_only" {
					t.Errorf("a member got %s: %s", name, a.Raw)
				}
			}
			for scope, token := range tokens {
				need := needs(f)
				if need == "" && def.Name != "Mutation" {
					need = "READ"
				}
				a := in.GraphQL(token, query, vars)
				refused := a.Code() == "identity.scope_missing" || a.Code() == "graphql.session_only"
				mayRun := need == scope && (def.Name != "Viewer" || scope == "READ")
				if mayRun == refused {
					t.Errorf("a token with %s and %s (needs %q): %d %s", scope, name, need, a.Status, a.Raw)
				}
			}
		})
	})
}

// leaks reports whether the field came back with something in it.
func leaks(a apptest.Answer, def *ast.Definition, f *ast.FieldDefinition) bool {
	if def.Name == "Viewer" {
		return a.At("viewer", f.Name) != nil
	}
	return a.At(f.Name) != nil
}

func TestAttack_C08_WhatIsNotYoursDoesNotExist(t *testing.T) {
	withPeople(t, func(t *testing.T, in *apptest.Instance, ada, grace *apptest.Person) {
		me, other := ada.Browser(), grace.Browser()
		mine := write(t, in, me, "Private: canary-7f3a #secret-tag")
		const absent = "01jdxxxxxxxxxxxxxxxxxxxxxx"
		if a := in.Must(me, "query($i:ID!){entry(id:$i){body}}", map[string]any{"i": mine}); !strings.Contains(a.Text("entry", "body"), "canary") {
			t.Fatal(string(a.Raw))
		}
		for _, query := range []string{
			"query($i:ID!){entry(id:$i){id body author{handle}}}",
			"mutation($i:ID!){deleteEntry(id:$i){deletedId errors{code}}}",
			"mutation($i:ID!){restoreEntry(id:$i){entry{id} errors{code}}}",
			"mutation($i:ID!){purgeEntry(id:$i){deletedId errors{code}}}",
			"mutation($i:ID!){acceptDrafts(ids:[$i]){accepted errors{code}}}",
			`mutation($i:ID!){editEntry(input:{id:$i,baseRevision:1,clientId:"client-x1",body:"x",kind:NOTE,day:"2026-11-22",audience:PUBLIC}){entry{id} conflict{current{body}} errors{code}}}`,
		} {
			for who, as := range map[string]apptest.Credential{"another": other, "a stranger": {}} {
				foreign := strip(in.GraphQL(as, query, map[string]any{"i": mine}), mine, absent)
				missing := strip(in.GraphQL(as, query, map[string]any{"i": absent}), mine, absent)
				if foreign != missing || strings.Contains(foreign, "canary") {
					t.Errorf("%s and %s:\n%s\n%s", who, query, foreign, missing)
				}
			}
		}
		for _, query := range []string{
			`{viewer{search(query:"canary"){nodes{snippetHtml}} tags(search:"secret"){name} entries{nodes{body}} tagTotals{tag{name}}}}`,
			`{adminAudit{nodes{details{name value}}} adminUsers{nodes{handle}} user(handle:"ada"){bioHtml}}`,
		} {
			if a := in.Must(other, query, nil); strings.Contains(string(a.Raw), "canary") || strings.Contains(string(a.Raw), "secret-tag") {
				t.Errorf("%s: %s", query, a.Raw)
			}
		}
		if a := in.Must(me, "query($i:ID!){entry(id:$i){revision deletedAt audience}}", map[string]any{"i": mine}); a.Text("entry", "audience") != "PRIVATE" || a.At("entry", "deletedAt") != nil {
			t.Fatal("somebody changed it:", string(a.Raw))
		}
	})
}

// strip is the answer without what differs between any two requests.
func strip(a apptest.Answer, ids ...string) string {
	text := string(a.Raw)
	if len(a.Errors) > 0 {
		if id, ok := a.Errors[0].Extensions["requestId"].(string); ok {
			text = strings.ReplaceAll(text, id, "REQUEST")
		}
	}
	for _, id := range ids {
		text = strings.ReplaceAll(text, id, "ID")
	}
	return fmt.Sprint(a.Status, text)
}

func TestAttack_C14_PersonalAnswersAreNotCached(t *testing.T) {
	withPeople(t, func(t *testing.T, in *apptest.Instance, ada, _ *apptest.Person) {
		me := ada.Browser()
		get := func(query string, header ...string) apptest.Answer {
			r := in.Request(http.MethodGet, "/graphql?query="+url.QueryEscape(query), nil, me)
			for i := 0; i < len(header); i += 2 {
				r.Header.Set(header[i], header[i+1])
			}
			return in.Read(in.Do(r))
		}
		a := get("{viewer{email}}")
		if a.Status != http.StatusOK || a.Text("viewer", "email") != ada.Email {
			t.Fatal(string(a.Raw))
		}
		if cc := a.Header.Get("Cache-Control"); cc != "private, no-store" {
			t.Fatal(cc)
		}
		vary := strings.Join(a.Header.Values("Vary"), ",")
		for _, name := range []string{"Cookie", "Authorization", "Accept"} {
			if !strings.Contains(vary, name) {
				t.Errorf("Vary lacks %s: %s", name, vary)
			}
		}
		tag := a.Header.Get("ETag")
		if again := get("{viewer{email}}", "If-None-Match", tag); again.Status != http.StatusNotModified || len(again.Raw) > 0 {
			t.Fatal("unchanged must be a 304:", again.Status)
		}
		before := write(t, in, me, "one")
		for _, mutation := range []string{`mutation{deleteEntry(id:"` + before + `"){deletedId}}`, "mutation{signOut{revokedSessions}}"} {
			if m := get(mutation); m.Status != http.StatusMethodNotAllowed || m.Code() != "graphql.mutation_by_get" {
				t.Fatal(m.Status, string(m.Raw))
			}
		}
		if m := get("query($x:Int){viewer{email}} mutation M{signOut{revokedSessions}}"); m.Data != nil {
			t.Fatal(string(m.Raw))
		}
		hop := get("{viewer{email}}", "Connection", "Authorization", "Authorization", "")
		if hop.Status != http.StatusOK || !bytes.Contains(hop.Raw, []byte(ada.Email)) {
			t.Fatal("a hop-by-hop header must not change who asks:", string(hop.Raw))
		}
		in.Must(me, "query($i:ID!){entry(id:$i){id}}", map[string]any{"i": before})
	})
}
