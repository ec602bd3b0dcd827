// Package openidtest is an OpenID Connect provider for tests, which can be made to lie in every way that a real one
// could: about who it is, in its tokens, in its answers, or by being slow.
package openidtest
