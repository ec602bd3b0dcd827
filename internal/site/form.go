package site

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// form is what was typed and what has to be mended. Passwords are never in it.
type form struct {
	values map[string]string
	errors map[string]string
	// Problem is a sentence about the whole form, in the reader's language.
	Problem string
	// Notice is a sentence that something went well.
	Notice string

	focused bool
}

// Value is what was typed into a field.
func (f *form) Value(name string) string { return f.values[name] }

// HasErrors reports whether something has to be mended.
func (f *form) HasErrors() bool { return f.Problem != "" || len(f.errors) > 0 }

// set keeps what was typed into a field.
func (f *form) set(name, value string) { f.values[name] = value }

// field is one labelled input as its template needs it.
type field struct {
	ID, Name, Label, Type, Autocomplete, InputMode string
	Value, Hint, Error                             string
	MaxLength                                      int
	// Plain is for text that is not prose: addresses, handles, codes.
	Plain    bool
	Optional bool
	// Reveal offers to show the password; the script takes the offer up.
	Reveal               bool
	ShowLabel, HideLabel string
	// Focus is true for the first field with an error.
	Focus bool
}

// DescribedBy names the hint and the error of the field.
func (f field) DescribedBy() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.ID+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.ID+"-error")
	}
	return strings.Join(ids, " ")
}

// Field describes an input: what was typed, and what has to be mended.
func (v *view) Field(name, label, kind, autocomplete string) field {
	f := field{
		ID: name, Name: name, Label: label, Type: kind, Autocomplete: autocomplete,
		Value: v.values[name], Error: v.errors[name], MaxLength: 254,
	}
	switch name {
	case "password":
		f.Value, f.Reveal, f.MaxLength, f.Plain = "", true, 1024, true
		f.ShowLabel, f.HideLabel = v.T("Show"), v.T("Hide")
		if autocomplete == "new-password" {
			n := v.site.passwordMin
			f.Hint = v.N("At least %d character. A few words in a row are good.", "At least %d characters. A few words in a row are good.", n, n)
		}
	case "email", "login":
		f.Plain = true
	case "handle":
		f.Plain, f.MaxLength = true, 30
		f.Hint = v.T("Your name in addresses: a to z, 0 to 9, - and _.")
	case "displayName":
		f.MaxLength, f.Optional = 60, true
		f.Hint = v.T("What others read. Your handle if you leave it empty.")
	case "code":
		f.Plain, f.InputMode, f.MaxLength = true, "numeric", 12
	case "recovery":
		f.Plain, f.MaxLength = true, 24
		f.Hint = v.T("Twelve letters and digits. Each code works once.")
	case "link":
		f.Plain = true
	}
	if f.Error != "" && !v.focused {
		v.focused, f.Focus = true, true
	}
	return f
}

// readForm parses a small form of valid text. It answers with an error page and returns false when it cannot.
func (s *Site) readForm(w http.ResponseWriter, r *http.Request) bool {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		s.refuse(w, r, http.StatusBadRequest, 0)
		return false
	}
	for _, values := range r.PostForm {
		for _, text := range values {
			if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
				s.refuse(w, r, http.StatusBadRequest, 0)
				return false
			}
		}
	}
	return true
}

// typed keeps the named fields of the request in the form.
func (v *view) typed(r *http.Request, names ...string) {
	for _, n := range names {
		v.set(n, r.PostForm.Get(n))
	}
}

// mend puts an error of a use case into the form, translated: fields beside their inputs, the rest above the form.
// Fields of the use case that the page does not show become part of the sentence above.
func (v *view) mend(err error, shown ...string) *errs.Error {
	e := errs.From(err)
	v.errors = map[string]string{}
	for _, f := range e.Fields {
		for _, name := range shown {
			if f.Name == name {
				v.errors[name] = v.sentence(f.Message)
			}
		}
		if v.errors[f.Name] == "" {
			v.Problem = strings.TrimSpace(v.Problem + " " + v.sentence(f.Message))
		}
	}
	if v.Problem == "" && len(v.errors) == 0 {
		v.Problem = v.sentence(e.Public)
	}
	return e
}
