package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/app/demo"
	"tamatar.dev/tamatar/internal/platform/config"
	"tamatar.dev/tamatar/internal/platform/day"
)

// demoCmd loads three people with eighteen months of logs, or removes them.
type demoCmd struct {
	config.Config `embed:""`
	Remove        bool   `help:"Take the demo people and everything they logged out again."`
	Until         string `help:"Last day of the logs, as YYYY-MM-DD; today when left out." placeholder:"DAY"`
}

// Run does it, and prints how to sign in.
func (c *demoCmd) Run(ctx context.Context) error {
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		loader := demo.Loader{Accounts: a.Identity, Entries: a.Journal, Notices: a.Notify, Answers: a.Reviews, Writing: a.Journal, Files: a.Files, Shares: a.Sharing, Hooks: a.Capture}
		if c.Remove {
			return c.remove(ctx, loader)
		}
		last := day.Date(a.Clock.Now().Format("2006-01-02"))
		if c.Until != "" {
			var err error
			if last, err = day.Parse(c.Until); err != nil {
				return fmt.Errorf("%q is not a day: write it as 2026-11-22", c.Until)
			}
		}
		chosen := demo.Password()
		loaded, err := loader.Load(ctx, last, chosen)
		fresh := false
		for _, l := range loaded {
			fmt.Printf("%s: %d entries added, %d known\n", l.Handle, l.Created, l.Known)
			fresh = fresh || l.Known == 0
		}
		if err != nil {
			return err
		}
		if fresh {
			fmt.Printf("New people sign in with their handle and the password %s\n", chosen)
		}
		return nil
	})
}

func (c *demoCmd) remove(ctx context.Context, loader demo.Loader) error {
	gone, err := loader.Remove(ctx)
	if err != nil {
		return err
	}
	if len(gone) == 0 {
		return errors.New("there are no demo people here")
	}
	fmt.Println("Removed:", strings.Join(gone, ", "))
	return nil
}
