// Package route is how a room hands its HTTP routes to the server without knowing the server.
//
// GraphQL is the first door of every domain. A route is for what GraphQL cannot carry: uploads, files,
// pages for people who are not signed in. The server wraps every route alike: security headers, host check,
// cross-origin protection, the body limit and the caller's identity.
package route
