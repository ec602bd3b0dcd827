package notify

import (
	"time"

	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/page"
)

// Bounds of the inbox.
const (
	// MaxUnread is the largest number of unread notices that is counted; more are told as this many.
	MaxUnread = 100
	// MaxActs is how many notices one act may touch.
	MaxActs = 100
)

// Errors of the inbox.
var (
	// ErrTooManyNotices refuses an act on more than [MaxActs] notices.
	ErrTooManyNotices = errs.New(errs.Invalid, "notify.too_many_notices", "Choose at most 100 notifications at a time.")
	// ErrTestTooSoon refuses a second test within the same minute.
	ErrTestTooSoon = errs.New(errs.Invalid, "notify.test_too_soon", "A test was sent a moment ago. Wait a minute before the next one.")
)

// Notification is one notice as its reader sees it, in their language.
type Notification struct {
	ID       string
	Category string
	Kind     string
	// Title and Body are plain text.
	Title string
	Body  string
	// Path leads to what it is about, inside the web app; nil when there is nothing to open.
	Path      *string
	CreatedAt time.Time
	// Day is the reader's calendar day of CreatedAt.
	Day        day.Date
	ReadAt     *time.Time
	ArchivedAt *time.Time
}

// NotificationEdge is one notice in a list, with its cursor.
type NotificationEdge struct {
	Cursor string
	Node   Notification
}

// NotificationConnection is a page of notices, newest first.
type NotificationConnection struct {
	Nodes    []Notification
	Edges    []NotificationEdge
	PageInfo page.Info
}

// UpdateNotificationsInput is an act on some notices.
type UpdateNotificationsInput struct {
	IDs []string
	Act Act
}

// NotificationsPayload answers acts on the inbox: how many notices changed, and how many are unread now.
type NotificationsPayload struct {
	Changed int
	Unread  int
	Errors  []errs.UserError
}

// Telling is an event as it concerns one person; the rooms of rank 4, which cannot know each other, hand theirs over in
// package app.
type Telling struct {
	UserID string
	// Kind is one of the catalogue.
	Kind string
	// Key names the event for this person: telling it again does nothing.
	Key string
	// Path leads to what it is about, below the address of the web app; "" for nowhere.
	Path string
	// Facts are small texts for the sentences; "time" is an instant as RFC 3339.
	Facts map[string]string
}
