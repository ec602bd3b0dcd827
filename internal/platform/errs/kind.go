package errs

import "net/http"

// Kind is the class of an error: what a caller may do about it.
type Kind int

// The kinds. The zero value is Internal, so a forgotten kind never tells the caller too much.
const (
	// Internal is our fault; the caller can only try later or report it.
	Internal Kind = iota
	// Invalid is input that the person can mend.
	Invalid
	// Unauthenticated means: sign in first.
	Unauthenticated
	// Forbidden means: signed in, and still not allowed.
	Forbidden
	// NotFound covers "does not exist" and "is not yours" alike.
	NotFound
	// Conflict means the object changed meanwhile or the name is taken.
	Conflict
	// TooMany means a limit was reached; see RetryAfter.
	TooMany
	// Unavailable means a part of the system does not answer at the moment; trying again is sensible.
	Unavailable
	// TooLarge means the request is larger than what is accepted.
	TooLarge
)

var kindNames = [...]string{
	Internal: "internal", Invalid: "invalid", Unauthenticated: "unauthenticated", Forbidden: "forbidden",
	NotFound: "not_found", Conflict: "conflict", TooMany: "too_many", Unavailable: "unavailable", TooLarge: "too_large",
}

var kindStatus = [...]int{
	Internal: http.StatusInternalServerError, Invalid: http.StatusUnprocessableEntity,
	Unauthenticated: http.StatusUnauthorized, Forbidden: http.StatusForbidden,
	NotFound: http.StatusNotFound, Conflict: http.StatusConflict, TooMany: http.StatusTooManyRequests,
	Unavailable: http.StatusServiceUnavailable, TooLarge: http.StatusRequestEntityTooLarge,
}

func (k Kind) known() bool { return k >= 0 && int(k) < len(kindNames) }

// String is the kind in lower snake case, as written into logs and metrics.
func (k Kind) String() string {
	if !k.known() {
		return "internal"
	}
	return kindNames[k]
}

// Status is the HTTP status of the kind; an unknown kind is a 500.
func (k Kind) Status() int {
	if !k.known() {
		return http.StatusInternalServerError
	}
	return kindStatus[k]
}
