package httpd

import (
	"compress/gzip"
	"net/http"
	"strings"
	"sync"
)

// compressFrom is the size of the first write in bytes from which an answer is compressed.
const compressFrom = 1 << 10

var gzipWriters = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is a constant that exists
	return w
}}

// compress packs text answers with gzip for clients that take it. Answers that are packed already (assets) and
// small ones pass as they are.
func compress(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !acceptsEncoding(r.Header, "gzip") || r.Method == http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		cw := &compressor{ResponseWriter: w}
		defer cw.close()
		next.ServeHTTP(cw, r)
	})
}

// acceptsEncoding reports whether the client takes the encoding; "gzip;q=0" refuses it.
func acceptsEncoding(h http.Header, name string) bool {
	for part := range strings.SplitSeq(h.Get("Accept-Encoding"), ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(coding), name) {
			w := strings.ReplaceAll(weight, " ", "")
			return w != "q=0" && w != "q=0.0" && w != "q=0.00" && w != "q=0.000"
		}
	}
	return false
}

// compressor decides at the first write whether to pack.
type compressor struct {
	http.ResponseWriter
	gz      *gzip.Writer
	status  int
	decided bool
}

// WriteHeader implements [http.ResponseWriter]; the header goes out with the first write.
func (c *compressor) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
}

// Write implements [http.ResponseWriter].
func (c *compressor) Write(b []byte) (int, error) {
	c.decide(b)
	if c.gz != nil {
		return c.gz.Write(b)
	}
	return c.ResponseWriter.Write(b)
}

// Unwrap lets [http.ResponseController] reach the connection.
func (c *compressor) Unwrap() http.ResponseWriter { return c.ResponseWriter }

func (c *compressor) decide(first []byte) {
	if c.decided {
		return
	}
	c.decided = true
	if c.status == 0 {
		c.status = http.StatusOK
	}
	h := c.Header()
	if h.Get("Content-Type") == "" && len(first) > 0 {
		h.Set("Content-Type", http.DetectContentType(first))
	}
	if compressible(h.Get("Content-Type")) {
		h.Add("Vary", "Accept-Encoding")
		if len(first) >= compressFrom && h.Get("Content-Encoding") == "" && c.status != http.StatusPartialContent {
			h.Del("Content-Length")
			h.Set("Content-Encoding", "gzip")
			if tag := h.Get("ETag"); tag != "" && !strings.HasPrefix(tag, "W/") {
				h.Set("ETag", "W/"+tag)
			}
			c.gz, _ = gzipWriters.Get().(*gzip.Writer)
			c.gz.Reset(c.ResponseWriter)
		}
	}
	c.ResponseWriter.WriteHeader(c.status)
}

func (c *compressor) close() {
	if !c.decided && c.status != 0 {
		c.decide(nil)
	}
	if c.gz != nil {
		_ = c.gz.Close()
		gzipWriters.Put(c.gz)
	}
}

func compressible(contentType string) bool {
	media, _, _ := strings.Cut(contentType, ";")
	switch media = strings.TrimSpace(media); {
	case strings.HasPrefix(media, "text/"), strings.HasSuffix(media, "+json"), strings.HasSuffix(media, "+xml"):
		return true
	default:
		return media == "application/json" || media == "application/javascript" || media == "application/xml"
	}
}
