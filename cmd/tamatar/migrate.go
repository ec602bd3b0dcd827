package main

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/platform/config"
)

// migrateCmd brings the schema up to date; serve does the same at its start.
type migrateCmd struct {
	config.Config `embed:""`
}

// Run migrates and exits.
func (c *migrateCmd) Run(ctx context.Context) error {
	a, err := app.Open(ctx, &c.Config)
	if err != nil {
		return err
	}
	fmt.Printf("The %s database is up to date.\n", a.DB.Dialect())
	return a.Close()
}
