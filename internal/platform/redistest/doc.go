// Package redistest starts a Redis of its own for a test, on a free port of 127.0.0.1, with nothing written to disk.
// It ends with the test, and with the process even when that is killed. Where there is no redis-server, the test
// fails: a part that was left out proves nothing.
package redistest
