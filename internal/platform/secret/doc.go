// Package secret makes, hashes and compares bearer tokens, and keeps the instance's keyring:
// the keys under which values are sealed at rest and from which purpose-bound keys are derived.
//
// Tokens carry 256 bits from the system's random source; only their SHA-256 is ever stored.
// Sealed values have the form "v1|kid|nonce|ciphertext" (AES-256-GCM, base64url parts) and are bound by [AAD]
// to table, column and row, so that a value copied into another row does not open.
//
// The keyring is one file in the data directory, mode 0600, made on first start. Losing it means losing every
// sealed value and every password pepper, so it belongs into the backup, apart from the database.
package secret
