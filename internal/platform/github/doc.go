// Package github signs people in with GitHub: OAuth 2.0 with state and PKCE (S256), and the two requests to the REST API
// that tell who they are. It shares flow, person and errors with package openid and is used in its place where a provider
// speaks no OpenID Connect.
//
// It asks for the scope user:email alone, and keeps no token: what it was told is read once, then the token is forgotten.
// A person is the numeric id of the account; logins and addresses change hands. GitHub says neither when somebody signed
// in nor with how many factors, so no answer counts as a second factor or as a fresh confirmation.
//
// github.com has its API on a host of its own, tenants of ghe.com as well; a GitHub Enterprise Server has it below
// /api/v3. All is reached through package netguard. A fake one for tests and development is in githubtest.
package github
