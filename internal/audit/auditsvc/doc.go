// Package auditsvc is the machinery of package audit: it hears the events of other rooms, writes one record for each,
// in a chain, and lets people and administrators read them.
package auditsvc
