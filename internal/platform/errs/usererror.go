package errs

import "context"

// UserError is one thing a person can mend, as it appears in a mutation's payload (GraphQL UserError).
type UserError struct {
	// Code is the error's stable code.
	Code string
	// Message is a sentence for the person.
	Message string
	// Field is the input field concerned; nil when the error concerns the whole input.
	Field *string
}

// Said is the message in the language of who asks; see [Say].
func (e UserError) Said(ctx context.Context) string { return Say(ctx, e.Message) }

// UserErrors splits what a person can mend from what they cannot. An Invalid or Conflict error becomes
// one UserError per field (or one without a field), and errors joined with errors.Join all of theirs. When any of
// them is of another kind, err is returned as it came. UserErrors(nil) is an empty, non-nil list, ready for
// `errors: [UserError!]!`.
func UserErrors(err error) ([]UserError, error) {
	out := []UserError{}
	for _, one := range parts(err) {
		e := From(one)
		if e.Kind != Invalid && e.Kind != Conflict {
			return nil, err
		}
		out = append(out, e.userErrors()...)
	}
	return out, nil
}

// parts are the errors that were joined, or err itself.
func parts(err error) []error {
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var out []error
	for _, e := range joined.Unwrap() {
		out = append(out, parts(e)...)
	}
	return out
}

func (e *Error) userErrors() []UserError {
	if len(e.Fields) == 0 {
		return []UserError{{Code: e.Code, Message: e.Public}}
	}
	out := make([]UserError, len(e.Fields))
	for i, f := range e.Fields {
		name := f.Name
		out[i] = UserError{Code: e.Code, Message: f.Message, Field: &name}
	}
	return out
}
