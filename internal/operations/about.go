package operations

import "time"

// About is what runs here and what it is made of.
type About struct {
	Version string
	// Commit and BuiltAt are those of the source; nil when the binary was built without them.
	Commit    *string
	BuiltAt   *time.Time
	GoVersion string
	Platform  string
	// WhatsNewHTML is the change log of the newest versions, sanitised.
	WhatsNewHTML string
	Licences     []Licence
	Conformance  []Conformance
	// ConformanceMeasured is false when the binary was built without the results of the tests.
	ConformanceMeasured bool
}

// Licence is one library in the binary.
type Licence struct {
	Name, Version string
	// Licence is its SPDX expression; "" when it could not be told.
	Licence string
	// Kind is "go" or "npm".
	Kind string
}

// Conformance is a standard, and how much of its test-suite this build passed.
type Conformance struct {
	Standard string `json:"standard"`
	// Suite is where the cases come from.
	Suite  string `json:"suite"`
	Passed int    `json:"passed"`
	Total  int    `json:"total"`
	// Note says what is left out and why; "" when nothing is.
	Note string `json:"note,omitempty"`
}
