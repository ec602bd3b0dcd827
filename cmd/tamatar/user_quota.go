package main

import (
	"context"
	"errors"
	"fmt"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/platform/config"
)

// userQuotaCmd shows or sets the space for files of an account.
type userQuotaCmd struct {
	config.Config `embed:""`
	userHandle
	Megabytes *int `arg:"" optional:"" help:"Space in MiB, 0 to 1048576."`
	Usual     bool `help:"Give the usual space of the instance again."`
}

// Run does it, and prints what holds now.
func (c *userQuotaCmd) Run(ctx context.Context) error {
	if c.Usual && c.Megabytes != nil {
		return errors.New("give a number of megabytes or --usual, not both")
	}
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		userID, err := a.Identity.SystemID(ctx, c.Handle)
		if err != nil {
			return err
		}
		var space *files.AdminStorage
		if c.Usual || c.Megabytes != nil {
			space, err = a.Files.SystemSetQuota(ctx, userID, c.Megabytes)
		} else {
			space, err = a.Files.SystemStorage(ctx, userID)
		}
		if err != nil {
			return err
		}
		if space.Megabytes == nil {
			fmt.Printf("%s: the usual %d MiB, %.1f in use\n", c.Handle, space.UsualMegabytes, space.UsedBytes/(1<<20))
		} else {
			fmt.Printf("%s: %d MiB, %.1f in use\n", c.Handle, *space.Megabytes, space.UsedBytes/(1<<20))
		}
		return nil
	})
}
