package backup

import (
	"io"
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/gqlenum"
	"tamatar.dev/tamatar/internal/platform/page"
)

// BackupStatus is how far a run has come.
type BackupStatus string

// The statuses. Proven: the archive was restored into a throw-away database and compared.
const (
	BackupStatusWaiting BackupStatus = "waiting"
	BackupStatusRunning BackupStatus = "running"
	BackupStatusProven  BackupStatus = "proven"
	BackupStatusFailed  BackupStatus = "failed"
)

var statuses = []BackupStatus{BackupStatusWaiting, BackupStatusRunning, BackupStatusProven, BackupStatusFailed}

// MarshalGQL writes the GraphQL form.
func (s BackupStatus) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(s)) }

// UnmarshalGQL reads the GraphQL form. Error: gqlenum.ErrBadEnum.
func (s *BackupStatus) UnmarshalGQL(v any) error { return gqlenum.Into(s, v, statuses...) }

// BackupFailure is why a run failed, or why an archive no longer counts.
type BackupFailure string

// The failures. What exactly went wrong is in the log.
const (
	BackupFailureDiskFull    BackupFailure = "disk_full"
	BackupFailureFolder      BackupFailure = "folder"
	BackupFailureDatabase    BackupFailure = "database"
	BackupFailureNotProven   BackupFailure = "not_proven"
	BackupFailureDamaged     BackupFailure = "damaged"
	BackupFailureMissing     BackupFailure = "missing"
	BackupFailureInterrupted BackupFailure = "interrupted"
	BackupFailureOther       BackupFailure = "other"
)

var failures = []BackupFailure{
	BackupFailureDiskFull, BackupFailureFolder, BackupFailureDatabase, BackupFailureNotProven, BackupFailureDamaged,
	BackupFailureMissing, BackupFailureInterrupted, BackupFailureOther,
}

// MarshalGQL writes the GraphQL form.
func (f BackupFailure) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(f)) }

// UnmarshalGQL reads the GraphQL form. Error: gqlenum.ErrBadEnum.
func (f *BackupFailure) UnmarshalGQL(v any) error { return gqlenum.Into(f, v, failures...) }

// BackupRun is one attempt at a backup, and its archive while that is kept.
type BackupRun struct {
	ID     string
	Status BackupStatus
	// Scheduled is false when an administrator asked for it.
	Scheduled  bool
	AskedAt    time.Time
	FinishedAt *time.Time
	// File is the name of the archive in the folder; nil when there is none, or none any more.
	File *string
	// Megabytes is the size of the archive.
	Megabytes float64
	// Rows, Tables and Files are what is in it.
	Rows, Tables, Files int
	// WriteSeconds and ProofSeconds are how long writing and proving took.
	WriteSeconds, ProofSeconds float64
	Encrypted, WithKeyring     bool
	MadeBy                     string
	Failure                    *BackupFailure
	// CheckedAt is when the kept archive was last compared with what was proven.
	CheckedAt *time.Time
	// DownloadPath is where an encrypted archive can be fetched; nil for others.
	DownloadPath *string
}

// BackupRunEdge is one run in a list, with its cursor.
type BackupRunEdge struct {
	Cursor string
	Node   BackupRun
}

// BackupRunConnection is a page of runs, newest first.
type BackupRunConnection struct {
	Nodes    []BackupRun
	Edges    []BackupRunEdge
	PageInfo page.Info
}

// BackupOverview is what an administrator sees first.
type BackupOverview struct {
	// Scheduled is false when no folder is configured.
	Scheduled    bool
	EverySeconds int
	// Keep counts of how many days, weeks and months a proven backup is kept.
	KeepDaily, KeepWeekly, KeepMonthly int
	Encrypted, WithKeyring             bool
	// LastProven is the newest backup that can be counted on; Last the newest run, whatever came of it.
	LastProven, Last *BackupRun
	// Overdue tells that the last proven backup is older than two intervals.
	Overdue bool
}

// BackupRunPayload answers an act.
type BackupRunPayload struct {
	Run    *BackupRun
	Errors []errs.UserError
}

// What may be said to an administrator.
var (
	// ErrNotConfigured: the instance has no folder for backups.
	ErrNotConfigured = errs.New(errs.Conflict, "backup.not_configured", "No folder for backups is set. Set TAMATAR_BACKUP_DIR and restart the server.")
	// ErrUnderWay: one backup at a time.
	ErrUnderWay = errs.New(errs.Conflict, "backup.under_way", "A backup is under way already. Look again in a moment.")
	// ErrRunNotFound: there is no such run, or its archive is gone.
	ErrRunNotFound = errs.New(errs.NotFound, "backup.run_not_found", "This backup is not kept any more.")
	// ErrNotEncrypted: only encrypted archives leave the machine through the browser.
	ErrNotEncrypted = errs.New(errs.Forbidden, "backup.not_encrypted", "Only encrypted backups can be downloaded. Copy this one on the machine itself.")
)
