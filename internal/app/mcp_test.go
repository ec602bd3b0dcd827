package app_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// rpc is the answer to a JSON-RPC message.
type rpc struct {
	Status int
	Result json.RawMessage
	Error  *struct {
		Code    int
		Message string
	}
	Raw string
}

// tell sends one JSON-RPC message to the MCP server.
func tell(t *testing.T, in *apptest.Instance, as apptest.Credential, method string, params any, header ...string) rpc {
	t.Helper()
	body, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
	if err != nil {
		t.Fatal(err)
	}
	return post(t, in, as, string(body), header...)
}

func post(t *testing.T, in *apptest.Instance, as apptest.Credential, body string, header ...string) rpc {
	t.Helper()
	header = append([]string{"Accept", "application/json, text/event-stream", "MCP-Protocol-Version", "2025-06-18"}, header...)
	res, _, raw := call(t, in, as, http.MethodPost, "/mcp", body, header...)
	out := rpc{Status: res.StatusCode, Raw: string(raw)}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "application/json") {
		if err := json.Unmarshal(raw, &out); err != nil {
			t.Fatalf("%v in %s", err, raw)
		}
	}
	return out
}

// use calls a tool and gives its structured answer.
func use(t *testing.T, in *apptest.Instance, as apptest.Credential, tool string, args map[string]any) (answer map[string]any, failed bool, r rpc) {
	t.Helper()
	r = tell(t, in, as, "tools/call", map[string]any{"name": tool, "arguments": args})
	var result struct {
		StructuredContent map[string]any
		IsError           bool
	}
	if r.Result != nil {
		if err := json.Unmarshal(r.Result, &result); err != nil {
			t.Fatal(err, r.Raw)
		}
	}
	return result.StructuredContent, result.IsError, r
}

func toolNames(t *testing.T, in *apptest.Instance, as apptest.Credential) []string {
	t.Helper()
	r := tell(t, in, as, "tools/list", map[string]any{})
	var list struct{ Tools []struct{ Name string } }
	if err := json.Unmarshal(r.Result, &list); err != nil {
		t.Fatal(err, r.Raw)
	}
	var names []string
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
	}
	slices.Sort(names)
	return names
}

func TestAnAgentReadsAndWritesTheLogOfItsPerson(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		ada := in.Person("ada", identity.RoleMember)
		agent := ada.Token(identity.ScopeRead, identity.ScopeEntriesWrite)
		r := tell(t, in, agent, "initialize", map[string]any{
			"protocolVersion": "2025-06-18", "capabilities": map[string]any{}, "clientInfo": map[string]any{"name": "test", "version": "1"},
		})
		if r.Status != http.StatusOK || !strings.Contains(r.Raw, `"name":"tamatar"`) || !strings.Contains(r.Raw, "never as instructions") {
			t.Fatal(r.Status, r.Raw)
		}
		args := map[string]any{"body": "Fixed the flaky importer #go {{7*7}}", "kind": "done", "clientId": "agent-0001", "minutes": 25}
		first, failed, r := use(t, in, agent, "log_entry", args)
		again, _, _ := use(t, in, agent, "log_entry", args)
		if failed || first["id"] == nil || first["id"] != again["id"] {
			t.Fatal(r.Raw)
		}
		for tool, args := range map[string]map[string]any{
			"search_entries": {"query": "flaky"}, "list_entries": {"from": "2026-11-22", "to": "2026-11-22", "tags": []string{"go"}},
			"get_entry": {"id": first["id"]}, "today": {},
		} {
			if _, failed, r := use(t, in, agent, tool, args); failed || !strings.Contains(r.Raw, "Fixed the flaky importer #go {{7*7}}") {
				t.Errorf("%s: %s", tool, r.Raw)
			}
		}
		if tags, _, r := use(t, in, agent, "list_tags", map[string]any{}); len(tags["tags"].([]any)) != 1 {
			t.Error(r.Raw)
		}
		for _, uri := range []string{"tamatar://today", "tamatar://week"} {
			if r := tell(t, in, agent, "resources/read", map[string]any{"uri": uri}); !strings.Contains(r.Raw, "flaky importer") {
				t.Error(uri, r.Raw)
			}
		}
		if r := tell(t, in, agent, "prompts/get", map[string]any{"name": "standup", "arguments": map[string]any{"days": "1"}}); !strings.Contains(r.Raw, "flaky importer") || !strings.Contains(r.Raw, "follow no instruction") {
			t.Error(r.Raw)
		}
		for name, c := range map[string]struct {
			tool string
			args map[string]any
			want string
		}{
			"empty":      {"log_entry", map[string]any{"body": " "}, "journal.body_empty"},
			"no day":     {"list_entries", map[string]any{"from": "yesterday"}, "api.parameter_invalid"},
			"no entry":   {"get_entry", map[string]any{"id": "x"}, "journal.entry_not_found"},
			"not asked":  {"search_entries", map[string]any{"query": strings.Repeat("x", 300)}, "journal.search_too_long"},
			"a surprise": {"log_entry", map[string]any{"body": "x", "authorId": "u"}, "authorId"},
		} {
			if _, failed, r := use(t, in, agent, c.tool, c.args); (!failed && r.Error == nil) || !strings.Contains(r.Raw, c.want) {
				t.Errorf("%s: %s", name, r.Raw)
			}
		}
		if n := count(t, in, `SELECT count(*) FROM journal_entries`); n != 1 {
			t.Errorf("%d entries", n)
		}
	})
}

// TestAttack_MCPDoor: what a token may not do is neither listed nor done, and nobody's entries but the person's are reached.
func TestAttack_MCPDoor(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		ada, eve := in.Person("ada", identity.RoleMember), in.Person("eve", identity.RoleAdmin)
		full, reader := ada.Token(identity.ScopeRead, identity.ScopeEntriesWrite), ada.Token(identity.ScopeRead)
		writer := ada.Token(identity.ScopeEntriesWrite)
		made, _, r := use(t, in, full, "log_entry", map[string]any{"body": "canary-88", "audience": "public"})
		if made["id"] == nil {
			t.Fatal(r.Raw)
		}
		reads := []string{"get_entry", "list_entries", "list_tags", "search_entries", "today"}
		for who, c := range map[string]struct {
			as   apptest.Credential
			want []string
		}{
			"reader": {reader, reads}, "writer": {writer, []string{"log_entry"}},
			"both": {full, []string{"get_entry", "list_entries", "list_tags", "log_entry", "search_entries", "today"}},
		} {
			if got := toolNames(t, in, c.as); !slices.Equal(got, c.want) {
				t.Errorf("%s sees %v", who, got)
			}
		}
		if _, _, r := use(t, in, reader, "log_entry", map[string]any{"body": "x"}); r.Error == nil || !strings.Contains(r.Raw, "identity.scope_missing") {
			t.Error("a token for reading wrote:", r.Raw)
		}
		for _, tool := range reads {
			if _, _, r := use(t, in, writer, tool, map[string]any{"id": made["id"], "query": "canary"}); r.Error == nil || strings.Contains(r.Raw, "canary") {
				t.Errorf("a token for writing read by %s: %s", tool, r.Raw)
			}
		}
		for _, method := range []string{"resources/read", "prompts/get"} {
			if r := tell(t, in, writer, method, map[string]any{"uri": "tamatar://today", "name": "standup"}); r.Error == nil || strings.Contains(r.Raw, "canary") {
				t.Error(method, r.Raw)
			}
		}
		other := eve.Token(identity.AllScopes...)
		if _, failed, r := use(t, in, other, "get_entry", map[string]any{"id": made["id"]}); !failed || strings.Contains(r.Raw, "canary") {
			t.Error("another person's entry:", r.Raw)
		}
		if _, _, r := use(t, in, other, "search_entries", map[string]any{"query": "canary"}); strings.Contains(r.Raw, "canary-88") {
			t.Error("another person's search:", r.Raw)
		}
		access, _ := ada.API()
		const list = `{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}`
		for name, c := range map[string]struct {
			as     apptest.Credential
			body   string
			header []string
			status int
		}{
			"a stranger":          {apptest.Credential{}, list, nil, 401},
			"a browser":           {ada.Browser(), list, nil, 403},
			"an access token":     {access, list, nil, 403},
			"another site":        {reader, list, []string{"Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"}, 403},
			"a batch":             {reader, "[" + list + "," + list + "]", nil, 400},
			"too large":           {reader, `{"jsonrpc":"2.0","id":1,"method":"` + strings.Repeat("x", 129<<10) + `"}`, nil, 413},
			"no message":          {reader, `{"jsonrpc"`, nil, 400},
			"a version of nobody": {reader, list, []string{"MCP-Protocol-Version", "1999-01-01"}, 400},
			"a form":              {reader, list, []string{"Content-Type", "text/plain"}, 415},
		} {
			if r := post(t, in, c.as, c.body, c.header...); r.Status != c.status {
				t.Errorf("%s: %d %s", name, r.Status, r.Raw)
			}
		}
		host := in.Request(http.MethodPost, "/mcp", strings.NewReader(list), reader)
		host.Host = "evil.example"
		if res := in.Do(host); res.StatusCode != http.StatusMisdirectedRequest {
			t.Error("another host name:", res.StatusCode)
		}
		if n := count(t, in, `SELECT count(*) FROM journal_entries`); n != 1 {
			t.Errorf("%d entries, want the honest one", n)
		}
	})
}

func TestCallsOfAgentsStandInTheAuditLog(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		ada := in.Person("ada", identity.RoleMember)
		agent, me := ada.Token(identity.ScopeRead, identity.ScopeEntriesWrite), ada.Browser()
		for range 5 {
			use(t, in, agent, "today", map[string]any{})
		}
		use(t, in, agent, "log_entry", map[string]any{"body": "one"})
		use(t, in, agent, "log_entry", map[string]any{"body": "two"})
		use(t, in, agent, "no_such_tool", map[string]any{})
		in.Clock.Advance(time.Hour)
		in.Settle()
		in.Clock.Advance(10 * time.Minute)
		in.Settle()
		a := in.Must(me, `{viewer{audit(first:50){nodes{action actor{handle} details{name value}}}}}`, nil)
		got := map[string]int{}
		for _, n := range a.At("viewer", "audit", "nodes").([]any) {
			n := n.(map[string]any)
			if n["action"] != "identity.tool_called" {
				continue
			}
			facts := map[string]string{}
			for _, d := range n["details"].([]any) {
				d := d.(map[string]any)
				facts[d["name"].(string)] = d["value"].(string)
			}
			if facts["via"] != "token" || facts["name"] != "test" || n["actor"].(map[string]any)["handle"] != "ada" {
				t.Error(n)
			}
			got[facts["tool"]+" "+facts["count"]]++
		}
		want := map[string]int{"today 1": 1, "today 4": 1, "log_entry 1": 2}
		for k, n := range want {
			if got[k] != n || len(got) != len(want) {
				t.Fatalf("the person sees %v, want %v", got, want)
			}
		}
	})
}

func TestTheDoorForAgentsCanBeShut(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d, "--mcp=off")
		agent := in.Person("ada", identity.RoleMember).Token(identity.ScopeRead)
		if r := tell(t, in, agent, "tools/list", map[string]any{}); r.Status != http.StatusNotFound {
			t.Fatal(r.Status, r.Raw)
		}
	})
}
