// Package tagssvc keeps the tags of people: it makes sure that they exist, finds them by id for whoever
// shows them, and completes what a person types.
//
// Tags hardly change, so each process keeps the ones used lately in memory; the same tags again cost
// no statement.
package tagssvc
