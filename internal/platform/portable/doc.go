// Package portable is how a domain hands over what it holds of a person: to take it along, to bring it elsewhere, to
// erase it, and to show where it leaves the account. It knows no domain.
//
// Each domain's machinery has a file portable.go with one method, Portable, that returns a [Part]; internal/app lists
// the parts in the order of the ranks. portabilitysvc does the rest: archives, jobs, limits, progress, reports.
//
// The rules of a part: memory stays bounded whatever a person has; the order of what is written depends on the content
// alone, so that the same data gives the same bytes; whatever Import is given again changes nothing; Erase works in
// small transactions of its own.
package portable
