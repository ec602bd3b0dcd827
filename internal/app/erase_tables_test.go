package app_test

import (
	"bytes"
	"maps"
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

// notOfAPerson are the tables that hold nothing of anybody, and why. A new table is either filled by [cast.leaveTraces], so
// that the search after an erasure means something, or stands here.
var notOfAPerson = map[string]string{
	"audit_head": "the end of the chain", "backup_runs": "of the instance", "identity_providers": "of the instance", "identity_settings": "of the instance",
	"identity_invites": "of administrators; the address in one is erased with its person, which internal/identity tests", "notify_state": "of the instance",
	"identity_provider_states": "hashes of what providers answered", "platform_schedules": "of the instance",
	"portability_erasures": "who is being erased, until it is done", "goose_db_version": "migrations", "sqlite_sequence": "counters of SQLite",
	"river_client": "the queue", "river_client_queue": "the queue", "river_leader": "the queue", "river_migration": "the queue", "river_queue": "the queue",
	"river_job": "the queue: what is done leaves it by itself",
}

// keeps are the tables in which the id or the handle of somebody erased stays, and why; their words go from them, too.
var keeps = map[string]string{
	"audit_records":    "the log of acts keeps ids: the chain would break",
	"identity_users":   "the row that is left of an account, without anything in it, so that its id is not given again",
	"identity_handles": "the handle is not given to somebody else at once",
}

// TestAttack_A33_EveryTable lists the tables of the schema itself: each held something of the person, none does after the
// erasure, and no door of any node gives it from a cache.
func TestAttack_A33_EveryTable(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		c := newCast(t, in, 0)
		c.leaveTraces(t)
		node := in.Node()
		for _, role := range []string{"self", "admin"} { // both nodes have in their caches what they keep
			c.crawl(t, role, func(string, []byte) {})
			c.at(node).crawl(t, role, func(string, []byte) {})
		}
		c.guess(t)
		held := c.traces(t, d)
		for _, table := range tables(t, d) {
			if held[table] == 0 && notOfAPerson[table] == "" {
				t.Errorf("%s held nothing of the person: fill it in leaveTraces, or say in notOfAPerson why there is nothing", table)
			}
			if held[table] > 0 && notOfAPerson[table] != "" {
				t.Errorf("%s is excused and holds something of the person", table)
			}
		}
		c.gone = true
		in.Must(c.as["admin"], `mutation($id:ID!){adminDeleteUser(id:$id){user{id} errors{message}}}`, map[string]any{"id": c.subject.ID})
		in.Settle()
		in.Clock.Advance(time.Hour)
		in.Settle()
		for table, n := range c.traces(t, d) {
			if keeps[table] == "" {
				t.Errorf("%s keeps %d rows of the person", table, n)
			}
		}
		all := everything(t, d)
		for _, word := range c.words() {
			for line := range strings.Lines(all) {
				if strings.Contains(line, word) {
					t.Errorf("%s is left: %.200s", word, line)
				}
			}
		}
		for name, at := range map[string]*cast{"this node": c, "another node": c.at(node)} {
			for _, role := range []string{"anonymous", "self", "own read-only token", "other", "admin", "half session"} {
				at.crawl(t, role, func(door string, answer []byte) {
					for _, word := range c.words() {
						if bytes.Contains(unpacked(answer), []byte(word)) {
							t.Errorf("%s: %s still finds %s at %s", name, role, word, door)
						}
					}
				})
			}
		}
	})
}

// at is the same people at another node.
func (c *cast) at(node *apptest.Instance) *cast {
	other := *c
	other.in = node
	other.as = maps.Clone(c.as)
	return &other
}

// words are what the person wrote or was reached by.
func (c *cast) words() []string {
	out := []string{c.subject.Email}
	for _, kind := range ownWords {
		out = append(out, canary(kind))
	}
	return out
}

// ownWords are the kinds of words that are the subject's own.
var ownWords = []string{"entry", "tag", "trash", "draft", "mail", "token", "passkey", "label", "subject", "session", "device", "notice", "bio", "edit", "tool", "feed", "hook"}

// traces counts the rows that hold something of the subject, by table.
func (c *cast) traces(t testing.TB, d *db.DB) map[string]int {
	t.Helper()
	out := map[string]int{}
	for line := range strings.Lines(everything(t, d)) {
		table, row, _ := strings.Cut(line, ":")
		if slices.ContainsFunc(slices.Concat(c.words(), c.sessions, []string{c.subject.ID, c.subject.Handle, c.ids.entry, c.ids.trashed}), func(w string) bool { return strings.Contains(row, w) }) {
			out[table]++
		}
	}
	return out
}

// leaveTraces does whatever leaves a row.
func (c *cast) leaveTraces(t *testing.T) {
	t.Helper()
	in, me := c.in, c.as["self"]
	c.furnish(t, canary)
	c.plant(t)
	for _, act := range []string{
		`mutation{updateProfile(input:{baseRevision:1,bio:"` + canary("bio") + `"}){viewer{bio}}}`,
		`mutation{editEntry(input:{id:"` + c.ids.entry + `",baseRevision:1,clientId:"traces-edit",body:"` + canary("edit") + ` #` + canary("tag") + `",kind:DONE,day:"2026-11-22",audience:PRIVATE}){entry{id}}}`,
		`mutation{setNotificationPreference(input:{category:"account",channel:MAIL,frequency:DAILY}){errors{code}}}`,
		`mutation{leave{errors{code}}}`,
		`mutation{beginPasskeyRegistration{errors{code}}}`,
		`mutation{createFeed(input:{name:"` + canary("feed") + `"}){errors{code}}}`,
		`mutation{updatePublicView(input:{streak:true,times:true}){errors{code}}}`,
	} {
		in.Must(me, act, nil)
	}
	c.insert(t, "sharing_links", columns{"id": "shared", "owner_id": c.subject.ID, "entry_id": c.ids.entry, "hash": "x", "created_at": 1})
	c.insert(t, "capture_addresses", columns{"owner_id": c.subject.ID, "hash": "x", "senders": c.subject.Email, "created_at": 1})
	c.insert(t, "files_quotas", columns{"owner_id": c.subject.ID, "bytes": 1 << 20, "set_at": 1})
	c.insert(t, "journal_schedules", columns{
		"entry_id": c.ids.entry, "author_id": c.subject.ID, "audience": "public", "day": "2099-01-01", "minute": 540, "zone": "UTC", "due_at": int64(4_000_000_000_000), "created_at": 1,
	})
	if n := count(t, in, `SELECT count(*) FROM journal_shared_changes WHERE author_id = $1`, c.subject.ID); n == 0 {
		c.insert(t, "journal_shared_changes", columns{"author_id": c.subject.ID, "changed_at": 1})
	}
	r := in.Request(http.MethodPost, "/mcp", strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_entries","arguments":{"query":"`+canary("tool")+`"}}}`), c.as["own read-only token"])
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json, text/event-stream")
	_ = in.Do(r).Body.Close()
	purged := c.entry(t, "3", "x")
	in.Must(me, `mutation($id:ID!){deleteEntry(id:$id){deletedId}}`, map[string]any{"id": purged})
	in.Must(me, `mutation($id:ID!){purgeEntry(id:$id){deletedId}}`, map[string]any{"id": purged})
	in.Settle()
	var err error
	if c.sessions, err = db.Select[string](t.Context(), in.App.DB.Reader(), `SELECT id FROM identity_sessions WHERE user_id = $1`, c.subject.ID); err != nil {
		t.Fatal(err)
	}
}

// guess leaves counted tries.
func (c *cast) guess(t testing.TB) {
	t.Helper()
	if _, err := c.in.App.Identity.SignInBrowser(t.Context(), identity.SignInForm{Login: c.subject.Handle, Password: "wrong"}); err == nil {
		t.Fatal("a wrong password is taken")
	}
	c.in.Settle()
}
