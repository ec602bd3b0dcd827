package app_test

import (
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/backup/archive"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

const backupState = `{adminBackup{scheduled overdue encrypted lastProven{id file status rows} last{id status failure}}
	adminBackupRuns(first:10){nodes{id status scheduled file failure rows megabytes downloadPath checkedAt}}}`

func runs(in *apptest.Instance, as apptest.Credential) []map[string]any {
	var out []map[string]any
	list := in.Must(as, backupState, nil).Data["adminBackupRuns"].(map[string]any)["nodes"].([]any)
	for _, n := range list {
		out = append(out, n.(map[string]any))
	}
	return out
}

func overview(in *apptest.Instance, as apptest.Credential) map[string]any {
	return in.Must(as, backupState, nil).Data["adminBackup"].(map[string]any)
}

func archives(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	found, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	for _, f := range found {
		out = append(out, f.Name())
	}
	return out
}

func TestScheduledBackupsAreProvenAndOldOnesGo(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		dir := filepath.Join(t.TempDir(), "backups")
		in := apptest.New(t, d, "--backup-dir="+dir, "--backup-keep-daily=2", "--backup-keep-weekly=0", "--backup-keep-monthly=0")
		admin := in.Person("head", identity.RoleAdmin) // settles: the first backup is made at once
		in.Settle()
		got := runs(in, admin.Browser())
		if len(got) != 1 || got[0]["status"] != "PROVEN" || got[0]["scheduled"] != true || got[0]["rows"].(float64) < 1 {
			t.Fatalf("%v", got)
		}
		for range 3 {
			in.Clock.Advance(24 * time.Hour)
			in.Settle()
		}
		got = runs(in, admin.Browser())
		if len(got) != 4 || len(archives(t, dir)) != 2 || got[0]["file"] == nil || got[1]["file"] == nil || got[2]["file"] != nil {
			t.Errorf("%v, files %v", got, archives(t, dir))
		}
		if o := overview(in, admin.Browser()); o["overdue"] != false || o["lastProven"].(map[string]any)["file"] != got[0]["file"] {
			t.Errorf("%v", o)
		}
		in.Clock.Advance(49 * time.Hour) // nobody is at it
		if o := overview(in, admin.Browser()); o["overdue"] != true {
			t.Errorf("%v", o)
		}
		metric := in.App.Backup.Collectors()[0]
		if n := testutil.CollectAndCount(metric, "tamatar_backup_last_proven_timestamp_seconds"); n != 1 {
			t.Errorf("%d metrics", n)
		}
		if problems, err := testutil.CollectAndLint(metric); err != nil || len(problems) != 0 {
			t.Errorf("%v, %v", problems, err)
		}
	})
}

func TestBackupThatFailsIsToldAndTheLastProvenStays(t *testing.T) {
	in := apptest.New(t, dbtest.Open(t, db.SQLite), "--backup-dir="+filepath.Join(t.TempDir(), "backups"))
	dir := in.App.Config.BackupDir
	admin := in.Person("head", identity.RoleAdmin)
	in.Settle()
	good := runs(in, admin.Browser())[0]
	// The folder is replaced by a file.
	if err := errors.Join(os.Rename(dir, dir+".away"), os.WriteFile(dir, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	as := admin.Browser()
	in.Must(as, `mutation{adminRunBackup{run{status} errors{code}}}`, nil)
	in.Settle()
	got := runs(in, as)
	if len(got) != 2 || got[0]["status"] != "FAILED" || got[0]["failure"] != "FOLDER" || got[0]["scheduled"] != false {
		t.Fatalf("%v", got)
	}
	if o := overview(in, as); o["lastProven"].(map[string]any)["id"] != good["id"] || o["last"].(map[string]any)["status"] != "FAILED" {
		t.Errorf("%v", o)
	}
	if err := errors.Join(os.Remove(dir), os.Rename(dir+".away", dir)); err != nil {
		t.Fatal(err)
	}
	in.Must(as, `mutation{adminRunBackup{run{status} errors{code}}}`, nil)
	in.Settle()
	if got := runs(in, as); got[0]["status"] != "PROVEN" {
		t.Errorf("it does not heal: %v", got)
	}
}

func TestCheckFindsAnArchiveThatChangedOrWentAway(t *testing.T) {
	in := apptest.New(t, dbtest.Open(t, db.SQLite), "--backup-dir="+filepath.Join(t.TempDir(), "backups"))
	dir := in.App.Config.BackupDir
	admin := in.Person("head", identity.RoleAdmin)
	in.Settle()
	as := admin.Browser()
	check := func() map[string]any {
		in.Must(as, `mutation($id:ID!){adminCheckBackup(id:$id){run{id} errors{code}}}`, map[string]any{"id": runs(in, as)[0]["id"]})
		in.Settle()
		return runs(in, as)[0]
	}
	if got := check(); got["status"] != "PROVEN" || got["checkedAt"] == nil {
		t.Fatalf("an honest archive: %v", got)
	}
	file := filepath.Join(dir, archives(t, dir)[0])
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	body[len(body)/2] ^= 1
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := check(); got["status"] != "FAILED" || got["failure"] != "DAMAGED" {
		t.Errorf("a flipped bit: %v", got)
	}
	if o := overview(in, as); o["lastProven"] != nil {
		t.Errorf("a damaged archive still counts: %v", o)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if got := check(); got["failure"] != "MISSING" {
		t.Errorf("a removed one: %v", got)
	}
}

func TestBackupsOfSeveralNodesAndOneAtATime(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d, "--backup-dir="+filepath.Join(t.TempDir(), "backups"))
		other := in.Node()
		admin := in.Person("head", identity.RoleAdmin)
		other.Settle()
		in.Settle()
		as := admin.Browser()
		if got := runs(in, as); len(got) != 1 {
			t.Fatalf("two nodes made %v", got)
		}
		answer := func(n *apptest.Instance) []any {
			return n.Must(as, `mutation{adminRunBackup{run{status} errors{code}}}`, nil).Data["adminRunBackup"].(map[string]any)["errors"].([]any)
		}
		if e := answer(in); len(e) != 0 {
			t.Fatal(e)
		}
		if e := answer(other); len(e) != 1 || e[0].(map[string]any)["code"] != "backup.under_way" {
			t.Errorf("a second one at once: %v", e)
		}
		in.Clock.Advance(6 * time.Hour) // its job is lost with its node
		if _, err := d.Writer().Exec(t.Context(), `DELETE FROM river_job WHERE kind = 'backup.run'`); err != nil {
			t.Fatal(err)
		}
		in.Must(admin.Browser(), `mutation{adminRunBackup{run{status} errors{code}}}`, nil)
		in.Settle()
		got := runs(in, admin.Browser())
		if got[0]["status"] != "PROVEN" || got[1]["failure"] != "INTERRUPTED" {
			t.Errorf("%v", got)
		}
	})
}

func TestDownloadsAreEncryptedAndForAdministratorsAlone(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	in := apptest.New(t, dbtest.Open(t, db.SQLite), "--backup-dir="+filepath.Join(t.TempDir(), "b"), "--backup-recipients="+id.Recipient().String(), "--backup-keyring")
	admin, member := in.Person("head", identity.RoleAdmin), in.Person("zoe", identity.RoleMember)
	in.Settle()
	path := runs(in, admin.Browser())[0]["downloadPath"].(string)
	get := func(as apptest.Credential) (*http.Response, []byte) {
		res := in.Do(in.Request(http.MethodGet, path, nil, as))
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res, body
	}
	res, body := get(admin.Browser())
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(string(body), "age-encryption.org/") || !strings.Contains(res.Header.Get("Content-Disposition"), ".age") {
		t.Fatalf("status %d, %v", res.StatusCode, res.Header)
	}
	key, err := archive.NewKey(strings.NewReader(id.String()), "")
	if err != nil {
		t.Fatal(err)
	}
	s, inside, err := archive.Check(t.Context(), func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(string(body))), nil }, key)
	if err != nil || inside == nil || !s.SealedBy(in.App.Keyring) {
		t.Errorf("what came down: %v", err)
	}
	in.Settle()
	audit := in.Must(admin.Browser(), `{adminAudit(first:20,action:"backup.archive_downloaded"){nodes{action details{name value}}}}`, nil)
	if !strings.Contains(string(audit.Raw), archives(t, in.App.Config.BackupDir)[0]) {
		t.Errorf("the download is not in the audit log: %s", audit.Raw)
	}
	stale := admin.Browser()
	in.Clock.Advance(identity.ReauthWindow + time.Minute)
	for name, as := range map[string]apptest.Credential{
		"stranger": {}, "member": member.Browser(), "token": admin.Token(identity.ScopeAdmin), "password not confirmed lately": stale,
	} {
		if res, body := get(as); res.StatusCode < 400 || strings.Contains(string(body), "age-encryption") {
			t.Errorf("%s: status %d", name, res.StatusCode)
		}
	}
	for _, as := range []apptest.Credential{member.Browser(), admin.Token(identity.ScopeRead)} {
		if a := in.GraphQL(as, backupState, nil); len(a.Errors) == 0 {
			t.Errorf("somebody else sees the backups: %s", a.Raw)
		}
	}
}

func TestOpenArchivesAreNotDownloaded(t *testing.T) {
	in := apptest.New(t, dbtest.Open(t, db.SQLite), "--backup-dir="+filepath.Join(t.TempDir(), "b"))
	admin := in.Person("head", identity.RoleAdmin)
	in.Settle()
	run := runs(in, admin.Browser())[0]
	if run["downloadPath"] != nil {
		t.Errorf("%v", run)
	}
	if res := in.Do(in.Request(http.MethodGet, "/api/backups/"+run["id"].(string), nil, admin.Browser())); res.StatusCode != http.StatusForbidden {
		t.Errorf("status %d", res.StatusCode)
	}
	without := apptest.New(t, dbtest.Open(t, db.SQLite))
	other := without.Person("head", identity.RoleAdmin)
	answer := without.Must(other.Browser(), `mutation{adminRunBackup{errors{code}}}`, nil)
	if !strings.Contains(string(answer.Raw), "backup.not_configured") || len(without.App.Backup.Collectors()) != 0 {
		t.Errorf("%s", answer.Raw)
	}
}
