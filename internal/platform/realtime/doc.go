// Package realtime tells open tabs that something changed, over WebSocket or, where that is blocked, over server-sent
// events. A message names a topic ("journal", "inbox") and never holds a text: the tab asks the API again, which
// decides anew who may see what.
//
// Each person has one channel. A connection is made by the login that the request itself proves (cookie or
// Authorization) together with a single-use ticket (package ticket), from this instance's own pages. It ends with the
// session or token that opened it: at once where the end is noticed, and within [sweepEvery] where another process
// ended it.
//
// The engine (centrifuge) starts with the first connection. It works in memory for one node and through Redis for
// several; its history lets a tab that was away for minutes catch up.
package realtime
