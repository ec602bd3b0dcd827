// Package audience is the one oracle of who may see what.
//
// Every object has an owner and a [Level]. One table of rules says which relation between a viewer and the
// owner opens which level; [CanSee] reads it in Go, [SQL] writes it as a condition, and a test proves
// the two equal over every combination on both databases. Everything that is not in the table is closed:
// an unknown level, a missing relation, a suspended viewer.
//
// The package knows neither followers nor teams. Who has such relations hands them in through [Viewer],
// as a function and as a condition; without them those levels open to the owner alone.
package audience
