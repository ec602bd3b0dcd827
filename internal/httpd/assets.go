package httpd

import (
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"tamatar.dev/tamatar/internal/platform/route"
)

const (
	cacheForever = "public, max-age=31536000, immutable"
	cacheAsk     = "no-cache"
	cacheDay     = "public, max-age=86400"
)

// WebApp is the built web app as the server needs it.
type WebApp struct {
	// Files is the build: index.html, sw.js, manifest.webmanifest, assets/, icons/, with .br and .gz files beside.
	Files fs.FS
	// Fonts are served at /fonts/NAME.
	Fonts fs.FS
	// Favicon is the mark as SVG.
	Favicon []byte
	// Above is what stands above the app on its page, for instances that have to say something there; nil for nothing.
	Above func(r *http.Request) string
}

// noncePlaceholder stands in index.html where the nonce of the request belongs.
const noncePlaceholder = "__CSP_NONCE__"

// basePlaceholder stands in pages where the path of the base URL belongs, without a slash at its end.
const basePlaceholder = "__BASE__"

// routes are the routes of the web app: its page under /app for signed-in people, and its files.
func (a WebApp) routes(base string, missing http.Handler) []route.Route {
	hashed := &files{root: a.Files, cache: cacheForever, missing: missing}
	named := &files{root: a.Files, cache: cacheAsk, missing: missing}
	page := &appPage{root: a.Files, base: base, above: a.Above}
	fonts := &files{root: a.Fonts, cache: cacheDay, missing: missing}
	icon := favicon(a.Favicon)
	return []route.Route{
		{Pattern: "GET /app", Handler: page, Public: true},
		{Pattern: "GET /app/{path...}", Handler: page, Public: true},
		{Pattern: "GET /assets/{name...}", Handler: hashed, Public: true, Cacheable: true},
		{Pattern: "GET /diagram/{name}", Handler: diagram(named), Public: true, Cacheable: true},
		{Pattern: "GET /icons/{name...}", Handler: named, Public: true, Cacheable: true},
		{Pattern: "GET /sw.js", Handler: worker(base, named), Public: true, Cacheable: true},
		{Pattern: "GET /manifest.webmanifest", Handler: named, Public: true, Cacheable: true},
		{Pattern: "GET /fonts/{name}", Handler: http.StripPrefix("/fonts", fonts), Public: true, Cacheable: true},
		{Pattern: "GET /favicon.svg", Handler: icon, Public: true, Cacheable: true},
	}
}

// worker narrows the policy for the service worker's own context.
func worker(base string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", workerPolicy(base))
		next.ServeHTTP(w, r)
	})
}

func favicon(svg []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/svg+xml")
		w.Header().Set("Cache-Control", cacheDay)
		w.Header().Set("Content-Length", strconv.Itoa(len(svg)))
		_, _ = w.Write(svg)
	})
}

// files serves embedded files: no listings, no source maps, packed ones where the client takes them.
type files struct {
	root    fs.FS
	cache   string
	missing http.Handler
}

// ServeHTTP implements [http.Handler].
func (f *files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	body, encoding, ok := f.open(name, r.Header)
	if !ok || path.Clean(name) != name {
		f.missing.ServeHTTP(w, r)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", f.cache)
	h.Set("Content-Type", contentType(name))
	h.Add("Vary", "Accept-Encoding")
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	if f.cache != cacheForever {
		sum := sha256.Sum256(body)
		tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
		h.Set("ETag", tag)
		if strings.Contains(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) //nolint:gosec // embedded files
}

// open finds the file, packed when the client takes that.
func (f *files) open(name string, h http.Header) (body []byte, encoding string, ok bool) {
	switch path.Ext(name) {
	case "", ".map", ".br", ".gz":
		return nil, "", false
	}
	if f.root == nil || !fs.ValidPath(name) {
		return nil, "", false
	}
	for _, packed := range []struct{ encoding, ext string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !acceptsEncoding(h, packed.encoding) {
			continue
		}
		if body, err := fs.ReadFile(f.root, name+packed.ext); err == nil {
			return body, packed.encoding, true
		}
	}
	body, err := fs.ReadFile(f.root, name)
	return body, "", err == nil
}

// contentType is fixed for what a build holds, so that no machine's MIME table matters.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".html":
		return "text/html; charset=utf-8"
	case ".json":
		return "application/json; charset=utf-8"
	case ".webmanifest":
		return "application/manifest+json; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".png":
		return "image/png"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}
