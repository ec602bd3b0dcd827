package route

import "net/http"

// DefaultMaxBody is the limit of a request body in bytes for a route that names none.
const DefaultMaxBody = 64 << 10

// ScopePerOperation is the scope of a route whose handler decides for each operation what a token needs.
const ScopePerOperation = "*"

// Route is one HTTP route of a domain.
type Route struct {
	// Pattern is a pattern of [net/http.ServeMux] with its method, such as "POST /api/avatar".
	Pattern string
	// Handler answers. It finds the caller in the request's context.
	Handler http.Handler
	// MaxBody is the largest request body in bytes; zero means [DefaultMaxBody].
	MaxBody int64
	// Public routes answer strangers too. On all others a stranger is refused with 401 before Handler runs.
	Public bool
	// Scope is what a personal access token needs here, such as "read" or "entries:write"; it is checked before Handler
	// runs. Empty means that no such token may pass, [ScopePerOperation] that Handler asks for each operation itself.
	// Sessions have no need of scopes.
	Scope string
	// Basic routes also take a personal access token as the password of HTTP basic authentication, for programs that
	// know nothing else; the user name says nothing.
	Basic bool
	// Cacheable routes set their own Cache-Control; all others answer "private, no-store".
	Cacheable bool
	// Points is what one request costs the caller; zero means [DefaultPoints], [OwnPoints] that Handler charges itself.
	Points int
}

// Prices of a request.
const (
	DefaultPoints = 10
	// OwnPoints is for handlers that know better what a request costs, such as GraphQL.
	OwnPoints = -1
)

// Cost is what one request costs, in points.
func (r Route) Cost() int {
	switch {
	case r.Points == OwnPoints:
		return 0
	case r.Points > 0:
		return r.Points
	case r.Cacheable:
		return 1
	default:
		return DefaultPoints
	}
}

// Limit is the body limit that holds for the route, in bytes.
func (r Route) Limit() int64 {
	if r.MaxBody > 0 {
		return r.MaxBody
	}
	return DefaultMaxBody
}
