package sharing

import "tamatar.dev/tamatar/internal/identity"

// ViewChanged says that somebody chose anew what their public page shows.
type ViewChanged struct {
	identity.Trace
	UserID string `json:"userId"`
}

// EventName is the stable name of the event.
func (ViewChanged) EventName() string { return "sharing.view_changed.v1" }

// LinkMade says that a link to an entry was made.
type LinkMade struct {
	identity.Trace
	UserID  string `json:"userId"`
	LinkID  string `json:"linkId"`
	EntryID string `json:"entryId"`
}

// EventName is the stable name of the event.
func (LinkMade) EventName() string { return "sharing.link_made.v1" }

// LinkRevoked says that a link to an entry works no more.
type LinkRevoked struct {
	identity.Trace
	UserID  string `json:"userId"`
	LinkID  string `json:"linkId"`
	EntryID string `json:"entryId"`
	// Reason is "asked", "replaced" or "narrowed".
	Reason string `json:"reason"`
}

// EventName is the stable name of the event.
func (LinkRevoked) EventName() string { return "sharing.link_revoked.v1" }

// FeedMade says that a private feed was made.
type FeedMade struct {
	identity.Trace
	UserID string `json:"userId"`
	FeedID string `json:"feedId"`
	Name   string `json:"name"`
}

// EventName is the stable name of the event.
func (FeedMade) EventName() string { return "sharing.feed_made.v1" }

// FeedRevoked says that a private feed works no more.
type FeedRevoked struct {
	identity.Trace
	UserID string `json:"userId"`
	FeedID string `json:"feedId"`
	Name   string `json:"name"`
}

// EventName is the stable name of the event.
func (FeedRevoked) EventName() string { return "sharing.feed_revoked.v1" }
