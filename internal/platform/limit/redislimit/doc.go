// Package redislimit keeps the buckets of package limit in Redis, for several nodes: one Lua script, one round trip per
// charge. Buckets are single numbers that expire when they are full.
package redislimit
