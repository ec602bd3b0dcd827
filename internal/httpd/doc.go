// Package httpd is the web server: what every request passes on its way to a handler, and what every answer carries.
//
// From the outside in: request id, client address, security headers, panic recovery and access log; the check of the
// Host header; the protection against cross-origin requests; compression; then per route the body limit, the caller's
// identity and the handler. Handlers come from the domains as routes (package route); the web app and the explorer
// are served here.
//
// Side effects never hang on GET or HEAD. Forwarding headers count only from configured proxies. Links are made from
// the configured base URL and never from a header.
package httpd
