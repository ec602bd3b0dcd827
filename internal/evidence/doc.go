// Package evidence tells what other sources know of a person's day: beside each day, what the machines saw.
//
// A source is whatever can say something about a civil day: the imported commits now. Each hands over groups of items
// (a repository with its commits); an item has a key that stays, and a reference, a line of Markdown that names it in an
// entry and is recognised afterwards. Out of the groups a draft of the day is made by rules alone: sorted by what kind of
// work it was and where, the same words once, counted. It is a suggestion and is never saved by itself.
//
// Tables: none; it reads what the journal keeps of imports and finds citations through the journal's search index.
// Events: none. Who may do what: everybody sees the evidence of their own days, nobody another's.
package evidence
