package githubtest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// write answers with JSON.
func (f *Fake) write(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(encoded(v))
}

// encoded is the JSON of a value of this package.
func encoded(v any) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // every value is made here
	}
	return bytes.TrimSpace(out.Bytes())
}

// problem answers as GitHub words its errors.
func (f *Fake) problem(w http.ResponseWriter, status int, message string) {
	f.write(w, status, map[string]string{"message": message, "documentation_url": "https://docs.github.com/rest", "status": strconv.Itoa(status)})
}

// reading answers the GET of a resource: who asks is known, the limit is told, and what the caller has already costs
// nothing. Give returns nil for what is not there.
func (f *Fake) reading(pattern string, give func(r *http.Request, who *token) any) {
	f.mux.HandleFunc("GET /api/v3"+pattern, func(w http.ResponseWriter, r *http.Request) {
		who, good := f.caller(r)
		if !good {
			f.problem(w, http.StatusUnauthorized, "Bad credentials")
			return
		}
		if !f.bounded(w, r, who, "core") {
			return
		}
		h := w.Header()
		h.Set("X-Github-Media-Type", "github.v3; format=json")
		h.Set("Vary", "Accept, Authorization, Accept-Encoding")
		if who != nil {
			h.Set("X-Oauth-Scopes", strings.Join(who.scopes, ", "))
		}
		found := give(r, who)
		if no, ok := found.(refusal); ok {
			f.problem(w, no.status, no.message)
			return
		}
		if list, ok := found.(page); ok {
			if link := list.links(f.URL, r); link != "" {
				h.Set("Link", link)
			}
			found = list.items
		}
		f.fresh(w, r, who, found)
	})
}

// refusal is an answer other than the resource.
type refusal struct {
	status  int
	message string
}

// own is reading for what belongs to the caller.
func (f *Fake) own(pattern string, give func(r *http.Request, who *token) any) {
	f.reading(pattern, func(r *http.Request, who *token) any {
		if who == nil {
			return refusal{http.StatusUnauthorized, "Requires authentication"}
		}
		return give(r, who)
	})
}

// fresh sends what was found, or 304 to whoever has it.
func (f *Fake) fresh(w http.ResponseWriter, r *http.Request, who *token, found any) {
	status, body := http.StatusOK, []byte(nil)
	if found == nil {
		status = http.StatusNotFound
	} else {
		body = encoded(found)
		// The tag depends on the credentials: the same list is another one for somebody else.
		sum := sha256.Sum256(append([]byte(r.Header.Get("Authorization")+r.Header.Get("Accept")), body...))
		tag := `W/"` + hex.EncodeToString(sum[:]) + `"`
		w.Header().Set("Etag", tag)
		w.Header().Set("Cache-Control", "private, max-age=60, s-maxage=60")
		if strings.Contains(r.Header.Get("If-None-Match"), strings.TrimPrefix(tag, "W/")) {
			status = http.StatusNotModified
		}
	}
	cost := 1
	if status == http.StatusNotModified && who != nil {
		cost = 0
	}
	q, _ := f.look(r, who, "core", cost)
	q.tell(w, "core")
	switch status {
	case http.StatusNotModified:
		w.WriteHeader(status)
	case http.StatusNotFound:
		f.problem(w, status, "Not Found")
	default:
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = w.Write(body)
	}
}

// page is one page of a list.
type page struct {
	items         any
	number, total int
}

// paged cuts the page out that the request asks for: 30 at a time, at most 100.
func paged[T any](r *http.Request, all []T) page {
	q := r.URL.Query()
	size, err := strconv.Atoi(q.Get("per_page"))
	if err != nil || size < 1 {
		size = 30
	}
	size = min(size, 100)
	number, err := strconv.Atoi(q.Get("page"))
	if err != nil || number < 1 {
		number = 1
	}
	from := min((number-1)*size, len(all))
	items := append([]T{}, all[from:min(from+size, len(all))]...)
	return page{items: items, number: number, total: (len(all) + size - 1) / size}
}

// links is the header that leads to the other pages.
func (p page) links(base string, r *http.Request) string {
	var out []string
	add := func(rel string, number int) {
		q, _ := url.ParseQuery(r.URL.RawQuery)
		q.Set("page", strconv.Itoa(number))
		out = append(out, fmt.Sprintf(`<%s%s?%s>; rel=%q`, base, r.URL.Path, q.Encode(), rel))
	}
	if p.number > 1 {
		add("prev", p.number-1)
	}
	if p.number < p.total {
		add("next", p.number+1)
		add("last", p.total)
	}
	if p.number > 1 {
		add("first", 1)
	}
	return strings.Join(out, ", ")
}
