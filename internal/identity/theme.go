package identity

import (
	"io"

	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// Theme is the brightness a person chose.
type Theme string

// The themes.
const (
	ThemeSystem Theme = "system"
	ThemeLight  Theme = "light"
	ThemeDark   Theme = "dark"
)

// Valid reports whether t is a theme.
func (t Theme) Valid() bool { return t == ThemeSystem || t == ThemeLight || t == ThemeDark }

// MarshalGQL writes the GraphQL form.
func (t Theme) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(t)) }

// UnmarshalGQL reads the GraphQL form.
func (t *Theme) UnmarshalGQL(v any) error {
	return gqlenum.Into(t, v, ThemeSystem, ThemeLight, ThemeDark)
}
