package site

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"net/http"
	"time"

	"tamatar.dev/tamatar/internal/platform/route"
)

//go:embed static/site.css
var siteCSS []byte

//go:embed static/demo.css
var demoCSS []byte

//go:embed static/shared.css
var sharedCSS []byte

//go:embed static/site.js
var siteJS []byte

//go:embed static/passkey.js
var passkeyJS []byte

type asset struct {
	data        []byte
	contentType string
	version     string
}

// assets are the static files of the pages by name.
type assets map[string]asset

// fontAddress is how the token sheet names the fonts.
var fontAddress = []byte(`url("/fonts/`)

func newAssets(tokens []byte, base string) assets {
	tokens = bytes.ReplaceAll(tokens, fontAddress, []byte(`url("`+base+`/fonts/`))
	a := assets{}
	a.add("tokens.css", "text/css; charset=utf-8", tokens)
	a.add("site.css", "text/css; charset=utf-8", siteCSS)
	a.add("shared.css", "text/css; charset=utf-8", sharedCSS)
	a.add("demo.css", "text/css; charset=utf-8", demoCSS)
	a.add("site.js", "text/javascript; charset=utf-8", siteJS)
	a.add("passkey.js", "text/javascript; charset=utf-8", passkeyJS)
	a.add("motif.svg", "image/svg+xml", motifSVG(true))
	a.add("lines.svg", "image/svg+xml", motifSVG(false))
	return a
}

func (a assets) add(name, contentType string, data []byte) {
	sum := sha256.Sum256(data)
	a[name] = asset{data: data, contentType: contentType, version: hex.EncodeToString(sum[:6])}
}

func (s *Site) assetRoutes() []route.Route {
	return []route.Route{
		{Pattern: "GET /site/{name}", Handler: http.HandlerFunc(s.asset), Public: true, Cacheable: true},
		{Pattern: "GET /robots.txt", Handler: http.HandlerFunc(s.robots), Public: true, Cacheable: true},
	}
}

// asset serves a static file: for a year when its version is named, else to be asked for again.
func (s *Site) asset(w http.ResponseWriter, r *http.Request) {
	a, ok := s.assets[r.PathValue("name")]
	if !ok {
		s.refuse(w, r, http.StatusNotFound, 0)
		return
	}
	cache := "no-cache"
	if r.URL.Query().Get("v") == a.version {
		cache = "public, max-age=31536000, immutable"
	}
	w.Header().Set("Cache-Control", cache)
	w.Header().Set("Content-Type", a.contentType)
	w.Header().Set("ETag", `"`+a.version+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.data))
}

// robots lets crawlers see the landing page and keeps them from forms and from the app.
func (s *Site) robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	_, _ = w.Write([]byte("User-agent: *\nAllow: /$\nAllow: /?lang=\nAllow: /site/\nAllow: /fonts/\nAllow: /u/\nDisallow: /\n"))
}
