package db

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/pressly/goose/v3"

	"tamatar.dev/tamatar/migrations"
)

// ErrNewer means that the rows come from a newer version of this program, whose migrations this one does not know.
var ErrNewer = errors.New("db: made by a newer version")

// Applied are the numbers of the migrations that the schema behind q has seen,
// in ascending order; none before the first Migrate.
func Applied(ctx context.Context, q Querier) ([]int64, error) {
	has, err := hasTable(ctx, q, "goose_db_version")
	if err != nil || !has {
		return nil, err
	}
	out, err := Select[int64](ctx, q, `SELECT DISTINCT version_id FROM goose_db_version WHERE is_applied AND version_id > 0 ORDER BY version_id`)
	if err != nil {
		return nil, fmt.Errorf("read schema version: %w", err)
	}
	return out, nil
}

func hasTable(ctx context.Context, q Querier, name string) (bool, error) {
	query := `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = $1`
	if q.Dialect() == Postgres {
		query = `SELECT COUNT(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname = $1`
	}
	n, err := Get[int64](ctx, q, query, name)
	return n > 0, err
}

// MigrateTo applies exactly these migrations, as an earlier version of this
// program would have. Migrate may follow. Errors: ErrNewer for a number that
// this program does not have.
func MigrateTo(ctx context.Context, d *DB, versions []int64) error {
	done, err := Applied(ctx, d.Reader())
	if err != nil {
		return err
	}
	return migrateWith(ctx, d, migrations.FS, func(p *goose.Provider) error {
		known := map[int64]bool{}
		for _, s := range p.ListSources() {
			known[s.Version] = true
		}
		for _, v := range slices.Sorted(slices.Values(versions)) {
			if !known[v] {
				return fmt.Errorf("%w: migration %d", ErrNewer, v)
			}
			if slices.Contains(done, v) {
				continue
			}
			if _, err := p.ApplyVersion(ctx, v, true); err != nil {
				return err
			}
		}
		return nil
	})
}

// migrateVersions is MigrateTo, or Migrate for nil.
func migrateVersions(ctx context.Context, d *DB, versions []int64) error {
	if versions == nil {
		return Migrate(ctx, d)
	}
	return MigrateTo(ctx, d, versions)
}
