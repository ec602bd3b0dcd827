package backup

import "tamatar.dev/tamatar/internal/identity"

// RunAsked says that an administrator asked for a backup out of its turn.
type RunAsked struct {
	identity.Trace
	RunID string `json:"runId"`
}

// EventName is the stable name of the event.
func (RunAsked) EventName() string { return "backup.run_asked.v1" }

// CheckAsked says that an administrator asked to look through a kept archive again.
type CheckAsked struct {
	identity.Trace
	RunID string `json:"runId"`
	File  string `json:"file"`
}

// EventName is the stable name of the event.
func (CheckAsked) EventName() string { return "backup.check_asked.v1" }

// ArchiveDownloaded says that an administrator fetched an encrypted archive.
type ArchiveDownloaded struct {
	identity.Trace
	RunID string `json:"runId"`
	File  string `json:"file"`
}

// EventName is the stable name of the event.
func (ArchiveDownloaded) EventName() string { return "backup.archive_downloaded.v1" }

// RunProven says that a backup was written, restored into a throw-away database and compared.
type RunProven struct {
	RunID string `json:"runId"`
	File  string `json:"file"`
	Bytes int64  `json:"bytes"`
	Rows  int64  `json:"rows"`
}

// EventName is the stable name of the event.
func (RunProven) EventName() string { return "backup.run_proven.v1" }

// RunFailed says that there is no backup where there should be one: a run failed, or a kept archive is damaged.
type RunFailed struct {
	RunID   string        `json:"runId"`
	Failure BackupFailure `json:"failure"`
}

// EventName is the stable name of the event.
func (RunFailed) EventName() string { return "backup.run_failed.v1" }
