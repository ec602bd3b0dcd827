// Package site serves the pages of strangers: landing, sign in, sign up, verify, reset, invite, claim, the change of an
// address, sign out, errors, and the mailbox of development. They are HTML from Go templates, readable and usable without
// JavaScript; site.js adds comforts only. It also writes the letters of identity ([Letters]).
//
// Every word stands in the catalogues under locales/ (nine languages); a test fails on a missing one, on one
// that nobody uses, and on text in a template that is not translated.
//
// Rules of every page: GET and HEAD only look; what has an effect is a POST of a plain form, answered by a redirect, or
// by the same page with what to mend beside the fields and everything typed still there, passwords aside. Known and
// unknown accounts get the same answer. Links are made from the configured base URL, never from the request.
//
// It owns no tables and no rules: each form is one use case of identitysvc.
package site
