package main

import (
	"context"
	"os"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/platform/config"
)

// serveCmd runs the instance.
type serveCmd struct {
	config.Config `embed:""`
}

// Run serves until the process is told to stop.
func (c *serveCmd) Run(ctx context.Context) error { return app.Serve(ctx, &c.Config, os.Stdout) }
