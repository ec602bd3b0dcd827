package httpd

import (
	"bytes"
	"context"
	"embed"
	"io/fs"
	"net/http"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/route"
)

//go:embed explorer
var explorerFiles embed.FS

// Explorer is the page on which signed-in people try the API.
type Explorer struct {
	// On tells whether the instance offers it.
	On func(context.Context) bool
	// Tokens is the token sheet.
	Tokens []byte
}

// routes are the routes of the explorer; missing answers when it is switched off.
func (e Explorer) routes(base string, missing http.Handler) []route.Route {
	root, err := fs.Sub(explorerFiles, "explorer")
	if err != nil {
		root = explorerFiles
	}
	tokens := bytes.ReplaceAll(e.Tokens, []byte(`url("/fonts/`), []byte(`url("`+base+`/fonts/`))
	static := http.StripPrefix("/explorer", &files{root: root, cache: cacheAsk, missing: missing})
	return []route.Route{
		{Pattern: "GET /explorer", Handler: e.page(root, missing), Public: true},
		{Pattern: "GET /explorer/{name}", Handler: static, Public: true, Cacheable: true},
		{Pattern: "GET /explorer/tokens.css", Public: true, Cacheable: true, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/css; charset=utf-8")
			w.Header().Set("Cache-Control", cacheDay)
			_, _ = w.Write(tokens)
		})},
	}
}

func (e Explorer) page(root fs.FS, missing http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, ok := identity.ActorFrom(r.Context()); !ok {
			signInFirst(w, r)
			return
		}
		if e.On == nil || !e.On(r.Context()) {
			missing.ServeHTTP(w, r)
			return
		}
		text, err := fs.ReadFile(root, "explorer.html")
		if err != nil {
			missing.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		text = bytes.ReplaceAll(text, []byte(basePlaceholder), []byte(route.At(r.Context(), "")))
		_, _ = w.Write(bytes.ReplaceAll(text, []byte(noncePlaceholder), []byte(route.Nonce(r.Context()))))
	})
}
