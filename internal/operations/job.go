package operations

import (
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/gqlenum"
	"tamatar.dev/tamatar/internal/platform/page"
)

// JobState is where a job stands.
type JobState string

// The states. A failed job used up its attempts: nothing happens to it until somebody acts.
const (
	JobStateDue       JobState = "due"
	JobStateScheduled JobState = "scheduled"
	JobStateRetrying  JobState = "retrying"
	JobStateRunning   JobState = "running"
	JobStateFailed    JobState = "failed"
)

// JobStates lists every state, in the order of a job's life.
var JobStates = []JobState{JobStateDue, JobStateScheduled, JobStateRunning, JobStateRetrying, JobStateFailed}

// MarshalGQL writes the GraphQL form.
func (s JobState) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(s)) }

// UnmarshalGQL reads the GraphQL form. Error: gqlenum.ErrBadEnum.
func (s *JobState) UnmarshalGQL(v any) error { return gqlenum.Into(s, v, JobStates...) }

// JobQueue is the queue at a glance.
type JobQueue struct {
	Due, Scheduled, Running, Retrying, Failed int
	// OldestDueAt is when the job that waits for longest became due; nil when none waits.
	OldestDueAt *time.Time
	Kinds       []JobKind
	Schedules   []JobSchedule
}

// JobKind counts the jobs of one kind.
type JobKind struct {
	Kind                                      string
	Due, Scheduled, Running, Retrying, Failed int
}

// JobSchedule is something that runs again and again.
type JobSchedule struct {
	Name         string
	EverySeconds int
	NextAt       *time.Time
}

// Job is one job of the queue, without what it carries.
type Job struct {
	ID           string
	Kind         string
	State        JobState
	DueAt        time.Time
	Attempts     int
	MostAttempts int
	// LastError is one line of the last failure, see [FailureLine]; nil before the first.
	LastError *string
	// FailedAt is when the last attempt failed.
	FailedAt *time.Time
}

// JobEdge is one job in a list, with its cursor.
type JobEdge struct {
	Cursor string
	Node   Job
}

// JobConnection is a page of jobs, newest first.
type JobConnection struct {
	Nodes    []Job
	Edges    []JobEdge
	PageInfo page.Info
}

// JobPayload answers an act on a job.
type JobPayload struct {
	// Kind is that of the job; nil when nothing was done.
	Kind   *string
	Errors []errs.UserError
}

const mostFailure = 300

var (
	anyAddress = regexp.MustCompile(`[^\s<>()\[\]:;,"']+@[^\s<>()\[\]:;,"']+`)
	anyQuoted  = regexp.MustCompile("\"[^\"]*\"?|'[^']*'|`[^`]*`?|“[^”]*”?")
	anyLink    = regexp.MustCompile(`[a-z][a-z0-9+.-]*://\S+`)
	anyToken   = regexp.MustCompile(`(?:tmt_|eyJ)\S+|\b[A-Za-z0-9_-]{24,}\b`)
)

// FailureLine is what may be shown of an error's text: its first line of at most 300 characters, in which quoted text,
// mail addresses, links and long words that may be secrets are replaced. Errors may repeat what people wrote.
func FailureLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(strings.ToValidUTF8(text, "")), "\n")
	line = anyQuoted.ReplaceAllString(line, "[text]")
	line = anyLink.ReplaceAllString(line, "[link]")
	line = anyAddress.ReplaceAllString(line, "[address]")
	line = anyToken.ReplaceAllString(line, "[word]")
	line = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, line)
	if utf8.RuneCountInString(line) > mostFailure {
		line = string([]rune(line)[:mostFailure]) + "…"
	}
	return line
}

// Failure reads what the queue keeps of the last failed attempt; nil when there is none.
func Failure(raw string) (line *string, at *time.Time) {
	var f struct {
		At    time.Time `json:"at"`
		Error string    `json:"error"`
	}
	if raw == "" || json.Unmarshal([]byte(raw), &f) != nil {
		return nil, nil
	}
	text := FailureLine(f.Error)
	return &text, &f.At
}
