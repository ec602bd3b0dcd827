package identity

import (
	"io"
	"slices"
	"strings"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// ErrScopeMissing says that a personal access token was not made for the act.
var ErrScopeMissing = errs.New(errs.Forbidden, "identity.scope_missing", "This token was not made for that. Make one with the scope that is needed.")

// Scope is what a personal access token may be used for.
type Scope string

// The scopes.
const (
	ScopeRead         Scope = "read"
	ScopeEntriesWrite Scope = "entries:write"
	ScopeProfileWrite Scope = "profile:write"
	ScopeAdmin        Scope = "admin"
)

// AllScopes lists every scope, in the order people see them.
var AllScopes = []Scope{ScopeRead, ScopeEntriesWrite, ScopeProfileWrite, ScopeAdmin}

// Valid reports whether s is a scope.
func (s Scope) Valid() bool { return slices.Contains(AllScopes, s) }

// MarshalGQL writes the GraphQL form: "entries:write" is ENTRIES_WRITE.
func (s Scope) MarshalGQL(w io.Writer) {
	gqlenum.Marshal(w, strings.ReplaceAll(string(s), ":", "_"))
}

// UnmarshalGQL reads the GraphQL form.
func (s *Scope) UnmarshalGQL(v any) error {
	names := make([]string, len(AllScopes))
	for i, sc := range AllScopes {
		names[i] = strings.ReplaceAll(string(sc), ":", "_")
	}
	got, err := gqlenum.Unmarshal(v, names...)
	if err != nil {
		return err
	}
	*s = AllScopes[slices.Index(names, got)]
	return nil
}

// Scopes is a set of scopes.
type Scopes []Scope

// Has reports whether the set holds s.
func (s Scopes) Has(scope Scope) bool { return slices.Contains(s, scope) }

// String is the stored form: the scopes in their own order, parted by spaces.
func (s Scopes) String() string {
	var b []string
	for _, sc := range AllScopes {
		if s.Has(sc) {
			b = append(b, string(sc))
		}
	}
	return strings.Join(b, " ")
}

// ParseScopes reads the stored form; what is no scope is left out.
func ParseScopes(text string) Scopes {
	var out Scopes
	for f := range strings.FieldsSeq(text) {
		if sc := Scope(f); sc.Valid() {
			out = append(out, sc)
		}
	}
	return out
}
