package journal

import "tamatar.dev/tamatar/internal/platform/errs"

// MaxSamples is how many sample entries there are at most.
const MaxSamples = 40

// SampleEntries is how many of the sample entries somebody has.
type SampleEntries struct {
	// Untouched are as they came; removing the samples takes them.
	Untouched int
	// Edited were changed by the person since, and stay.
	Edited int
}

// SampleEntriesPayload answers loadSampleEntries and removeSampleEntries.
type SampleEntriesPayload struct {
	Samples *SampleEntries
	// Changed is how many entries came or went.
	Changed int
	Errors  []errs.UserError
}
