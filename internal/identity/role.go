package identity

import (
	"io"

	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// Role is what a person may do on the instance as a whole.
type Role string

// The roles.
const (
	RoleMember Role = "member"
	RoleAdmin  Role = "admin"
)

// Valid reports whether r is a role.
func (r Role) Valid() bool { return r == RoleMember || r == RoleAdmin }

// MarshalGQL writes the GraphQL form.
func (r Role) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(r)) }

// UnmarshalGQL reads the GraphQL form.
func (r *Role) UnmarshalGQL(v any) error { return gqlenum.Into(r, v, RoleMember, RoleAdmin) }
