// Package tamatar holds what the binary tells about itself: its change log. The product is in cmd and internal.
package tamatar

import _ "embed" // for the change log

// Changelog is CHANGELOG.md.
//
//go:embed CHANGELOG.md
var Changelog string
