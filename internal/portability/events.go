package portability

import (
	"time"

	"tamatar.dev/tamatar/internal/identity"
)

// ExportRequested says that somebody asked for an archive of everything.
type ExportRequested struct {
	identity.Trace
	UserID    string `json:"userId"`
	ArchiveID string `json:"archiveId"`
	Records   bool   `json:"records"`
}

// EventName is the stable name of the event.
func (ExportRequested) EventName() string { return "portability.export_requested.v1" }

// ExportReady says that an archive can be downloaded.
type ExportReady struct {
	identity.Trace
	UserID    string `json:"userId"`
	ArchiveID string `json:"archiveId"`
	Bytes     int64  `json:"bytes"`
}

// EventName is the stable name of the event.
func (ExportReady) EventName() string { return "portability.export_ready.v1" }

// ExportFailed says that an archive could not be made.
type ExportFailed struct {
	identity.Trace
	UserID    string `json:"userId"`
	ArchiveID string `json:"archiveId"`
}

// EventName is the stable name of the event.
func (ExportFailed) EventName() string { return "portability.export_failed.v1" }

// ExportDownloaded says that an archive left the instance.
type ExportDownloaded struct {
	identity.Trace
	UserID    string `json:"userId"`
	ArchiveID string `json:"archiveId,omitempty"`
	// How is "page", "stream" or "command_line".
	How string `json:"how"`
}

// EventName is the stable name of the event.
func (ExportDownloaded) EventName() string { return "portability.export_downloaded.v1" }

// ArchiveImported says that an archive was brought into an account.
type ArchiveImported struct {
	identity.Trace
	UserID    string `json:"userId"`
	ArchiveID string `json:"archiveId"`
	Created   int    `json:"created"`
	Refused   int    `json:"refused"`
}

// EventName is the stable name of the event.
func (ArchiveImported) EventName() string { return "portability.archive_imported.v1" }

// DepartureSet says that an account is about to be erased.
type DepartureSet struct {
	identity.Trace
	UserID  string    `json:"userId"`
	DueAt   time.Time `json:"dueAt"`
	ByAdmin bool      `json:"byAdmin"`
}

// EventName is the stable name of the event.
func (DepartureSet) EventName() string { return "portability.departure_set.v1" }

// DepartureWithdrawn says that the account stays.
type DepartureWithdrawn struct {
	identity.Trace
	UserID string `json:"userId"`
}

// EventName is the stable name of the event.
func (DepartureWithdrawn) EventName() string { return "portability.departure_withdrawn.v1" }
