// Package rest is the REST façade at /api/v1: capture, lists, search, tags, today and streak, for scripts that speak no
// GraphQL. One table of operations (operations.go) makes both the routes and the OpenAPI 3.1 document, so that neither can
// say what the other does not. Errors are RFC 9457 problem details. Answers to GET carry an ETag. There is no CORS: a page
// of another site cannot read here.
package rest
