package app_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// plant puts words into what furnish does not make, as the services would have written it: what signs in, what is at
// providers, devices, notices, sessions, backups, archives.
func (c *cast) plant(t testing.TB) {
	t.Helper()
	in, me := c.in, c.subject.ID
	in.Must(c.as["self"], `mutation{updateNotificationSettings(input:{digestTime:"08:00",reminderTime:"`+reminder+`",reminderDays:[MONDAY]}){errors{code}}}`, nil)
	_, err := in.App.Identity.SystemSaveProvider(t.Context(), identity.SaveProviderInput{
		Slug: "hidden", Name: canary("provider"), Issuer: "https://login.example.org", ClientID: canary("client"), Enabled: false,
	})
	if err != nil {
		t.Fatal(err)
	}
	provider := c.one(t, `SELECT id FROM identity_providers WHERE slug = 'hidden'`)
	c.insert(t, "identity_provider_links", columns{"id": "link", "user_id": me, "provider_id": provider, "issuer": "i", "subject": canary("subject"), "label": canary("label"), "created_at": 1})
	c.insert(t, "identity_passkeys", columns{
		"id": "passkey", "user_id": me, "credential_id": "x", "name": canary("passkey"), "synced": true, "created_at": 1,
		"credential": in.App.Keyring.Seal(secret.AAD("identity_passkeys", "credential", "passkey"), []byte("{}")),
	})
	c.insert(t, "identity_sessions", columns{
		"id": "session", "user_id": me, "kind": "api", "device": canary("session"), "network": "192.0.2.0/24",
		"created_at": 1, "last_seen_at": db.Millis(in.Clock.Now()), "expires_at": db.Millis(in.Clock.Now().AddDate(0, 0, 5)),
	})
	c.insert(t, "notify_push_endpoints", columns{
		"id": "device", "user_id": me, "session_id": c.ids.session, "endpoint_hash": "x", "name": canary("device"), "created_at": 1,
		"sealed": in.App.Keyring.Seal(secret.AAD("notify_push_endpoints", "sealed", "device"), []byte("{}")),
	})
	c.insert(t, "notify_notices", columns{
		"id": "notice", "user_id": me, "category": "security", "kind": "token_created", "event_key": "x", "path": "/x", "in_inbox": true, "created_at": 1,
		"facts": `{"name":"` + canary("notice") + `","time":"2026-11-22T09:00:00Z"}`,
	})
	c.insert(t, "backup_runs", columns{
		"id": "backup", "status": "proven", "cause": "schedule", "asked_at": 1, "started_at": 1, "finished_at": 1, "file": canary("backup"), "made_by": "x",
	})
	c.ids.archive = in.Must(c.as["self"], askAll, nil).Text("requestExport", "archive", "id")
	in.Settle()
}

// reminder is a time of day that nothing else has.
const reminder = "03:17"

type columns map[string]any

func (c *cast) insert(t testing.TB, table string, row columns) {
	t.Helper()
	names := slices.Sorted(maps.Keys(row))
	marks, values := make([]string, len(names)), make([]any, len(names))
	for i, name := range names {
		marks[i], values[i] = fmt.Sprintf("$%d", i+1), row[name]
	}
	err := c.in.App.DB.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO "+table+" ("+strings.Join(names, ", ")+") VALUES ("+strings.Join(marks, ", ")+")", values...)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", table, err)
	}
}

func (c *cast) one(t testing.TB, query string, args ...any) string {
	t.Helper()
	text, err := db.Get[string](t.Context(), c.in.App.DB.Reader(), query, args...)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// unpacked is the answer with what its archive holds: words in a packed file would not be seen.
func unpacked(answer []byte) []byte {
	at := bytes.Index(answer, []byte("PK\x03\x04"))
	if at < 0 {
		return answer
	}
	// The headers of the answer stand behind the archive.
	for end := len(answer); end > at; end-- {
		if end >= at+22 && bytes.Equal(answer[end-22:end-18], []byte("PK\x05\x06")) {
			if r, err := zip.NewReader(bytes.NewReader(answer[at:end]), int64(end-at)); err == nil {
				return append(slices.Clone(answer), contents(r)...)
			}
		}
	}
	return answer
}

func contents(r *zip.Reader) (out []byte) {
	for _, f := range r.File {
		out = append(out, f.Name...)
		body, err := f.Open()
		if err != nil {
			continue
		}
		text, _ := io.ReadAll(body)
		_ = body.Close()
		out = append(out, text...)
	}
	return out
}

func TestPackedWordsAreSeen(t *testing.T) {
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	f, err := w.Create("entries.json")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = f.Write(bytes.Repeat([]byte(canary("entry")), 50))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	answer := append(packed.Bytes(), "map[Content-Type:[application/zip]]"...)
	if bytes.Contains(answer, []byte(canary("entry"))) || !bytes.Contains(unpacked(answer), []byte(canary("entry"))) {
		t.Error("a word in an archive is not found")
	}
}
