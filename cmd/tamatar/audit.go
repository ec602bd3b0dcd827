package main

import (
	"context"
	"fmt"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/platform/config"
)

// auditCmd looks after the log of acts.
type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"Check that no record of the audit log was changed, taken out or put in."`
}

type auditVerifyCmd struct {
	config.Config `embed:""`
}

// Run names the first record that does not fit, or counts them all.
func (c *auditVerifyCmd) Run(ctx context.Context) error {
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		n, err := a.Audit.Verify(ctx)
		if err != nil {
			return fmt.Errorf("verify the audit log: %w", err)
		}
		fmt.Printf("The audit log is whole: %d records.\n", n)
		return nil
	})
}
