// Package events lets a domain tell the others what happened, without knowing
// them.
//
// An event is a past-tense struct in its owner's events.go with ids and small
// facts, named like "journal.entry_written.v1". Emit writes it in the emitter's
// transaction as one durable job per subscriber, all in one statement; an event
// nobody listens to writes nothing. Each subscriber runs later in a
// transaction of its own together with its "done" mark: its database effects
// happen exactly once. It is retried alone when it fails, so subscribers do not
// hold each other up, and events of one object may arrive out of order.
package events
