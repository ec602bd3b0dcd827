package site

import (
	"math"
	"net/http"
	"strconv"
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/route"
)

// action is the one way on from a page without a form.
type action struct{ URL, Label string }

// donePage says how something ended.
type donePage struct {
	*view
	Heading, Sentence string
	Action            *action
}

func (s *Site) done(w http.ResponseWriter, r *http.Request, v *view, heading, sentence string, a *action) {
	s.render(w, r, http.StatusOK, "done", donePage{view: v, Heading: heading, Sentence: sentence, Action: a})
}

// errorPage is a page that says what went wrong and what to do.
type errorPage struct {
	donePage
	Status    int
	RequestID string
}

// Error answers with a page for an HTTP status, in the reader's language. It depends on nothing that may be down.
// RetryAfter is told on the page and in the header when it is positive; requestID only where it helps to find the cause.
func (s *Site) Error(w http.ResponseWriter, r *http.Request, status int, retryAfter time.Duration, requestID string) {
	v := s.view(r)
	p := errorPage{donePage: donePage{view: v}, Status: status}
	p.Heading, p.Sentence = v.errorText(status)
	p.Action = &action{URL: v.Link("/"), Label: v.T("To the front page")}
	if status >= http.StatusInternalServerError {
		p.RequestID = requestID
	}
	if retryAfter > 0 {
		setRetryAfter(w, retryAfter)
		p.Sentence += " " + v.wait(retryAfter)
	}
	s.render(w, r, status, "error", p)
}

// refuse is [Site.Error] for the pages of this package.
func (s *Site) refuse(w http.ResponseWriter, r *http.Request, status int, retryAfter time.Duration) {
	s.Error(w, r, status, retryAfter, route.RequestID(r.Context()))
}

func (v *view) errorText(status int) (heading, sentence string) {
	switch status {
	case http.StatusBadRequest:
		return v.T("This request makes no sense"), v.T("Something in it is broken. Go back and try once more.")
	case http.StatusUnauthorized:
		return v.T("Sign in first"), v.T("This page is for people with an account here.")
	case http.StatusForbidden:
		return v.T("This is not allowed"), v.T("The request came from another site, or this is not yours to do. Open the page here and try again.")
	case http.StatusNotFound:
		return v.T("Nothing grows here"), v.T("This page does not exist, or it is not yours to see.")
	case http.StatusMethodNotAllowed:
		return v.T("Not this way"), v.T("This address does not answer to such a request.")
	case http.StatusRequestEntityTooLarge:
		return v.T("This is too much at once"), v.T("What you sent is larger than this page takes.")
	case http.StatusMisdirectedRequest:
		return v.T("A wrong address"), v.T("This server does not answer to that name. Use the address you were given.")
	case http.StatusTooManyRequests:
		return v.T("A little slower, please"), v.T("There were too many requests in a short time.")
	case http.StatusServiceUnavailable:
		return v.T("Busy at the moment"), v.T("The server has too much to do. Nothing is lost; try again soon.")
	default:
		return v.T("Something went wrong on our side"), v.T("It has been written down. Please try again in a moment.")
	}
}

// wait says for how long to wait, in whole seconds or minutes.
func (v *view) wait(d time.Duration) string {
	if d <= 90*time.Second {
		n := int(math.Ceil(d.Seconds()))
		return v.N("Try again in %d second.", "Try again in %d seconds.", n, n)
	}
	n := int(math.Ceil(d.Minutes()))
	return v.N("Try again in %d minute.", "Try again in %d minutes.", n, n)
}

func setRetryAfter(w http.ResponseWriter, d time.Duration) {
	w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(d.Seconds()))))
}

// fail answers an error of a use case that no form can show.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, err error) {
	e := errs.From(err)
	if e.Kind == errs.Internal {
		s.log.ErrorContext(r.Context(), "answer a page", "path", r.URL.Path, "error", e)
	}
	s.refuse(w, r, e.Status(), e.RetryAfter)
}

// deadLink answers a link that cannot be used, with the way to another one.
func (s *Site) deadLink(w http.ResponseWriter, r *http.Request, err error, path, label string) {
	e := errs.From(err)
	if e.Kind == errs.Internal || e.Kind == errs.Unavailable || e.Kind == errs.TooMany {
		s.fail(w, r, err)
		return
	}
	v := s.view(r)
	s.render(w, r, e.Status(), "done", donePage{
		view: v, Heading: v.T("This link leads nowhere"), Sentence: v.sentence(e.Public),
		Action: &action{URL: v.Link(path), Label: label},
	})
}
