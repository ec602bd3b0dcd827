package app_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/identity"
)

// TestRefusalsAreToldInTheLanguageOfWhoAsks holds that people are told in their language why something is refused, at every
// door of the web app, and that programs get the sentences as they are documented.
func TestRefusalsAreToldInTheLanguageOfWhoAsks(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		ada := in.Person("ada", identity.RoleMember)
		browser, token := ada.Browser(), ada.Token(identity.ScopeRead, identity.ScopeEntriesWrite)
		write := `mutation{writeEntry(input:{clientId:"refused-1",body:" "}){errors{code message field}}}`
		search := `{viewer{search(query:"kind:nothing"){problems{code message}}}}`
		said := func(as apptest.Credential, query string) string {
			t.Helper()
			return sentence(in.GraphQL(as, query, nil))
		}
		english := said(browser, write)
		if english == "" {
			t.Fatal("an empty entry is not refused")
		}
		unknown := said(browser, search)
		note := reasonOfImport(t, in, browser)
		in.Must(browser, `mutation{updateProfile(input:{baseRevision:1,locale:"de"}){errors{code}}}`, nil)

		if got := said(browser, write); got == english || got == "" {
			t.Errorf("an empty entry: %q", got)
		}
		if got := said(token, write); got != english {
			t.Errorf("a program is told %q, want %q", got, english)
		}
		if got := said(browser, search); got == unknown || got == "" {
			t.Errorf("an unknown kind in a search: %q", got)
		}
		if got := reasonOfImport(t, in, browser); got == note || got == "" {
			t.Errorf("a note without a day: %q", got)
		}
		upload := in.Request(http.MethodPost, "/api/files", strings.NewReader("nothing"), browser)
		if got := sentence(in.Read(in.Do(upload))); got == "" || got == files.ErrUploadForm.Public { //nolint:bodyclose // Read closes it
			t.Errorf("an upload without a form: %q", got)
		}
	})
}

var told = regexp.MustCompile(`"(?:message|reason)":"((?:[^"\\]|\\.)+)"`)

// sentence is the first that an answer tells; "" for none.
func sentence(a apptest.Answer) string {
	if m := told.FindSubmatch(a.Raw); m != nil {
		return string(m[1])
	}
	return ""
}

// reasonOfImport is why a note without a day is not imported.
func reasonOfImport(t *testing.T, in *apptest.Instance, as apptest.Credential) string {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("files", "note.md")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte("words without a day")); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r := in.Request(http.MethodPost, "/api/import/preview", &body, as)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return sentence(in.Read(in.Do(r)))
}
