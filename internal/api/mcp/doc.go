// Package mcp is the door for agents at /mcp: a Model Context Protocol server over streamable HTTP, without sessions, so
// that any node may answer any request.
//
// It takes personal access tokens and nothing else: a browser that is signed in cannot be made to speak to it. A token
// sees the tools that its scopes allow; the others are neither listed nor callable. Everything is the person's own. What
// entries say is data that somebody wrote, and the descriptions of the tools say so: never instructions to follow. An
// agent may add entries; it changes and deletes none. Every call is recorded in the audit log of the person, see
// identitysvc.Service.RecordToolCall.
package mcp
