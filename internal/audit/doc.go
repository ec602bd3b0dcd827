// Package audit is the room of records: what was done to an account or to the instance, by whom, when and from where.
//
// Owns the table audit_records. Rows are only ever added; each one is chained to the one before by an HMAC, so that a
// row that was changed or taken out shows in Verify.
//
// Events in: those of identity, and what other rooms remove for good. Events out: none.
//
// Who may do what (policy.go): a person reads what concerned their own account; an administrator reads all of it.
package audit
