package capturesvc

import (
	"bytes"
	"encoding/json"
	"math"
	"mime"
	"mime/multipart"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/capture"
	"tamatar.dev/tamatar/internal/journal"
)

// delivery is what a sender said.
type delivery struct {
	text    string
	kind    *journal.Kind
	tags    []string
	minutes *int
	at      *time.Time
}

// fieldNames are what senders can say.
var fieldNames = []string{"text", "title", "body", "tags", "kind", "minutes", "at"}

// readDelivery reads a body by its type; without one it is text.
// Errors: capture.ErrDeliveryBody, ErrDeliveryType, ErrDeliveryField, ErrDeliveryEmpty.
func readDelivery(contentType string, raw []byte) (*delivery, error) {
	media, params, err := mime.ParseMediaType(contentType)
	if contentType == "" {
		media, err = "text/plain", nil
	}
	charset := strings.ToLower(params["charset"])
	switch {
	case err != nil, charset != "" && charset != "utf-8" && charset != "us-ascii":
		return nil, capture.ErrDeliveryType
	case !utf8.Valid(raw):
		return nil, capture.ErrDeliveryBody
	}
	var said map[string][]string
	switch {
	case media == "text/plain", media == "text/markdown":
		said = map[string][]string{"text": {string(raw)}}
	case media == "application/json", strings.HasSuffix(media, "+json"):
		said, err = readJSON(raw)
	case media == "application/x-www-form-urlencoded":
		said, err = readForm(raw)
	case media == "multipart/form-data":
		said, err = readMultipart(raw, params["boundary"])
	default:
		return nil, capture.ErrDeliveryType
	}
	if err != nil {
		return nil, err
	}
	return deliveryOf(said)
}

// readJSON reads one object; what it has beside the known fields is the sender's affair.
func readJSON(raw []byte) (map[string][]string, error) {
	var object map[string]any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&object); err != nil || d.More() || object == nil {
		return nil, capture.ErrDeliveryBody.With(err)
	}
	said := map[string][]string{}
	for _, name := range fieldNames {
		switch v := object[name].(type) {
		case nil:
		case string:
			said[name] = []string{v}
		case json.Number:
			said[name] = []string{v.String()}
		case []any:
			for _, one := range v {
				text, ok := one.(string)
				if !ok || name != "tags" {
					return nil, wrongField(name)
				}
				said[name] = append(said[name], text)
			}
		default:
			return nil, wrongField(name)
		}
	}
	return said, nil
}

// readForm reads fields, or, where it has none of them, takes it for the text: so sends curl -d what one types.
func readForm(raw []byte) (map[string][]string, error) {
	values, err := url.ParseQuery(string(raw))
	if err == nil && slices.ContainsFunc(fieldNames, values.Has) {
		return validFields(values)
	}
	return map[string][]string{"text": {string(raw)}}, nil
}

func readMultipart(raw []byte, boundary string) (map[string][]string, error) {
	form, err := multipart.NewReader(bytes.NewReader(raw), boundary).ReadForm(maxDelivery)
	if err != nil {
		return nil, capture.ErrDeliveryBody.With(err)
	}
	defer func() { _ = form.RemoveAll() }()
	if len(form.File) > 0 {
		return nil, capture.ErrDeliveryType.WithPublic("Files are not taken here. Send JSON, a form or plain text.")
	}
	return validFields(form.Value)
}

// validFields refuses what percent signs or parts made of the bytes.
func validFields(values map[string][]string) (map[string][]string, error) {
	for _, list := range values {
		for _, v := range list {
			if !utf8.ValidString(v) {
				return nil, capture.ErrDeliveryBody
			}
		}
	}
	return values, nil
}

func deliveryOf(said map[string][]string) (*delivery, error) {
	first := func(name string) string {
		if list := said[name]; len(list) > 0 {
			return strings.TrimSpace(list[0])
		}
		return ""
	}
	d := &delivery{text: first("body")}
	if d.text == "" {
		d.text = first("text")
	}
	d.text = titled(first("title"), d.text)
	if d.text == "" {
		return nil, capture.ErrDeliveryEmpty
	}
	for _, list := range said["tags"] {
		for name := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' || r == ' ' }) {
			d.tags = append(d.tags, strings.TrimPrefix(name, "#"))
		}
	}
	if text := first("kind"); text != "" {
		k := journal.Kind(strings.ToLower(text))
		if !k.Valid() {
			return nil, wrongField("kind")
		}
		d.kind = &k
	}
	if text := first("minutes"); text != "" {
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || n != math.Trunc(n) || n < 1 || n > journal.MaxMinutes {
			return nil, wrongField("minutes")
		}
		minutes := int(n)
		d.minutes = &minutes
	}
	if text := first("at"); text != "" {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return nil, wrongField("at")
		}
		d.at = &at
	}
	return d, nil
}

// titled puts a title before a text, as a heading where there is more.
func titled(title, text string) string {
	title = strings.Join(strings.Fields(title), " ")
	switch {
	case title == "":
		return text
	case text == "":
		return title
	}
	return "# " + title + "\n\n" + text
}

var fieldHints = map[string]string{
	"kind": "One of done, learned, blocked, plan, note, decision, meeting.", "minutes": "A whole number, 1 to 1440.",
	"at": "An instant as 2026-11-22T09:00:00Z.", "tags": "A list of words, or words with spaces or commas between.",
}

func wrongField(name string) error {
	hint := fieldHints[name]
	if hint == "" {
		hint = "A text."
	}
	return capture.ErrDeliveryField.WithField(name, hint)
}
