// Package capture owns the ways on which entries come from outside: hooks, at which a person's programs write, and the mail
// address whose letters become entries. Sharing from a phone, bookmarks, the command line and agents need nothing of it.
//
// Both are secrets that can do one thing: write private entries of their owner. Nothing can be read with them, and what they
// wrote once is not written twice: a hook goes by the key of the request, mail by its Message-ID. Hooks are tokens of 256
// bits, the mail address has 130 in letters that survive any mail program; both are stored as SHA-256 and shown once.
// Whoever is suspended or gone has none: the answer is that of an address that never was.
//
// Tables: capture_hooks, capture_addresses.
// Events out: capture.hook_made.v1, hook_revoked, address_made, address_changed, address_revoked.
// Who may do what: people in a session, with what is their own; see [Can]. Whoever has an address may write to it.
package capture
