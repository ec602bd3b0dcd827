// Package graph is the GraphQL door: it checks a request, runs it on the generated schema and words the errors.
//
// The schema is written in root.graphql and in each domain's schema.graphql; the resolvers live in the domains.
// [Root] embeds them, so that a resolver that is missing or of the wrong type does not compile. The generated
// code is in the folder generated; `go generate ./internal/graph` renews it: gqlgen writes it, tools/directfields
// takes out what plain fields do not need.
//
// A request passes these walls in this order: body size, tokens, shape, validation, one credential,
// sign-in and token scopes, variables, cost, deadline. Package guard holds the rules, [Engine] the order,
// [Handler] the GraphQL-over-HTTP protocol.
package graph

//go:generate go run github.com/99designs/gqlgen generate --config gqlgen.yml
//go:generate go run ../../tools/directfields -dir generated
