package audit

import (
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/page"
)

// AuditRecord is one act that concerned an account or the instance.
type AuditRecord struct {
	ID string
	At time.Time
	// Action is the name of the event without its version, such as "identity.user_suspended".
	Action string
	// ActorID is who did it; "" for the system or somebody who did not sign in.
	ActorID string
	// SubjectID is whom it concerned; "" for acts on the instance.
	SubjectID string
	// Actor and Subject are filled in with the page; nil where there is nobody.
	Actor   *identity.User
	Subject *identity.User
	// Details are small facts as text, never a secret.
	Details []AuditDetail
	// Network is a /24 or a /48.
	Network string
}

// AuditDetail is one small fact of a record.
type AuditDetail struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// AuditRecordEdge is one record in a list, with its cursor.
type AuditRecordEdge struct {
	Cursor string
	Node   AuditRecord
}

// AuditRecordConnection is a page of records, newest first.
type AuditRecordConnection struct {
	Nodes    []AuditRecord
	Edges    []AuditRecordEdge
	PageInfo page.Info
}

// Filter narrows the records of the instance; what is empty does not narrow.
type Filter struct {
	SubjectID string
	Action    string
}
