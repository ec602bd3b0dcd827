package app

import (
	"tamatar.dev/tamatar/internal/audit/auditsvc"
	"tamatar.dev/tamatar/internal/backup"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/operations"
)

// auditPeers has the audit log hear the rooms of its own rank, which it may not import.
func (a *App) auditPeers() {
	auditsvc.Hear(a.Audit, func(e backup.RunAsked) identity.Trace { return e.Trace }, ofInstance[backup.RunAsked],
		func(backup.RunAsked) []string { return nil })
	auditsvc.Hear(a.Audit, func(e backup.CheckAsked) identity.Trace { return e.Trace }, ofInstance[backup.CheckAsked],
		func(e backup.CheckAsked) []string { return []string{"file", e.File} })
	auditsvc.Hear(a.Audit, func(e backup.ArchiveDownloaded) identity.Trace { return e.Trace }, ofInstance[backup.ArchiveDownloaded],
		func(e backup.ArchiveDownloaded) []string { return []string{"file", e.File} })
	auditsvc.Hear(a.Audit, func(e operations.JobRunAgain) identity.Trace { return e.Trace }, ofInstance[operations.JobRunAgain],
		func(e operations.JobRunAgain) []string { return []string{"job", e.JobID, "task", e.JobKind} })
	auditsvc.Hear(a.Audit, func(e operations.JobDiscarded) identity.Trace { return e.Trace }, ofInstance[operations.JobDiscarded],
		func(e operations.JobDiscarded) []string { return []string{"job", e.JobID, "task", e.JobKind} })
	auditsvc.Hear(a.Audit, func(e operations.ScheduleRun) identity.Trace { return e.Trace }, ofInstance[operations.ScheduleRun],
		func(e operations.ScheduleRun) []string { return []string{"schedule", e.Schedule} })
}

// ofInstance is the subject of an act that concerns no single account.
func ofInstance[E any](E) string { return "" }
