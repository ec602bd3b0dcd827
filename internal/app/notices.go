package app

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/backup"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/portability"
)

// noticeSubscriber hands events of rooms of rank 4, which cannot know each other, to notify.
const noticeSubscriber = "notify.tell"

const dataPath = "/settings/data"

// watchForNotices lets people hear of what backup and portability tell.
func (a *App) watchForNotices() {
	events.On(a.Bus, noticeSubscriber, func(ctx context.Context, tx *db.Tx, e backup.RunFailed) error {
		return a.Notify.TellAdmins(ctx, tx, notify.Telling{
			Kind: notify.KindBackupFailed, Key: "backup_failed:" + e.RunID, Path: "/admin/backups",
		})
	})
	events.On(a.Bus, noticeSubscriber, func(ctx context.Context, tx *db.Tx, e portability.ExportReady) error {
		return a.Notify.Tell(ctx, tx, notify.Telling{
			UserID: e.UserID, Kind: notify.KindExportReady, Key: "export_ready:" + e.ArchiveID, Path: dataPath,
		})
	})
	events.On(a.Bus, noticeSubscriber, func(ctx context.Context, tx *db.Tx, e portability.ExportFailed) error {
		return a.Notify.Tell(ctx, tx, notify.Telling{
			UserID: e.UserID, Kind: notify.KindExportFailed, Key: "export_failed:" + e.ArchiveID, Path: dataPath,
		})
	})
	events.On(a.Bus, noticeSubscriber, func(ctx context.Context, tx *db.Tx, e portability.DepartureSet) error {
		due := e.DueAt.UTC().Format(time.RFC3339)
		return a.Notify.Tell(ctx, tx, notify.Telling{
			UserID: e.UserID, Kind: notify.KindDepartureSet, Key: "departure:" + due, Path: dataPath, Facts: map[string]string{"time": due},
		})
	})
}
