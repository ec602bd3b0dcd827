package app

import (
	"context"
	"fmt"
	"time"

	"tamatar.dev/tamatar/internal/backup"
	"tamatar.dev/tamatar/internal/backup/archive"
	"tamatar.dev/tamatar/internal/backup/backupsvc"
	"tamatar.dev/tamatar/internal/operations"
	"tamatar.dev/tamatar/internal/operations/operationssvc"
	"tamatar.dev/tamatar/internal/platform/page"
)

// backups makes the room of backups and puts it on the page of health.
func (a *App) backups(cursors *page.Sealer) (*backupsvc.Service, error) {
	cfg := a.Config
	lock, err := archive.NewLock(cfg.BackupRecipients, cfg.BackupPassphrase)
	if err != nil {
		return nil, fmt.Errorf("set up backups: %w", err)
	}
	s := backupsvc.New(backupsvc.Deps{
		DB: a.DB, Clock: a.Clock, Log: a.Log, Bus: a.Bus, Jobs: a.Jobs, Pages: cursors, Files: a.Blob, Keyring: a.Keyring, MadeBy: Version,
		Dir: cfg.BackupDir, Every: cfg.BackupEvery, Lock: lock, WithKeyring: cfg.BackupKeyring,
		Keep: backup.Keep{Daily: cfg.BackupKeepDaily, Weekly: cfg.BackupKeepWeekly, Monthly: cfg.BackupKeepMonthly},
	})
	a.Operations.AddProbe(operationssvc.Probe{Name: "backup", Look: func(ctx context.Context) operations.HealthPart {
		return a.lookBackup(ctx, s)
	}})
	return s, nil
}

// lookBackup judges how old the last proven backup is.
func (a *App) lookBackup(ctx context.Context, s *backupsvc.Service) operations.HealthPart {
	if a.Config.BackupDir == "" {
		return operations.HealthPart{Status: operations.HealthStatusOff}
	}
	at, _, err := s.LastProven(ctx)
	if err != nil {
		return operationssvc.Part(err)
	}
	if at.IsZero() {
		message := "no backup has been proven yet"
		return operations.HealthPart{Status: operations.HealthStatusWarning, Message: &message}
	}
	part := operationssvc.Part(nil, operationssvc.Fact("at", at.UTC().Format(time.RFC3339)))
	if a.Clock.Now().Sub(at) > 2*a.Config.BackupEvery {
		message := "the last proven backup is older than two intervals"
		part.Status, part.Message = operations.HealthStatusBad, &message
	}
	return part
}
