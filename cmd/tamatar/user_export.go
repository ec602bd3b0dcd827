package main

import (
	"context"
	"errors"
	"io"
	"os"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/platform/config"
)

// userExportCmd writes everything of a person as one archive, for an operator who is asked for it. The person finds it
// in their account activity.
type userExportCmd struct {
	config.Config `embed:""`
	userHandle    `embed:""`
	Out           string `short:"o" type:"path" help:"File to write. It must not exist. Standard output when left out."`
	Records       bool   `help:"Also what this instance has noted about the account: sessions, names of tokens, the log of acts."`
}

// Run writes the archive. What was begun is removed when it fails.
func (c *userExportCmd) Run(ctx context.Context) error {
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		if c.Out == "" {
			return a.Portability.SystemExport(ctx, c.Handle, c.Records, os.Stdout)
		}
		file, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		err = a.Portability.SystemExport(ctx, c.Handle, c.Records, io.Writer(file))
		if err = errors.Join(err, file.Close()); err != nil {
			err = errors.Join(err, os.Remove(c.Out))
		}
		return err
	})
}
