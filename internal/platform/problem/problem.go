// Package problem writes errors as RFC 9457 problem details, the form in which the REST API answers what it refuses.
package problem

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/route"
)

// MediaType of problem details.
const MediaType = "application/problem+json"

// Prefix and HookPrefix are what the paths begin with whose errors are problem details.
const (
	Prefix     = "/api/v1/"
	HookPrefix = "/hooks/"
)

// Field is one thing to mend.
type Field struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Details are the body of a problem. Type is "about:blank": what it is says Code, from the catalogue of errors.
type Details struct {
	Type   string `json:"type" jsonschema:"Always about:blank: what it is says code."`
	Title  string `json:"title" jsonschema:"The words of the HTTP status."`
	Status int    `json:"status"`
	Detail string `json:"detail" jsonschema:"A sentence that says what to do."`
	Code   string `json:"code" jsonschema:"A stable code from the catalogue of errors."`
	// Fields are the parameters or parts of the body to mend.
	Fields    []Field `json:"fields,omitempty"`
	RequestID string  `json:"requestId" jsonschema:"Names the request in the log of the server."`
}

// Wanted reports whether errors of the request are answered as problem details.
func Wanted(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, Prefix) || strings.HasPrefix(r.URL.Path, HookPrefix)
}

// Write answers with e as problem details under that status.
func Write(w http.ResponseWriter, r *http.Request, status int, e *errs.Error) {
	d := Details{
		Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: e.Public, Code: e.Code,
		RequestID: route.RequestID(r.Context()),
	}
	for _, f := range e.Fields {
		d.Fields = append(d.Fields, Field{Field: f.Name, Message: f.Message})
	}
	body, err := json.Marshal(d)
	if err != nil {
		body = []byte("{}") // strings and numbers only: it does not happen
	}
	h := w.Header()
	if e.RetryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int((e.RetryAfter+time.Second-1)/time.Second)))
	}
	h.Set("Content-Type", MediaType)
	h.Set("Cache-Control", "private, no-store")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}
