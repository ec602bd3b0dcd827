// Package githubtest is a GitHub for tests and development: the REST API below /api/v3, GraphQL at /api/graphql and the
// OAuth pages below /login, as a GitHub Enterprise Server lays them out. It needs the standard library alone.
//
// People, repositories, stars, commits, milestones and releases are the same in every run. Lists come in pages with Link
// headers; answers have ETags, and a 304 costs nothing; every caller has a rate limit that can be exhausted; webhooks are
// signed and sent when somebody asks for a ping or a test. Whatever is not built answers 404, as at GitHub.
//
// The command tools/fakegithub serves it on a port. Nothing of it is in the binary of the server.
package githubtest
