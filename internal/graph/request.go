package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"unicode/utf8"
)

// request is the GraphQL-over-HTTP request, with the two spellings of a persisted document.
type request struct {
	Query         string         `json:"query"`
	OperationName string         `json:"operationName"`
	Variables     map[string]any `json:"variables"`
	Extensions    struct {
		PersistedQuery struct {
			Hash string `json:"sha256Hash"`
		} `json:"persistedQuery"`
	} `json:"extensions"`
	DocumentID string `json:"documentId"`
}

// hash is the hash of the persisted document asked for; empty when there is none.
func (q request) hash() string {
	if q.DocumentID != "" {
		return q.DocumentID
	}
	return q.Extensions.PersistedQuery.Hash
}

// readBody reads one JSON object. Errors: [ErrBodyTooLong], [ErrBatch], [ErrBody].
func readBody(body io.Reader) (request, error) {
	text, err := io.ReadAll(body)
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &tooLong):
		return request{}, ErrBodyTooLong
	case err != nil:
		return request{}, ErrBody.With(err)
	case !utf8.Valid(text):
		return request{}, ErrBody.WithPublic("The body is not valid UTF-8.")
	case bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("[")):
		return request{}, ErrBatch
	}
	var q request
	if err := decode(text, &q); err != nil {
		return request{}, ErrBody.With(err)
	}
	return q, nil
}

// readURL reads the parameters of a GET. Error: [ErrBody].
func readURL(values url.Values) (request, error) {
	q := request{Query: values.Get("query"), OperationName: values.Get("operationName"), DocumentID: values.Get("documentId")}
	if text := values.Get("variables"); text != "" {
		if err := decode([]byte(text), &q.Variables); err != nil {
			return request{}, ErrBody.WithField("variables", "The variables must be a JSON object.").With(err)
		}
	}
	if text := values.Get("extensions"); text != "" {
		if err := decode([]byte(text), &q.Extensions); err != nil {
			return request{}, ErrBody.WithField("extensions", "The extensions must be a JSON object.").With(err)
		}
	}
	return q, nil
}

// decode reads exactly one JSON value; numbers keep their digits.
func decode(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one JSON value")
	}
	return nil
}
