// Package app puts the instance together: settings, keyring, database, domains, GraphQL, HTTP. Everything is
// straight-line Go; there is no container, and the order of the lines is the order of the start.
//
// [Open] gives the domains without a server, for commands; [Serve] runs the server until it is told to stop.
package app
