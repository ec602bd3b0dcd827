// Package audit is the room of records: what was done to an account or to the instance, by whom, when and from where.
//
// Owns the tables audit_records, audit_head and audit_keys. Records are only ever added; each one is chained to the one
// before by an HMAC, so that a record that was changed or taken out shows in Verify. What a record says is sealed with
// a key of the person it is about; an erasure destroys the key, and the chain stays whole.
//
// Events in: those of identity, and what other rooms remove for good. Events out: none.
//
// Who may do what (policy.go): a person reads what concerned their own account; an administrator reads all of it.
package audit
