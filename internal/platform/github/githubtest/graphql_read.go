package githubtest

import (
	"fmt"
	"strconv"
	"strings"
	"text/scanner"
)

// field is a field of a query with what is asked of it.
type field struct {
	alias, name string
	arguments   map[string]any
	fields      []field
	line        int
	column      int
}

// reader reads the part of the query language that clients of this fake use: one query with variables, aliases,
// arguments and nested fields. Fragments, directives and mutations are refused with a parse error.
type reader struct {
	scan      scanner.Scanner
	token     rune
	variables map[string]any
}

type parseError string

func (p parseError) Error() string { return string(p) }

// readQuery gives the fields of the query. Error: parseError.
func readQuery(text string, variables map[string]any) (list []field, err error) {
	defer func() {
		if p := recover(); p != nil {
			wrong, ok := p.(parseError)
			if !ok {
				panic(p)
			}
			err = wrong
		}
	}()
	r := &reader{variables: variables}
	r.scan.Init(strings.NewReader(strings.ReplaceAll(text, ",", " ")))
	r.scan.Error = func(*scanner.Scanner, string) {}
	r.scan.Mode = scanner.ScanIdents | scanner.ScanInts | scanner.ScanStrings
	r.next()
	if r.token == scanner.Ident {
		if r.text() != "query" {
			r.fail()
		}
		r.next()
		if r.token == scanner.Ident {
			r.next()
		}
		r.declarations()
	}
	list = r.selection()
	if r.token != scanner.EOF {
		r.fail()
	}
	return list, nil
}

func (r *reader) next()        { r.token = r.scan.Scan() }
func (r *reader) text() string { return r.scan.TokenText() }

func (r *reader) fail() {
	at := r.scan.Position
	what := strconv.Quote(r.text())
	if r.token == scanner.EOF {
		what = "end of file"
	}
	panic(parseError(fmt.Sprintf("Parse error on %s at [%d, %d]", what, at.Line, at.Column)))
}

func (r *reader) expect(token rune) string {
	if r.token != token {
		r.fail()
	}
	text := r.text()
	r.next()
	return text
}

// declarations reads past the types of variables, and takes their defaults.
func (r *reader) declarations() {
	if r.token != '(' {
		return
	}
	r.next()
	for r.token != ')' {
		r.expect('$')
		name := r.expect(scanner.Ident)
		r.expect(':')
		r.expect(scanner.Ident)
		if r.token == '!' {
			r.next()
		}
		if r.token == '=' {
			r.next()
			value := r.value()
			if _, given := r.variables[name]; !given && r.variables != nil {
				r.variables[name] = value
			}
		}
	}
	r.next()
}

func (r *reader) selection() []field {
	r.expect('{')
	var out []field
	for r.token != '}' {
		f := field{line: r.scan.Line, column: r.scan.Column}
		f.name = r.expect(scanner.Ident)
		f.alias = f.name
		if r.token == ':' {
			r.next()
			f.name = r.expect(scanner.Ident)
		}
		f.arguments = r.arguments()
		if r.token == '{' {
			f.fields = r.selection()
		}
		out = append(out, f)
	}
	if len(out) == 0 {
		r.fail()
	}
	r.next()
	return out
}

func (r *reader) arguments() map[string]any {
	out := map[string]any{}
	if r.token != '(' {
		return out
	}
	r.next()
	for r.token != ')' {
		name := r.expect(scanner.Ident)
		r.expect(':')
		out[name] = r.value()
	}
	r.next()
	return out
}

// value reads a number, a text, a word such as true or DESC, a variable, or an object of these.
func (r *reader) value() any {
	switch r.token {
	case '$':
		r.next()
		return r.variables[r.expect(scanner.Ident)]
	case scanner.Int:
		n, _ := strconv.ParseFloat(r.expect(scanner.Int), 64)
		return n
	case scanner.String:
		text, _ := strconv.Unquote(r.expect(scanner.String))
		return text
	case '{':
		r.next()
		out := map[string]any{}
		for r.token != '}' {
			name := r.expect(scanner.Ident)
			r.expect(':')
			out[name] = r.value()
		}
		r.next()
		return out
	default:
		word := r.expect(scanner.Ident)
		if word == "null" {
			return nil
		}
		return word
	}
}
