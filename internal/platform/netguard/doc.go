// Package netguard is the only way out for anything fetched on a person's behalf: previews, avatars, feeds, webhooks.
//
// The address is judged when the connection is made, after name resolution, so neither a clever spelling nor a name that
// changes its address gets through. Only ports 80 and 443, only http and https, no proxy from the environment, no
// redirects unless asked for (then each is judged again, and credentials stay behind), ten seconds, a capped body.
package netguard
