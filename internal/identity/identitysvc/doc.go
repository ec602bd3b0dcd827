// Package identitysvc is the machinery of package identity: its use cases, its SQL, its resolvers and its jobs.
//
// [Service.Authenticate] turns a credential into an Actor on every request. It keeps what it read for two seconds, and
// forgets it at once when this process changes the account; so a session that was ended anywhere is refused
// everywhere within five seconds, and a warm request needs no SQL.
//
// Mail is work in two steps: a job inside a transaction decides and makes the link, a second one sends, so that no
// answer to a stranger depends on whether an address is known, and no database waits for a mail server.
package identitysvc
