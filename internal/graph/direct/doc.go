// Package direct writes what needs no resolver without the machinery for resolvers.
//
// gqlgen makes a field context, five closures and an error path for every field, and a goroutine for every element of
// a list. Lists of ours are loaded as a whole before they are written, and most fields stand in a struct already: for
// these the machinery is most of the time of a page. `go run ./tools/directfields` rewrites the generated code to
// call this package instead; fields with resolvers stay as gqlgen makes them.
package direct
