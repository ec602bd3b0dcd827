// Package api is what the doors for tools have in common: REST (package rest) and MCP (package mcp) show the same things
// in the same form, and call the same use cases.
//
// Everything here is about the actor of the context and what is theirs: nobody reaches another person's entries by these
// doors, not even public ones. Scopes were asked for by identity.Need before anything here runs. The use cases are typed
// calls of the domains; no GraphQL runs inside.
package api
