// Package notify is the room of notices: what an event of another room means for a person, and how and when they hear of it.
//
// One event becomes at most one [Notification] of a person. Its kind belongs to a category; for each category the
// person chose, channel by channel, whether to hear at once, in a daily or weekly digest, or not at all. Quiet hours put
// off what comes at once; mail about security passes them. The inbox is a channel like mail and push.
//
// A room adds kinds of notices with one line in the [Catalogue] and the sentences in package site.
//
// Tables: notify_notices, notify_deliveries (what is still to go out, or went), notify_preferences, notify_settings (quiet
// hours, digest, reminder, and when the next of them is due), notify_push_endpoints, notify_clients (from where somebody
// signed in before), notify_state (the key pair of push, the version last seen).
//
// Events in: those of identity that concern the safety of an account. Events out: none.
//
// Who may do what: everybody reads and sets their own, nobody another's.
package notify
