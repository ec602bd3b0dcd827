package demo

import (
	"strings"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/day"
)

// sampleDays is how many days the samples reach back.
const sampleDays = 35

// Samples are entries of the last weeks for somebody to look around with: those of the persona who writes in the language,
// or else of the first, told in the person's zone. They carry no tags.
func Samples(locale, zone string, last day.Date) ([]journal.ImportEntryInput, error) {
	list := Personas()
	p := list[0]
	for _, one := range list {
		if strings.HasPrefix(locale, one.Locale) {
			p = one
		}
	}
	// Everybody's samples keep office hours: no entry of the evening that counts for another day.
	p.Zone, p.habits.from, p.habits.to, p.holidays = zone, 12, 19, nil
	logs, err := p.Logs(last)
	if err != nil {
		return nil, err
	}
	var out []journal.ImportEntryInput
	for i := len(logs) - 1; i >= 0 && len(out) < journal.MaxSamples && last.Sub(logs[i].Day) < sampleDays; i-- {
		in := logs[i].input(p)
		in.Tags = nil
		if at := strings.LastIndex(in.Body, "\n\n#"); at > 0 {
			in.Body = in.Body[:at]
		}
		out = append(out, in)
	}
	return out, nil
}
