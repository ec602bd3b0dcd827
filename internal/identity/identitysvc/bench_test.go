package identitysvc_test

import (
	"context"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// BenchmarkViewer is what every signed-in request pays before its own work, on a warm path.
func BenchmarkViewer(b *testing.B) {
	w := newWorld(b, dbtest.Open(b, db.SQLite))
	w.person("ada")
	_, in := w.signIn("ada")
	for name, credential := range map[string]string{"cookie": in.SessionToken, "access_token": "Bearer " + w.api("ada").AccessToken} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				a, err := w.s.Authenticate(context.Background(), credential)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := w.s.Viewer(identity.WithActor(context.Background(), a)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
