package app_test

import (
	"bytes"
	"fmt"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// TestAnExportIsOneState: what is written while an archive is made is either wholly in it or not at all. The archive is
// that of the moment at which it began, to the byte.
func TestAnExportIsOneState(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d)
		ada := in.Person("ada", identity.RoleMember)
		as := ada.Browser()
		write := func(name string) {
			t.Helper()
			in.Must(as, "mutation($i:WriteEntryInput!){writeEntry(input:$i){entry{id} errors{code}}}", map[string]any{
				"i": map[string]any{"clientId": "state-" + name, "body": "Words of " + name, "tags": []string{name}},
			})
		}
		for i := range 30 {
			write(fmt.Sprintf("before%d", i))
		}
		take := func(progress func(int)) []byte {
			t.Helper()
			var out bytes.Buffer
			if err := in.App.Portability.Write(t.Context(), ada.ID, false, &out, progress); err != nil {
				t.Fatal(err)
			}
			return out.Bytes()
		}
		before := take(nil)
		disturbed := 0
		during := take(func(n int) {
			if n%5 == 1 {
				disturbed++
				write(fmt.Sprintf("meanwhile%d", n))
			}
		})
		if disturbed < 3 {
			t.Fatal("nothing was written meanwhile")
		}
		if !bytes.Equal(before, during) {
			t.Error("what was written meanwhile is in the archive, in part or whole")
		}
		if bytes.Equal(before, take(nil)) {
			t.Error("what was written is not in the next archive: this test proves nothing")
		}
	})
}
