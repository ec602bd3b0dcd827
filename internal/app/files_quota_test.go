package app_test

import (
	"bytes"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

const setQuota = `mutation($u:ID!,$m:Int){adminSetFileQuota(userId:$u,megabytes:$m){storage{usedBytes files megabytes usualMegabytes} errors{code field}}}`

func confirmed(in *apptest.Instance, as apptest.Credential) apptest.Credential {
	in.Must(as, `mutation{confirmPassword(input:{password:"`+apptest.Password+`"}){confirmedAt errors{code}}}`, nil)
	return as
}

// TestAdministratorGivesSpace: an administrator sets the space of one person, who sees it and who did it, and uploads
// follow it from the next one on, up and down. The command line does the same.
func TestAdministratorGivesSpace(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d, "--file-quota-megabytes=1")
		ada, root := in.Person("ada", identity.RoleMember), in.Person("grace", identity.RoleAdmin)
		me, boss := ada.Browser(), confirmed(in, root.Browser())
		put := func(letter byte, kib int) int {
			return sendFile(t, in, me, fmt.Sprintf("%c.txt", letter), "", bytes.Repeat([]byte{letter}, kib<<10)).Status
		}
		give := func(megabytes any) apptest.Answer {
			return in.Must(boss, setQuota, map[string]any{"u": ada.ID, "m": megabytes})
		}
		const tooLarge = http.StatusRequestEntityTooLarge
		if a, b := put('a', 700), put('b', 700); a != http.StatusCreated || b != tooLarge {
			t.Fatal("the usual space:", a, b)
		}
		if a := give(2); a.At("adminSetFileQuota", "storage", "megabytes") != float64(2) || a.At("adminSetFileQuota", "storage", "files") != float64(1) {
			t.Fatalf("%s", a.Raw)
		}
		if a, b := put('b', 700), put('c', 900); a != http.StatusCreated || b != tooLarge {
			t.Error("two megabytes:", a, b)
		}
		seen := in.Must(me, `{viewer{storage{usedBytes quotaBytes quotaByAdmin}}}`, nil)
		if seen.At("viewer", "storage", "quotaBytes") != float64(2<<20) || seen.At("viewer", "storage", "quotaByAdmin") != true {
			t.Errorf("the person sees %s", seen.Raw)
		}
		in.Settle()
		log := in.Must(me, `{viewer{audit(first:5){nodes{action actor{handle} details{name value}}}}}`, nil)
		if !bytes.Contains(log.Raw, []byte(`files.quota_set`)) || !bytes.Contains(log.Raw, []byte(`"grace"`)) {
			t.Errorf("the person's records: %s", log.Raw)
		}
		// Less than is in use: nothing goes, nothing comes.
		give(0)
		if a := put('d', 1); a != tooLarge || count(t, in, "SELECT files FROM files_usage") != 2 {
			t.Error("no space at all:", a)
		}
		give(nil)
		if a := in.Must(boss, `query($u:ID!){adminStorage(userId:$u){files megabytes usualMegabytes}}`, map[string]any{"u": ada.ID}); a.At("adminStorage", "megabytes") != nil || a.At("adminStorage", "usualMegabytes") != float64(1) {
			t.Errorf("the usual again: %s", a.Raw)
		}
		three := 3
		if _, err := in.App.Files.SystemSetQuota(t.Context(), ada.ID, &three); err != nil || put('e', 900) != http.StatusCreated {
			t.Error("by the command line:", err)
		}
		if n := count(t, in, "SELECT count(*) FROM files_quotas"); n != 1 {
			t.Error(n, "quotas")
		}
		if err := in.App.Identity.SystemDelete(t.Context(), "ada"); err != nil {
			t.Fatal(err)
		}
		in.Settle()
		if n := count(t, in, "SELECT count(*) FROM files_quotas"); n != 0 {
			t.Error("the space outlived the account")
		}
	})
}

// TestOnlyAdministratorsGiveSpace: and only with a password just confirmed, in range, to somebody who is there.
func TestOnlyAdministratorsGiveSpace(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		ada, root := in.Person("ada", identity.RoleMember), in.Person("grace", identity.RoleAdmin)
		stale := root.Browser()
		in.Clock.Advance(identity.ReauthWindow)
		for name, c := range map[string]struct {
			as   apptest.Credential
			code string
		}{
			"stranger": {apptest.Credential{}, "identity.sign_in_required"}, "member": {confirmed(in, ada.Browser()), "identity.admin_only"},
			"not confirmed": {stale, "identity.confirm_password"}, "token": {root.Token(identity.ScopeRead, identity.ScopeAdmin), "identity.session_only"},
		} {
			a := in.GraphQL(c.as, setQuota, map[string]any{"u": ada.ID, "m": 9000})
			if !bytes.Contains(a.Raw, []byte(c.code)) {
				t.Errorf("%s: %s", name, a.Raw)
			}
			if a := in.GraphQL(c.as, `query($u:ID!){adminStorage(userId:$u){usedBytes}}`, map[string]any{"u": ada.ID}); name != "token" && name != "not confirmed" && a.At("adminStorage") != nil {
				t.Errorf("%s reads: %s", name, a.Raw)
			}
		}
		boss := confirmed(in, root.Browser())
		for name, v := range map[string]map[string]any{
			"identity.user_not_found": {"u": "01jdxxxxxxxxxxxxxxxxxxxxxx", "m": 1}, "files.quota_invalid": {"u": ada.ID, "m": -1},
		} {
			if a := in.GraphQL(boss, setQuota, v); !bytes.Contains(a.Raw, []byte(name)) {
				t.Errorf("%s: %s", name, a.Raw)
			}
		}
		if n := count(t, in, "SELECT count(*) FROM files_quotas"); n != 0 {
			t.Error("somebody was given space")
		}
	})
}

// TestAttack_B19_GivenSpaceHoldsUnderParallelUploads: as the usual space, while it is being made smaller.
func TestAttack_B19_GivenSpaceHoldsUnderParallelUploads(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d, "--file-quota-megabytes=50")
		ada := in.Person("ada", identity.RoleMember)
		me, one := ada.Browser(), 1
		if _, err := in.App.Files.SystemSetQuota(t.Context(), ada.ID, &one); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for i := range 12 {
			wg.Go(func() {
				sendFile(t, in, me, fmt.Sprintf("f%d.txt", i), "", bytes.Repeat([]byte{byte('a' + i)}, 200<<10))
			})
		}
		wg.Wait()
		if n := count(t, in, "SELECT count(*) FROM files_files WHERE ready"); n != 5 || blobs(t, in) != 5 {
			t.Errorf("%d files of 200 KiB in one MiB", n)
		}
	})
}
