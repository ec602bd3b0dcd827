// Package sharing owns the ways on which entries reach people without an account: links that open one entry, feeds for
// readers, and what the public pages of a person show.
//
// Nothing here opens an entry. Each answer asks journal, which asks the audience oracle: a page shows what is public, a
// link and a private feed also what is unlisted, and nothing else ever. So an entry that is narrowed, trashed or whose
// author is suspended is gone from all of them with the next request; there is no cache. A link of an entry that is
// narrowed ends for good: opening the entry again does not bring it back.
//
// Links and private feeds are tokens of 256 bits, stored as SHA-256, shown once, with their last use and an off switch.
//
// Tables: sharing_links, sharing_feeds, sharing_views.
// Events out: sharing.link_made.v1, link_revoked, feed_made, feed_revoked, view_changed.
// Events in: journal.entry_audience_changed and entry_purged (links end).
// Who may do what: people in a session, with what is their own; see [Can]. Strangers see what an address opens.
package sharing
