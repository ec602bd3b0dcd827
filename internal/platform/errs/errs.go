package errs

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"
)

// Field names one input field that a person has to mend, and says how.
type Field struct {
	Name    string
	Message string
}

// Error is an error with a stable code and a sentence that may be shown to anybody.
// Values are immutable: the With methods return copies, so package-level errors can be shared.
type Error struct {
	// Kind is the class of the error.
	Kind Kind
	// Code is stable and part of the API: "journal.entry_not_found".
	Code string
	// Public is a whole sentence for the person; it never holds internals.
	Public string
	// Fields are the input fields to mend, in the order they were added.
	Fields []Field
	// RetryAfter is how long to wait before trying again; zero means unknown.
	RetryAfter time.Duration

	cause error
}

// New declares an error. Call it for package-level variables, with literals: the error catalogue is made from the source.
func New(kind Kind, code, public string) *Error {
	return &Error{Kind: kind, Code: code, Public: public}
}

// With returns a copy that wraps cause. The cause goes to the log and to errors.Is/As, never to the caller.
func (e *Error) With(cause error) *Error {
	c := e.copy()
	c.cause = cause
	return c
}

// WithField returns a copy with one more field to mend.
func (e *Error) WithField(name, message string) *Error {
	c := e.copy()
	c.Fields = append(c.Fields, Field{Name: name, Message: message})
	return c
}

// WithRetryAfter returns a copy that tells when trying again makes sense.
func (e *Error) WithRetryAfter(d time.Duration) *Error {
	c := e.copy()
	c.RetryAfter = d
	return c
}

// WithPublic returns a copy with another sentence for the person: same code, more exact words.
func (e *Error) WithPublic(sentence string) *Error {
	c := e.copy()
	c.Public = sentence
	return c
}

func (e *Error) copy() *Error {
	c := *e
	c.Fields = slices.Clone(e.Fields)
	return &c
}

// Error is the text for the log: code, then the cause when there is one.
func (e *Error) Error() string {
	if e.cause != nil {
		return e.Code + ": " + e.cause.Error()
	}
	return e.Code + ": " + e.Public
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.cause }

// Is reports whether target is an [Error] of the same code, so that errors.Is finds a declared error in its copies.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t != nil && t.Code == e.Code
}

// Status is the HTTP status of the error's kind.
func (e *Error) Status() int { return e.Kind.Status() }

// LogValue writes kind, code, the names of the fields and the cause. Messages of fields may quote
// what a person typed, so they stay out of the log.
func (e *Error) LogValue() slog.Value {
	attrs := []slog.Attr{slog.String("kind", e.Kind.String()), slog.String("code", e.Code)}
	if len(e.Fields) > 0 {
		names := make([]string, len(e.Fields))
		for i, f := range e.Fields {
			names[i] = f.Name
		}
		attrs = append(attrs, slog.Any("fields", names))
	}
	if e.cause != nil {
		attrs = append(attrs, slog.String("cause", e.cause.Error()))
	}
	return slog.GroupValue(attrs...)
}

// Errors that [From] makes out of errors that are not of this package.
var (
	// ErrInternal stands for every error nobody declared.
	ErrInternal = New(Internal, "internal", "Something went wrong on our side. It has been written down; please try again.")
	// ErrTimeout stands for a deadline that passed while we worked.
	ErrTimeout = New(Unavailable, "timeout", "This took too long and was stopped. Please try again in a moment.")
	// ErrCanceled stands for a caller that went away before the answer was ready.
	ErrCanceled = New(Unavailable, "canceled", "The request was cancelled before it was finished.")
)

// From turns any error into an [Error]: a declared one anywhere in the chain as it is, a passed
// deadline or a cancelled context into Unavailable, everything else into "internal" with the error as cause.
// From(nil) is nil.
func From(err error) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	switch {
	case errors.As(err, &e):
		return e
	case errors.Is(err, context.DeadlineExceeded):
		return ErrTimeout.With(err)
	case errors.Is(err, context.Canceled):
		return ErrCanceled.With(err)
	default:
		return ErrInternal.With(err)
	}
}
