package markdown

import (
	"regexp"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// policy is the allowlist. It names every element and attribute the renderer makes, and nothing else.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "em", "strong", "del", "blockquote", "ul", "li", "pre", "code", "table", "thead", "tbody", "tr", "th", "td", "sup")
	p.AllowElements("h1", "h2", "h3", "h4", "h5", "h6")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowElements("ol")
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^u[0-9a-f]+-[^\s"'<>&]+$`)).OnElements("h1", "h2", "h3", "h4", "h5", "h6", "sup", "li")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(left|right|center)$`)).OnElements("th", "td")

	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("title").Matching(regexp.MustCompile(`^[^<>]*$`)).OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile(`^nofollow noreferrer noopener$`)).OnElements("a")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^(remote-image|footnote-ref|footnote-backref|entry-link)$`)).OnElements("a")
	p.AllowAttrs("role").Matching(regexp.MustCompile(`^doc-(noteref|backlink)$`)).OnElements("a")
	p.RequireNoFollowOnFullyQualifiedLinks(true)
	p.RequireNoReferrerOnFullyQualifiedLinks(true)

	p.AllowAttrs("src").Matching(ownFile).OnElements("img")
	p.AllowAttrs("alt").OnElements("img")
	p.AllowAttrs("loading").Matching(regexp.MustCompile(`^lazy$`)).OnElements("img")
	p.AllowAttrs("decoding").Matching(regexp.MustCompile(`^async$`)).OnElements("img")

	p.AllowAttrs("type").Matching(regexp.MustCompile(`^checkbox$`)).OnElements("input")
	p.AllowAttrs("checked", "disabled").Matching(regexp.MustCompile(`^$`)).OnElements("input")
	p.AllowAttrs("aria-label").OnElements("input")

	p.AllowAttrs("class").Matching(regexp.MustCompile(`^(remote-image|[a-z][a-z0-9]{0,3})$`)).OnElements("span")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^(chroma|math)$`)).OnElements("pre")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^(math|language-[a-z0-9+#_.-]+)$`)).OnElements("code")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^(footnotes|callout callout-(note|tip|important|warning|caution))$`)).OnElements("div")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^callout-title( callout-plain)?$`)).OnElements("p")
	p.AllowAttrs("role").Matching(regexp.MustCompile(`^doc-endnotes$`)).OnElements("div")
	return p
})
