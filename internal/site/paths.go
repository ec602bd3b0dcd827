package site

import (
	"net/url"
	"strings"
)

// url is the address of a path of this instance for links and redirects, below the path of the base URL.
func (s *Site) url(path string) string { return s.base.Path + path }

// absolute is the whole address of a path, from the configured base URL and never from the request.
func (s *Site) absolute(path string) string { return s.base.String() + path }

// localPath gives back a path of this instance that a form or a query named, and fallback for everything else: other
// hosts, "//host", backslashes, control characters, and pages that must not be a goal.
func (s *Site) localPath(text, fallback string) string {
	if len(text) > 512 || !strings.HasPrefix(text, "/") || strings.HasPrefix(text, "//") || strings.ContainsFunc(text, unsafeInPath) {
		return fallback
	}
	u, err := url.Parse(text)
	if err != nil || u.Host != "" || u.Scheme != "" || strings.HasPrefix(u.Path, "//") || strings.HasPrefix(u.Path, "/sign-out") {
		return fallback
	}
	return text
}

func unsafeInPath(r rune) bool { return r < 0x21 || r == '\\' || r == 0x7f || r > 0x7e }

// withoutLanguage takes ?lang= out of a path, so that a language just chosen is not overruled by it.
func withoutLanguage(path string) string {
	u, err := url.Parse(path)
	if err != nil {
		return "/"
	}
	q := u.Query()
	if !q.Has("lang") {
		return path
	}
	q.Del("lang")
	u.RawQuery = q.Encode()
	return u.RequestURI()
}
