package files

import "tamatar.dev/tamatar/internal/identity"

// QuotaSet says that an administrator gave a person other space for files, or the usual one again.
type QuotaSet struct {
	identity.Trace
	UserID string `json:"userId"`
	// Megabytes is nil for the usual space.
	Megabytes *int `json:"megabytes,omitempty"`
}

// EventName is the stable name of the event.
func (QuotaSet) EventName() string { return "files.quota_set.v1" }
