// Package web embeds the built members' app, and the look that the pages
// rendered by Go share with it.
//
// dist/ holds the output of `npm run build`; a checkout has it empty, so that
// Go compiles without a web build. Callers must cope with a missing index.html.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

//go:embed public/fonts public/favicon.svg
var public embed.FS

// Tokens is the token sheet (colours, type, spacing, fonts) of every page, as CSS.
// It refers to the fonts as /fonts/NAME.woff2.
//
//go:embed src/ui/tokens.css
var Tokens []byte

// PersistedDocuments is a JSON object from SHA-256 (lower-case hex) to the text
// of each GraphQL operation that the app sends: the allowlist of the server.
//
//go:embed src/gql/persisted-documents.json
var PersistedDocuments []byte

// Dist is the built app: index.html, sw.js, manifest.webmanifest and assets/,
// with a .br and a .gz file beside each compressible one.
var Dist = sub(dist, "dist")

// Fonts holds the self-hosted fonts as NAME.woff2, with their licences.
var Fonts = sub(public, "public/fonts")

// Favicon is the mark of the product as SVG.
var Favicon = read(public, "public/favicon.svg")

// sub opens a folder that the embed directives above guarantee.
func sub(f embed.FS, dir string) fs.FS {
	s, err := fs.Sub(f, dir)
	if err != nil {
		return f
	}
	return s
}

// read reads a file that the embed directives above guarantee.
func read(f embed.FS, name string) []byte {
	b, err := f.ReadFile(name)
	if err != nil {
		return nil
	}
	return b
}
