package errs

// UserError is one thing a person can mend, as it appears in a mutation's payload (GraphQL UserError).
type UserError struct {
	// Code is the error's stable code.
	Code string
	// Message is a sentence for the person.
	Message string
	// Field is the input field concerned; nil when the error concerns the whole input.
	Field *string
}

// UserErrors splits what a person can mend from what they cannot. An Invalid or Conflict error becomes
// one UserError per field (or one without a field); any other error is returned as it came.
// UserErrors(nil) is an empty, non-nil list, ready for `errors: [UserError!]!`.
func UserErrors(err error) ([]UserError, error) {
	if err == nil {
		return []UserError{}, nil
	}
	e := From(err)
	if e.Kind != Invalid && e.Kind != Conflict {
		return nil, err
	}
	if len(e.Fields) == 0 {
		return []UserError{{Code: e.Code, Message: e.Public}}, nil
	}
	out := make([]UserError, len(e.Fields))
	for i, f := range e.Fields {
		name := f.Name
		out[i] = UserError{Code: e.Code, Message: f.Message, Field: &name}
	}
	return out, nil
}
