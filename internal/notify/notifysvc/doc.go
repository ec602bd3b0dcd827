// Package notifysvc is the machinery of notices: it hears events, keeps the inbox, and brings what a person wants by mail
// and push at the time they want it. Nobody calls it but the edge; whoever has something to tell emits an event.
package notifysvc
