package guard

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// What a document may hold.
const (
	// MaxTokens is the number of tokens of the whole document.
	MaxTokens = 2000
	// MaxDepth is how deep fields may nest. Introspection may go to MaxIntrospectionDepth.
	MaxDepth = 10
	// MaxIntrospectionDepth lets the usual introspection query of API tools through.
	MaxIntrospectionDepth = 15
	// MaxAliases is the number of renamed fields in the document.
	MaxAliases = 30
	// MaxRootFields is the number of fields an operation asks of Query or Mutation.
	MaxRootFields = 20
	// MaxFragments is the number of fragment definitions.
	MaxFragments = 30
	// MaxExpansion is the number of nodes once every fragment is written out.
	MaxExpansion = 5000
	// MaxOperations is the number of operations in one document.
	MaxOperations = 20
)

// Errors of documents that are refused before validation.
var (
	ErrSyntax          = errs.New(errs.Invalid, "graphql.syntax", "The document is not GraphQL.")
	ErrTooManyTokens   = errs.New(errs.Invalid, "graphql.too_many_tokens", "The document has more than 2,000 tokens.")
	ErrNoOperation     = errs.New(errs.Invalid, "graphql.no_operation", "The document has no operation.")
	ErrTooDeep         = errs.New(errs.Invalid, "graphql.too_deep", "Fields are nested more than 10 deep.")
	ErrTooManyAliases  = errs.New(errs.Invalid, "graphql.too_many_aliases", "The document has more than 30 aliases.")
	ErrTooManyRoots    = errs.New(errs.Invalid, "graphql.too_many_root_fields", "An operation asks for more than 20 fields at its root.")
	ErrTooManyParts    = errs.New(errs.Invalid, "graphql.too_many_fragments", "The document has more than 30 fragments, or more than 20 operations.")
	ErrTooExpansive    = errs.New(errs.Invalid, "graphql.too_expansive", "Written out, the fragments of the document make more than 5,000 fields.")
	ErrFragmentCycle   = errs.New(errs.Invalid, "graphql.fragment_cycle", "A fragment contains itself.")
	ErrDirective       = errs.New(errs.Invalid, "graphql.directive", "Only the directives @skip and @include may stand in a document.")
	ErrNoSubscriptions = errs.New(errs.Invalid, "graphql.no_subscriptions", "There are no subscriptions.")
)

// Parse reads a document of at most [MaxTokens] tokens. Errors: [ErrSyntax], [ErrTooManyTokens].
func Parse(query string) (*ast.QueryDocument, error) {
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: query}, MaxTokens)
	if err == nil {
		return doc, nil
	}
	var ge *gqlerror.Error
	if e, ok := err.(*gqlerror.Error); ok { //nolint:errorlint // the parser returns it bare
		ge = e
	}
	if ge == nil {
		return nil, ErrSyntax.With(err)
	}
	if strings.Contains(ge.Message, "exceeded token limit") {
		return nil, ErrTooManyTokens.With(err)
	}
	return nil, ErrSyntax.WithPublic(syntaxSentence(ge)).With(err)
}

// CheckShape bounds an unvalidated document. It takes time linear in the document.
// Errors: the other errors of this file.
func CheckShape(doc *ast.QueryDocument) error {
	if len(doc.Operations) == 0 {
		return ErrNoOperation
	}
	if len(doc.Fragments) > MaxFragments || len(doc.Operations) > MaxOperations {
		return ErrTooManyParts
	}
	s := &shape{fragments: map[string]*ast.FragmentDefinition{}, memo: map[string]measure{}, open: map[string]bool{}}
	for _, f := range doc.Fragments {
		s.fragments[f.Name] = f
	}
	for _, f := range doc.Fragments {
		if err := s.spread(f.Name); err != nil {
			return err
		}
	}
	total := 0
	for _, op := range doc.Operations {
		if op.Operation == ast.Subscription {
			return ErrNoSubscriptions
		}
		if err := checkDirectives(op.Directives); err != nil {
			return err
		}
		m, err := s.set(op.SelectionSet)
		if err != nil {
			return err
		}
		total += m.nodes
		if err := m.check(total, s.aliases); err != nil {
			return err
		}
	}
	return nil
}

// measure is what a selection set comes to with its fragments written out.
type measure struct{ nodes, depth, introspection, roots int }

func (m measure) check(total, aliases int) error {
	switch {
	case total > MaxExpansion:
		return ErrTooExpansive
	case m.depth > MaxDepth, m.introspection > MaxIntrospectionDepth:
		return ErrTooDeep
	case aliases > MaxAliases:
		return ErrTooManyAliases
	case m.roots > MaxRootFields:
		return ErrTooManyRoots
	default:
		return nil
	}
}

func (m *measure) add(o measure) {
	m.nodes = min(m.nodes+o.nodes, MaxExpansion+1)
	m.depth = max(m.depth, o.depth)
	m.introspection = max(m.introspection, o.introspection)
	m.roots = min(m.roots+o.roots, MaxExpansion+1)
}

// shape walks every selection of the document once.
type shape struct {
	fragments map[string]*ast.FragmentDefinition
	memo      map[string]measure
	open      map[string]bool
	aliases   int
}

func (s *shape) set(set ast.SelectionSet) (measure, error) {
	var sum measure
	for _, sel := range set {
		m, err := s.selection(sel)
		if err != nil {
			return measure{}, err
		}
		sum.add(m)
	}
	return sum, nil
}

func (s *shape) selection(sel ast.Selection) (measure, error) {
	switch sel := sel.(type) {
	case *ast.Field:
		return s.field(sel)
	case *ast.InlineFragment:
		if err := checkDirectives(sel.Directives); err != nil {
			return measure{}, err
		}
		m, err := s.set(sel.SelectionSet)
		m.nodes++
		return m, err
	case *ast.FragmentSpread:
		if err := checkDirectives(sel.Directives); err != nil {
			return measure{}, err
		}
		if err := s.spread(sel.Name); err != nil {
			return measure{}, err
		}
		m := s.memo[sel.Name]
		m.nodes++
		return m, nil
	default:
		return measure{}, ErrSyntax
	}
}

func (s *shape) field(f *ast.Field) (measure, error) {
	if f.Alias != "" && f.Alias != f.Name {
		s.aliases++
	}
	if err := checkDirectives(f.Directives); err != nil {
		return measure{}, err
	}
	m, err := s.set(f.SelectionSet)
	if err != nil {
		return measure{}, err
	}
	m.nodes++
	m.roots = 1
	switch f.Name {
	case "__schema", "__type":
		m.introspection, m.depth = max(m.introspection, m.depth)+1, 1
	default:
		m.depth++
		if m.introspection > 0 {
			m.introspection++
		}
	}
	return m, nil
}

// spread measures a fragment once and remembers it. A name that no fragment has is left to the validation.
func (s *shape) spread(name string) error {
	if _, done := s.memo[name]; done {
		return nil
	}
	if s.open[name] {
		return ErrFragmentCycle
	}
	f := s.fragments[name]
	if f == nil {
		s.memo[name] = measure{}
		return nil
	}
	if err := checkDirectives(f.Directives); err != nil {
		return err
	}
	s.open[name] = true
	m, err := s.set(f.SelectionSet)
	delete(s.open, name)
	s.memo[name] = m
	return err
}

func checkDirectives(list ast.DirectiveList) error {
	for _, d := range list {
		if d.Name != "skip" && d.Name != "include" {
			return ErrDirective
		}
	}
	return nil
}
