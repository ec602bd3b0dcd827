// Package markdown turns what people write into safe HTML, once, at write time.
//
// The road: caps on the source, goldmark (CommonMark with tables, strikethrough, autolinks, task lists, footnotes, $math$,
// callouts and [[links to entries]]), then a bluemonday allowlist as the second wall. Raw HTML is read as the specification
// says and shown as the text it is, so nothing typed is lost. Mathematics and diagrams leave here as code with a class; the
// web app draws them. Pictures from other hosts become links, because fetching them would tell that host who reads; only
// files of this instance (/files/…) are shown. Code is highlighted with classes, never with inline styles; [HighlightCSS] is
// their style sheet.
//
// goldmark cannot be stopped half-way, so guards inside the parser count what makes it slow (table cells, delimiters of one
// block, nesting, footnotes) and end the work early; the text is then refused with [ErrTooComplex].
//
// The stored HTML goes with [SanitiserVersion]; when that rises, stored texts are rendered again.
package markdown
