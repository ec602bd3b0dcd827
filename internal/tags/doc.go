// Package tags owns the words that people sort their entries by.
//
// A tag belongs to one person. Its key is the normalised name: NFC, lower case, parts joined by "/"
// ("go/generics"), so "#Go" and "#go" are one tag that keeps the spelling typed first. Whoever has
// something to sort (the journal first) stores tag ids and keys on its own rows and asks tagssvc to
// make sure that the tags exist before it writes; a tag without entries is harmless.
//
// A tag that was renamed or merged lives on as an alias (docs/adr/0023-tag-aliases.md).
//
// Tables: tags_tags.
// Events out: none. Events in: none; portability asks for exports, imports and erasures (tagssvc/portable.go).
// Who may do what: tags are seen and made by their owner alone.
package tags
