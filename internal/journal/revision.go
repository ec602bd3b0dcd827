package journal

import (
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/tags"
)

// ErrRevisionUnknown answers for a version that the entry never had, or that is no longer kept.
var ErrRevisionUnknown = errs.New(errs.NotFound, "journal.revision_unknown", "This version of the entry is not there. Reload the history and choose again.")

// Revision is an entry as it stood after one save.
type Revision struct {
	EntryID string
	// Revision is the number of the save, from 1.
	Revision int
	// SavedAt is when this version was saved.
	SavedAt time.Time
	// Author is who saved it.
	Author *identity.User
	// Current is true for the version that stands now.
	Current      bool
	Body         string
	Day          day.Date
	Kind         Kind
	Minutes      *int
	Mood, Energy *int
	Audience     audience.Level
	TagIDs       []string
	Tags         []tags.Tag
}

// RevisionConnection is one page of the history of an entry, newest first.
type RevisionConnection struct {
	Nodes    []Revision
	PageInfo page.Info
}

// RestoreRevisionInput brings an earlier version back as a new one.
type RestoreRevisionInput struct {
	EntryID string
	// Revision is the version to bring back.
	Revision int
	// BaseRevision is the version that stood when the person chose; a newer one is a conflict.
	BaseRevision int
	// ClientID makes the act repeatable.
	ClientID string
}
