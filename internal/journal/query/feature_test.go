package query_test

import (
	"slices"
	"testing"

	"tamatar.dev/tamatar/internal/journal/query"
)

func TestFeatures(t *testing.T) {
	html := `<p><a class="entry-link" href="/app/journal/named/Release%20Train">it</a> and <code>x</code></p>`
	got := query.Features(html)
	if !slices.Contains(got, query.LinkToken(" release  TRAIN ")) || len(got) != 2 {
		t.Fatalf("%q", got)
	}
	if got := query.Features("<p>plain</p>"); len(got) != 0 {
		t.Fatalf("%q", got)
	}
}
