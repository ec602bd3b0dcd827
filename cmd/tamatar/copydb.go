package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"tamatar.dev/tamatar/internal/platform/db"
)

// copydbCmd moves an instance between the two databases.
type copydbCmd struct {
	From string `required:"" help:"Database to read: sqlite:PATH or postgres://…" placeholder:"URL"`
	To   string `required:"" help:"Empty database to fill: sqlite:PATH or postgres://…" placeholder:"URL"`
}

// Run copies everything and prints the rows and the checksum of each table. Stop the instance first: what is written
// meanwhile is left behind. Files and the keyring are not in the database: keep the data folder.
func (c *copydbCmd) Run(ctx context.Context) (err error) {
	from, err := db.Open(ctx, db.Options{DSN: c.From})
	if err != nil {
		return fmt.Errorf("open --from: %w", err)
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	to, err := db.Open(ctx, db.Options{DSN: c.To})
	if err != nil {
		return fmt.Errorf("open --to: %w", err)
	}
	defer func() { err = errors.Join(err, to.Close()) }()

	shown := newProgress(os.Stderr)
	report, err := db.Copy(ctx, from, to, shown.step)
	shown.end()
	if err != nil {
		return err
	}
	rows := int64(0)
	for _, t := range report.Tables {
		rows += t.Rows
		fmt.Printf("%-32s %10d rows  %s\n", t.Name, t.Rows, t.Checksum[:min(16, len(t.Checksum))])
	}
	fmt.Printf("Copied %d rows in %d tables; both sides have the same checksums.\n", rows, len(report.Tables))
	return nil
}
