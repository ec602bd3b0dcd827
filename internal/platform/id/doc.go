// Package id makes the identifiers of everything the product stores.
//
// An id is a ULID in lower case: 26 characters, 48 bits of milliseconds and 80 random bits from
// crypto/rand. Ids sort by the time they were made, so they serve as keyset and keep indexes compact.
// They are not secrets: whoever knows an id still has to be allowed to see the object.
package id
