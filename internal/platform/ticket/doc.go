// Package ticket makes and takes the tickets with which a WebSocket is opened: good for 30 seconds, for one opening,
// and only for the login that asked for it. A ticket may stand in an address, where a token never may, because it is
// worth nothing by the time anybody reads it in a log, and nothing at all without the login beside it.
package ticket
