package site

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"tamatar.dev/tamatar/internal/identity"
)

func record(st *stand, status int) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	st.site.Error(rec, httptest.NewRequestWithContext(st.t.Context(), "GET", "/anything", nil), status, 40*time.Second, "req-7")
	return rec
}

var letterData = map[string]string{
	"instance": "Tamatar", "baseUrl": "https://tamatar.test", "name": "Amara", "url": "https://tamatar.test/x?link=abc&d=1",
	"code": "012345", "minutes": "60", "days": "7", "hours": "24", "time": "2026-11-22 13:00", "network": "192.0.2.0/24",
	"email": "amara@example.org", "newEmail": "new@example.org", "handle": "amara", "device": "Firefox on Linux",
	"note": "See you there", "inviter": "Root", "resetUrl": "https://tamatar.test/reset",
}

func compose(t *testing.T, kind, locale string, data map[string]string) (subject, text, htmlText string) {
	t.Helper()
	subject, text, htmlText, err := NewLetters().Compose(kind, locale, data)
	if err != nil {
		t.Fatal(err)
	}
	return subject, text, htmlText
}

func TestEveryLetterInEveryLanguage(t *testing.T) {
	for _, kind := range identity.LetterKinds {
		seen := map[string]bool{}
		for _, l := range languages {
			subject, text, htmlText := compose(t, kind, l.tag, letterData)
			if seen[subject] {
				t.Errorf("%s: the subject is the same in two languages: %q", kind, subject)
			}
			seen[subject] = true
			for _, s := range []string{subject, text, htmlText} {
				if strings.Contains(s, "%!") || strings.Contains(s, "%s") || strings.Contains(s, "%d") || strings.Contains(s, "EXTRA") {
					t.Errorf("%s in %s: a value does not fit: %q", kind, l.tag, s)
				}
			}
			if !strings.Contains(htmlText, `lang="`+l.tag+`" dir="`+l.dir+`"`) {
				t.Errorf("%s in %s: language or direction of the HTML", kind, l.tag)
			}
			if strings.Contains(text, letterData["url"]) && kind != identity.LetterPasswordChanged {
				if !strings.Contains(text, "\n"+letterData["url"]+"\n") || !strings.Contains(htmlText, `href="https://tamatar.test/x?link=abc&amp;d=1"`) {
					t.Errorf("%s in %s: the link stands neither alone in the text nor in the HTML", kind, l.tag)
				}
			}
			noLoads(t, kind, htmlText)
		}
	}
}

// noLoads makes sure that opening a letter tells nobody.
func noLoads(t *testing.T, kind, htmlText string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(htmlText))
	for z.Next() != html.ErrorToken {
		tag := z.Token()
		if tag.Type == html.StartTagToken && regexp.MustCompile(`^(img|link|script|iframe|object|form|base|video)$`).MatchString(tag.Data) {
			t.Errorf("%s: <%s> in a letter", kind, tag.Data)
		}
	}
	if strings.Contains(htmlText, "url(") || strings.Contains(htmlText, "ZgotmplZ") {
		t.Errorf("%s: the HTML loads something or lost a value", kind)
	}
}

func TestUnknownLettersAndLanguages(t *testing.T) {
	l := NewLetters()
	if _, _, _, err := l.Compose("nothing", "en", nil); err == nil {
		t.Error("an unknown kind is written")
	}
	en, _, _ := compose(t, identity.LetterReset, "en", letterData)
	for _, tag := range []string{"", "xx", "not a tag", "nl"} {
		if got, _, _ := compose(t, identity.LetterReset, tag, letterData); got != en {
			t.Errorf("%q gives %q", tag, got)
		}
	}
	if got, _, _ := compose(t, identity.LetterReset, "de-CH", letterData); got == en {
		t.Error("de-CH gives English")
	}
}

// B05: nothing in the data of a letter becomes a header, a tag, a script address or a second direction of the text.
func TestAttack_B05_LettersEscapeEverything(t *testing.T) {
	evil := map[string]string{}
	for k := range letterData {
		evil[k] = "<img src=x onerror=alert(1)>\r\nBcc: all@example.org\u202e\"'"
	}
	for k, v := range map[string]string{"minutes": "x", "days": "-1", "hours": "9999999999999999999999", "url": "javascript:alert(1)"} {
		evil[k] = v
	}
	for _, kind := range identity.LetterKinds {
		subject, text, htmlText := compose(t, kind, "en", evil)
		if strings.ContainsAny(subject, "\r\n\u202e") || strings.Contains(text, "\u202e") || strings.Contains(text, "\nBcc:") {
			t.Errorf("%s: control characters get through: %q %q", kind, subject, text)
		}
		if strings.Contains(htmlText, "<img") || strings.Contains(htmlText, `href="javascript:`) {
			t.Errorf("%s: markup gets through: %s", kind, htmlText)
		}
	}
}
