package dbtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"github.com/jackc/pgx/v5"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/migrations"
)

// sharedServer is this process's server. It is stopped by its watchdog when the
// process ends, since no test knows that it is the last one.
var sharedServer = sync.OnceValues(func() (*Server, error) {
	ctx := context.Background()
	dsn := os.Getenv("TAMATAR_TEST_POSTGRES")
	if dsn == "" {
		return StartPostgres(ctx, PostgresOptions{})
	}
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return nil, fmt.Errorf("connect to TAMATAR_TEST_POSTGRES: %w", err)
	}
	return &Server{dsn: dsn, admin: conn}, nil
})

// sharedTemplate is the name of a migrated database to copy. It carries a hash
// of the migrations, so that processes can share it on a lasting server.
var sharedTemplate = sync.OnceValues(func() (string, error) {
	s, err := sharedServer()
	if err != nil {
		return "", err
	}
	hash, err := migrationsHash()
	if err != nil {
		return "", err
	}
	return s.makeTemplate(context.Background(), "tamatar_template_"+hash)
})

// makeTemplate builds the database under another name and renames it when it
// is complete; a lock keeps processes from doing it twice.
func (s *Server) makeTemplate(ctx context.Context, name string) (_ string, err error) {
	if err := s.exec(ctx, "SELECT pg_advisory_lock(7236002)"); err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, s.exec(ctx, "SELECT pg_advisory_unlock(7236002)")) }()
	exists := false
	if err := s.admin.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", name).Scan(&exists); err != nil || exists {
		return name, err
	}
	building := name + "_building"
	if err := s.exec(ctx, "DROP DATABASE IF EXISTS "+building+" WITH (FORCE)"); err != nil {
		return "", err
	}
	if err := s.create(ctx, building, ""); err != nil {
		return "", err
	}
	if err := migrate(ctx, s.address(building)); err != nil {
		return "", err
	}
	return name, s.exec(ctx, "ALTER DATABASE "+building+" RENAME TO "+name)
}

func migrate(ctx context.Context, dsn string) error {
	d, err := db.Open(ctx, db.Options{DSN: dsn})
	if err != nil {
		return err
	}
	return errors.Join(db.Migrate(ctx, d), d.Close())
}

func migrationsHash() (string, error) {
	h := sha256.New()
	err := fs.WalkDir(migrations.FS, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := fs.ReadFile(migrations.FS, path)
		h.Write([]byte(path))
		h.Write(b)
		return err
	})
	return hex.EncodeToString(h.Sum(nil))[:16], err
}
