// Package query reads what people type into the search of the journal.
//
// Terms stand beside each other and must all hold; OR (or, |) between two asks for either and binds more tightly than
// standing side by side; -x, !x and "not x" leave out; parentheses group. A term is a word, a "phrase", a beginning
// (word*), a #tag, or an operator with its value: kind:done, tag:"go/generics", mood:>3, minutes:1h..3h, has:code,
// is:private, source:git, on:2026-11, after:2026-01-01, before:yesterday, age:<7d. Dates are civil days of the reader.
//
// [Parse] never fails: what is no syntax is text. What it could not do as asked is told by a [Problem] with the place of
// the words in question; a problem that changes what was asked for is blocking, and the query then finds nothing,
// so that nobody takes hits of another question for an answer.
//
// The package is pure: no clock, no database. Words become tokens of platform/searchtext; the machinery of the journal
// turns an [Expr] into one statement.
package query
