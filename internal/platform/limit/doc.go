// Package limit says how much a caller may ask for: token buckets by account, personal access token, address
// (an IPv4 address, an IPv6 /64) and one for the whole instance.
//
// The currency is points: a GraphQL operation costs what package graph/guard computes, any other request a flat price.
// A bucket holds one minute's worth of points and fills evenly; a charge is taken from all buckets of the caller or
// from none. Signed-in callers are counted by their account, so that people behind one address do not share; strangers
// are counted by their address.
//
// Buckets live in memory, bounded in number, or in Redis when several nodes share them (package limit/redislimit). When
// Redis does not answer, the buckets in memory decide: limits never fail open. What must survive a restart, guesses of
// credentials, is counted in the database by identity.
//
// Beside points there are [Turns]: places for work that holds memory, such as an upload, of which one caller has a share.
//
// Limits here protect the service and carry no secret; a refusal says when to come back.
package limit
