// Package searchtext cuts text and queries into the tokens that the full-text index holds. It is done here, in Go, so that
// SQLite and PostgreSQL give the same hits; the engines see tokens as opaque words.
//
// A word is folded (compatibility forms, case, accents of Latin, Greek and Cyrillic, Arabic and Hebrew points, digits of all
// scripts; all forms of i are one). An identifier is cut at _ - . / : ' and at camelCase, and is found by its parts and as a
// whole, however it is written: http_server, HTTPServer and httpserver find each other. English word forms find each other by
// their stems. Scripts without spaces (Chinese, Japanese, Korean, Thai, Lao, Khmer, Myanmar) are cut into overlapping pairs of
// characters, so that any part of a text is found; single characters too. c++, c# and emoji are words.
//
// [Index] gives a document's tokens: first the words in their order, for phrases, then what is found beside them, sorted.
// [ParseQuery] gives a [Query]; every input is a valid one. Terms are joined by and; "quotes" ask for words in that very order and
// form; -word leaves out; OR between two terms asks for either; word* asks for a beginning. [Fold] turns it into the
// engine's conditions.
package searchtext
