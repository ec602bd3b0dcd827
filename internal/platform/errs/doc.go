// Package errs is the one shape of an error that leaves a domain.
//
// A domain declares its errors as package-level variables beside the type they concern:
//
//	var ErrEntryNotFound = errs.New(errs.NotFound, "journal.entry_not_found", "This entry does not exist, or it is not yours.")
//
// Use cases return them, enriched with [Error.With] (the cause, for the log only),
// [Error.WithField] (what to mend) or [Error.WithRetryAfter]. The edge maps any error once, with [From].
// The public sentence and the code never contain the cause; the log does, through [Error.LogValue].
//
// Codes are "<domain>.<snake_case>", stable, and part of the API. The catalogue in docs/api is made
// by reading the calls of [New] in the source, so pass literals.
package errs
