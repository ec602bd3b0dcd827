// Package openid is the client of OpenID Connect providers: authorization code with PKCE, state, nonce, and every check
// of the answer. It knows no accounts; who the person is here is for the domain to say.
//
// Providers are reached through package netguard: public addresses only, unless the administrator opened the private
// network for one; ten seconds, one mebibyte, no redirects. What a provider says about itself is kept for an hour, a
// failure for ten seconds or as long as the provider asks.
package openid
