// Package guard looks at a GraphQL document before anything of it runs.
//
// The checks come in this order, and each bounds the work of the next: the number of tokens ([Parse]),
// the shape of the unvalidated document ([CheckShape]: depth, aliases, root fields, fragments and what they
// expand to), then, after validation, what the caller must be allowed to ([Inspect]) and what it costs ([Cost]).
//
// The expansion of fragments is computed with a memo: a walk that follows every spread takes time exponential
// in the number of nested fragments, which makes the limiter itself the hole.
//
// The package is pure: it reads the document and the schema and keeps nothing.
package guard
