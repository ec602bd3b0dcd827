// Command testpg runs a PostgreSQL server of its own for tests that are not written in Go. It answers each line
// "new" on standard input with the address of a fresh database, and stops the server when its input ends.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"

	"tamatar.dev/tamatar/internal/platform/dbtest"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "testpg:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	server, err := dbtest.StartPostgres(ctx, dbtest.PostgresOptions{TCP: true})
	if err != nil {
		return err
	}
	defer server.Stop()
	fmt.Println("ready")
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if lines.Text() != "new" {
			continue
		}
		dsn, _, err := server.NewDatabase(ctx, "")
		if err != nil {
			return err
		}
		fmt.Println(dsn)
	}
	return lines.Err()
}
