package app_test

import (
	"bytes"
	"io"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/backup/archive"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// A backup holds what people attached: restored on either database, rows, uses, the space counted and the bytes are there.
func TestBackupsHoldFiles(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		me := in.Person("ada", identity.RoleMember).Browser()
		picture := sendFile(t, in, me, "board.png", "the board", pngOf(t, photo(40, 30)))
		text := sendFile(t, in, me, "build.log", "", []byte("line one\n"))
		writeEntry(in, me, "with-files", picture.Markdown+" "+text.Markdown, "PRIVATE")
		in.Settle()
		_, want := get(t, in, me, picture.URL)
		var out bytes.Buffer
		_, err := archive.Write(t.Context(), archive.Source{DB: in.App.DB, Files: in.App.Blob, Keyring: in.App.Keyring, Clock: in.Clock, MadeBy: "test"}, &out, archive.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
			target, err := db.Open(t.Context(), db.Options{DSN: dbtest.EmptyDSN(t, engine)})
			if err != nil {
				t.Fatal(err)
			}
			defer target.Close()
			kept, err := blob.Open(t.Context(), "mem://")
			if err != nil {
				t.Fatal(err)
			}
			open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(out.Bytes())), nil }
			if _, err := archive.Restore(t.Context(), open, archive.Key{}, archive.Target{DB: target, Files: kept, Keyring: in.App.Keyring}, archive.Consent{}); err != nil {
				t.Fatal(engine, err)
			}
			body, _, err := kept.GetFile(t.Context(), "file/"+picture.ID)
			if err != nil {
				t.Fatal(engine, err)
			}
			got, err := io.ReadAll(body)
			if _ = body.Close(); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s: the picture came back with %d bytes, %v", engine, len(got), err)
			}
			rows, err := db.Get[int](t.Context(), target.Reader(), `SELECT (SELECT count(*) FROM files_files WHERE ready) + (SELECT count(*) FROM journal_entry_files WHERE shown)
				+ (SELECT count(*) FROM files_usage WHERE files = 2)`)
			if err != nil || rows != 5 {
				t.Errorf("%s: %d rows, %v", engine, rows, err)
			}
		}
	})
}
