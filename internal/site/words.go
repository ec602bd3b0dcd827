package site

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/leonelquinteros/gotext"
	"golang.org/x/text/language"
)

//go:embed locales/*.po
var localeFiles embed.FS

// Words is one language of the pages and letters.
type Words struct {
	// Tag is the BCP 47 tag of the language.
	Tag string
	// Name is the language in its own words.
	Name string
	// Dir is "ltr" or "rtl".
	Dir string

	openGraph string
	// po reads the catalogue when the language is first spoken: an instance speaks few of them, and each takes memory.
	po     func() *gotext.Po
	pseudo bool
}

// T is the translation of an English sentence, with the values put in for its verbs.
func (w *Words) T(id string, values ...any) string {
	text := w.po().Get(id, values...)
	if w.pseudo {
		return pseudo(text)
	}
	return text
}

// Lang is the tag for the lang attribute; what reads pages aloud takes the pseudo-locale for English.
func (w *Words) Lang() string {
	if w.pseudo {
		return "en-" + w.Tag
	}
	return w.Tag
}

// N is the translation of a counted sentence in the form that fits n. A form may leave its number out: "two days" says it.
func (w *Words) N(one, many string, n int, values ...any) string {
	text := w.po().GetN(one, many, n)
	if strings.Contains(text, "%") {
		text = fmt.Sprintf(text, values...)
	}
	if w.pseudo {
		return pseudo(text)
	}
	return text
}

// languages are those of the catalogues, in the order they are offered. The first is the fallback.
var languages = []struct{ tag, name, dir, openGraph string }{
	{"en", "English", "ltr", "en_GB"},
	{"de", "Deutsch", "ltr", "de_DE"},
	{"es", "Español", "ltr", "es_ES"},
	{"fr", "Français", "ltr", "fr_FR"},
	{"pt", "Português", "ltr", "pt_BR"},
	{"ar", "العربية", "rtl", "ar_AR"},
	{"hi", "हिन्दी", "ltr", "hi_IN"},
	{"ja", "日本語", "ltr", "ja_JP"},
	{"zh", "简体中文", "ltr", "zh_CN"},
}

// pseudoTag is the generated language that shows cut-off and untranslated text.
const pseudoTag = "x-pseudo"

type catalogues struct {
	list    []*Words
	byTag   map[string]*Words
	matcher language.Matcher
}

func newCatalogues() *catalogues {
	c := &catalogues{byTag: map[string]*Words{}}
	tags := make([]language.Tag, 0, len(languages))
	for _, l := range languages {
		w := &Words{Tag: l.tag, Name: l.name, Dir: l.dir, openGraph: l.openGraph, po: catalogueOf[l.tag]}
		c.list = append(c.list, w)
		c.byTag[l.tag] = w
		tags = append(tags, language.Make(l.tag))
	}
	en := c.list[0]
	c.byTag[pseudoTag] = &Words{Tag: pseudoTag, Name: "Pseudo", Dir: "ltr", openGraph: en.openGraph, po: en.po, pseudo: true}
	c.matcher = language.NewMatcher(tags)
	return c
}

// catalogueOf reads the catalogue of each language once, for pages and letters together.
var catalogueOf = func() map[string]func() *gotext.Po {
	out := map[string]func() *gotext.Po{}
	for _, l := range languages {
		out[l.tag] = sync.OnceValue(func() *gotext.Po {
			po := gotext.NewPo()
			if data, err := localeFiles.ReadFile("locales/" + l.tag + ".po"); err == nil { // embedded: a test opens each
				po.Parse(data)
			}
			return po
		})
	}
	return out
}()

// exact is the language of the tag itself, or nil.
func (c *catalogues) exact(tag string, withPseudo bool) *Words {
	if tag == pseudoTag && !withPseudo {
		return nil
	}
	return c.byTag[tag]
}

// accept is the best language for an Accept-Language header or a BCP 47 tag; English when nothing fits.
func (c *catalogues) accept(header string) *Words {
	if len(header) > 200 {
		header = header[:200]
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return c.list[0]
	}
	_, i, confidence := c.matcher.Match(tags...)
	if confidence == language.No {
		return c.list[0]
	}
	return c.list[i]
}
