// Package insightssvc is the machinery of insights: it counts entries by their stored civil day, asks platform/day
// what that means, and keeps the person's streak settings and days off.
//
// Every number is counted when asked for, from an index that covers the question: nothing is cached, so a count can not
// differ from the list it opens. Entries themselves come from the journal through [Entries].
package insightssvc
