package portable

import (
	"errors"
	"slices"
	"strings"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Outcome is what became, or would become, of one thing of an archive.
type Outcome string

// The outcomes.
const (
	// Created: it was not there.
	Created Outcome = "created"
	// Same: it is there already, just like that.
	Same Outcome = "same"
	// Kept: it is there, but different; what is there was left alone.
	Kept Outcome = "kept"
	// Changed: a setting that has a value took the archive's.
	Changed Outcome = "changed"
	// Refused: it cannot be imported; there is a [Problem] that says why.
	Refused Outcome = "refused"
)

// Bounds of a report.
const (
	// MaxProblems is how many problems a report tells in words; further ones are counted.
	MaxProblems = 200
	// MaxRenamed is how many new ids a report lists; further ones are counted.
	MaxRenamed = 100_000
)

// Count is how many things of one kind had one outcome.
type Count struct {
	Noun    string  `json:"noun"`
	Outcome Outcome `json:"outcome"`
	N       int     `json:"n"`
}

// Problem is a sentence about one file that could not be imported.
type Problem struct {
	File    string `json:"file"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Renamed is something whose id belongs to somebody else here, and its new id.
type Renamed struct {
	Noun string `json:"noun"`
	From string `json:"from"`
	To   string `json:"to"`
}

// Report is what became of an archive. It is filled by one goroutine.
type Report struct {
	Counts   []Count   `json:"counts"`
	Problems []Problem `json:"problems"`
	Refused  int       `json:"refused"`
	Renamed  []Renamed `json:"renamed"`
	// Progress, when not nil, is called now and then with the number of things looked at so far.
	Progress func(done int) `json:"-"`
	done     int
}

// Note counts one thing.
func (r *Report) Note(noun string, o Outcome) {
	if r.done++; r.Progress != nil && r.done%200 == 0 {
		r.Progress(r.done)
	}
	for i := range r.Counts {
		if r.Counts[i].Noun == noun && r.Counts[i].Outcome == o {
			r.Counts[i].N++
			return
		}
	}
	r.Counts = append(r.Counts, Count{Noun: noun, Outcome: o, N: 1})
	slices.SortFunc(r.Counts, func(a, b Count) int {
		return strings.Compare(a.Noun+"\x00"+string(a.Outcome), b.Noun+"\x00"+string(b.Outcome))
	})
}

// Of is how many things of a kind had an outcome.
func (r *Report) Of(noun string, o Outcome) int {
	for _, c := range r.Counts {
		if c.Noun == noun && c.Outcome == o {
			return c.N
		}
	}
	return 0
}

// NewID notes that something got another id, because its own belongs to somebody else here.
func (r *Report) NewID(noun, from, to string) {
	if len(r.Renamed) < MaxRenamed {
		r.Renamed = append(r.Renamed, Renamed{Noun: noun, From: from, To: to})
	}
}

// Refuse notes that a thing cannot be imported because of err, in the words of err where it has some. It returns what
// is no fault of the file and must stop the import.
func (r *Report) Refuse(noun, file string, err error) error {
	list, rest := errs.UserErrors(err)
	if rest != nil {
		var declared *errs.Error
		if !errors.As(rest, &declared) || declared.Kind == errs.Internal || declared.Kind == errs.Unavailable {
			return rest
		}
		list = []errs.UserError{{Code: declared.Code, Message: declared.Public}}
	}
	r.Note(noun, Refused)
	if r.Refused++; len(r.Problems) < MaxProblems {
		p := Problem{File: file}
		for i, e := range list {
			if i > 0 {
				p.Message += " "
			}
			p.Code, p.Message = e.Code, p.Message+e.Message
		}
		r.Problems = append(r.Problems, p)
	}
	return nil
}
