package markdown

import (
	"embed"
	"io/fs"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
)

// lexers holds chroma's definitions of the languages we highlight (MIT, see lexers/LICENSE.chroma). Importing chroma's own
// package of them would read 300 files at every start of the program.
//
//go:embed lexers/*.xml
var lexers embed.FS

// languages maps every name and alias to its lexer. It is made when the first code block is rendered.
var languages = sync.OnceValue(func() map[string]chroma.Lexer {
	registry := chroma.NewLexerRegistry()
	out := map[string]chroma.Lexer{}
	add := func(lexer chroma.Lexer) {
		registry.Register(lexer)
		config := lexer.Config()
		for _, name := range append([]string{config.Name}, config.Aliases...) {
			out[strings.ToLower(name)] = lexer
		}
		for _, file := range config.Filenames {
			ending, ok := strings.CutPrefix(strings.ToLower(file), "*.")
			if _, taken := out[ending]; ok && !taken {
				out[ending] = lexer
			}
		}
	}
	add(chroma.MustNewLexer(&chroma.Config{Name: "Go", Aliases: []string{"go", "golang"}, EnsureNL: true}, goRules))
	paths, _ := fs.Glob(lexers, "lexers/*.xml") // the pattern is a constant, so it is well-formed
	for _, path := range paths {
		if lexer, err := chroma.NewXMLLexer(lexers, path); err == nil {
			add(lexer)
		}
	}
	return out
})

// goRules are those of chroma's Go lexer, without the template language inside raw strings.
func goRules() chroma.Rules {
	types := `u?int(8|16|32|64)?|uintptr|float(32|64)|complex(64|128)|byte|rune|string|bool|error|any|comparable`
	builtins := `print(ln)?|panic|recover|close|complex|real|imag|len|cap|append|copy|delete|new|make|clear|min|max`
	return chroma.Rules{"root": {
		{Pattern: `\s+`, Type: chroma.TextWhitespace},
		{Pattern: `//[^\n\r]*`, Type: chroma.CommentSingle},
		{Pattern: `/[*][^*]*[*]+(?:[^/*][^*]*[*]+)*/`, Type: chroma.CommentMultiline},
		{Pattern: `(import|package)\b`, Type: chroma.KeywordNamespace},
		{Pattern: `(var|func|struct|map|chan|type|interface|const)\b`, Type: chroma.KeywordDeclaration},
		{Pattern: `(break|default|select|case|defer|go|else|goto|switch|fallthrough|if|range|continue|for|return)\b`, Type: chroma.Keyword},
		{Pattern: `(true|false|iota|nil)\b`, Type: chroma.KeywordConstant},
		{Pattern: `(` + builtins + `|` + types + `)(?=\()`, Type: chroma.NameBuiltin},
		{Pattern: `(` + types + `)\b`, Type: chroma.KeywordType},
		{Pattern: `0[xX][0-9a-fA-F_.]+(?:[pP][+-]?[0-9_]+)?`, Type: chroma.LiteralNumberHex},
		{Pattern: `0[bB][01_]+`, Type: chroma.LiteralNumberBin},
		{Pattern: `0[oO]?[0-7_]+\b`, Type: chroma.LiteralNumberOct},
		{Pattern: `(?:\d[\d_]*\.[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?i?|\d[\d_]*[eE][+-]?\d[\d_]*i?`, Type: chroma.LiteralNumberFloat},
		{Pattern: `\d[\d_]*i?`, Type: chroma.LiteralNumberInteger},
		{Pattern: `'(?:\\(?:['"\\abfnrtv]|x[0-9a-fA-F]{2}|[0-7]{1,3}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|[^\\'\n])'`, Type: chroma.LiteralStringChar},
		{Pattern: "`[^`]*`", Type: chroma.LiteralString},
		{Pattern: `"(?:\\.|[^"\\\n])*"`, Type: chroma.LiteralString},
		{Pattern: `<<=|>>=|<<|>>|<=|>=|&\^=|&\^|\+=|-=|\*=|/=|%=|&=|\|=|&&|\|\||<-|\+\+|--|==|!=|:=|\.\.\.|[+\-*/%&]`, Type: chroma.Operator},
		{Pattern: `[|^<>=!()\[\]{}.,;:~]`, Type: chroma.Punctuation},
		{Pattern: `[^\W\d]\w*(?=\()`, Type: chroma.NameFunction},
		{Pattern: `[^\W\d]\w*`, Type: chroma.NameOther},
	}}
}
