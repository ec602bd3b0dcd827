package graph

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"tamatar.dev/tamatar/internal/graph/guard"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/limit"
	"tamatar.dev/tamatar/internal/platform/route"
)

// Limits of running an operation.
const (
	// Deadline is how long an operation may run; its SQL is cancelled then.
	Deadline = 10 * time.Second
	// MaxErrors is how many errors an answer holds.
	MaxErrors = 10
	// cachedDocuments and cachedLength bound the memory of the cache of documents: how many, and of how many bytes each.
	cachedDocuments = 256
	cachedLength    = 8 << 10
)

// Errors of requests that are refused before they run.
var (
	ErrInvalid        = errs.New(errs.Invalid, "graphql.invalid", "The document does not fit the schema.")
	ErrVariables      = errs.New(errs.Invalid, "graphql.variables", "The variables do not fit the operation.")
	ErrWhichOperation = errs.New(errs.Invalid, "graphql.which_operation", "The document has no operation of this name; name one in operationName.")
	ErrSessionOnly    = errs.New(errs.Forbidden, "graphql.session_only", "This act needs a signed-in session; a personal access token cannot do it.")
	ErrReadOnly       = errs.New(errs.Invalid, "graphql.mutation_by_get", "A mutation must be sent with POST.")
)

// Params is one request: a document with its variables.
type Params struct {
	Query         string
	OperationName string
	Variables     map[string]any
	// Persisted tells that the document is one of the allowlist, so that its name is a word of ours.
	Persisted bool
	// ReadOnly refuses mutations; set for GET.
	ReadOnly bool
}

// Answer is what an operation came to.
type Answer struct {
	*graphql.Response
	// Refused is set when nothing ran: the error that stopped the request.
	Refused *errs.Error
	// Operation is the name of the operation and its type, for logs and metrics; empty when it is unknown.
	Operation, Type string
	// Persisted tells that Operation is a name of ours and not a caller's.
	Persisted bool
	// Cost is in points, see [guard.Cost]; Budget is the most one operation of this caller may cost.
	Cost, Budget int
	// Limit is where the caller stands after the charge.
	Limit limit.Verdict
}

// Engine checks and runs operations. It is safe for concurrent use.
type Engine struct {
	schema    graphql.ExecutableSchema
	log       *slog.Logger
	documents *lru.Cache[string, *document]
	panics    prometheus.Counter
	deadline  time.Duration
	limiter   *limit.Limiter
}

// document is a validated document together with what was found out about it.
type document struct {
	ast    *ast.QueryDocument
	access map[string]guard.Access
}

// NewEngine returns an engine for the executable schema es. Causes of internal errors go to log.
func NewEngine(es graphql.ExecutableSchema, log *slog.Logger) *Engine {
	cache, err := lru.New[string, *document](cachedDocuments)
	if err != nil {
		panic(err) // only for a size below 1
	}
	return &Engine{schema: es, log: log, documents: cache, deadline: Deadline, panics: prometheus.NewCounter(prometheus.CounterOpts{
		Name: "tamatar_graphql_panics_total", Help: "Panics of resolvers, answered as internal errors.",
	})}
}

// Charge makes callers pay l for what they ask. Call it before the first operation.
func (e *Engine) Charge(l *limit.Limiter) { e.limiter = l }

// Collectors are the engine's metrics.
func (e *Engine) Collectors() []prometheus.Collector { return []prometheus.Collector{e.panics} }

// Schema is the parsed schema.
func (e *Engine) Schema() *ast.Schema { return e.schema.Schema() }

// Run checks and runs one operation as the actor of ctx. It never returns a nil Response.
func (e *Engine) Run(ctx context.Context, p Params) Answer {
	actor, signedIn := identity.ActorFrom(ctx)
	payer := limit.Caller{Account: actor.UserID, Token: actor.TokenID, Address: route.RequestFrom(ctx).Client}
	if v, spent := e.limiter.Spent(payer); spent {
		return e.refuse(ctx, Answer{Limit: v}, v.Err())
	}
	a := e.run(ctx, p, signedIn, payer)
	if a.Refused != nil && a.Limit.Limit == 0 { // what never got a price has cost the reading
		if a.Limit = e.limiter.Take(ctx, payer, refusedCost); a.Limit.Refused {
			return e.refuse(ctx, a, a.Limit.Err())
		}
	}
	return a
}

// refusedCost is what a document costs that does not get to run.
const refusedCost = 5

func (e *Engine) run(ctx context.Context, p Params, signedIn bool, payer limit.Caller) Answer {
	doc, err := e.load(p.Query)
	if err != nil {
		return e.refuse(ctx, Answer{}, err)
	}
	op := doc.ast.Operations.ForName(p.OperationName)
	if op == nil {
		return e.refuse(ctx, Answer{}, ErrWhichOperation)
	}
	a := Answer{Operation: op.Name, Type: string(op.Operation)}
	if p.ReadOnly && op.Operation != ast.Query {
		return e.refuse(ctx, a, ErrReadOnly)
	}
	if err := allow(ctx, doc.access[op.Name]); err != nil {
		return e.refuse(ctx, a, err)
	}
	vars, verr := validator.VariableValues(e.schema.Schema(), op, p.Variables)
	if verr != nil {
		return e.refuse(ctx, a, refusal(ErrVariables, verr))
	}
	a.Cost, a.Budget = guard.Cost(e.schema.Schema(), op, vars), budget(signedIn)
	if a.Cost > a.Budget {
		return e.refuse(ctx, a, guard.ErrTooCostly)
	}
	if a.Limit = e.limiter.Take(ctx, payer, a.Cost); a.Limit.Refused {
		return e.refuse(ctx, a, a.Limit.Err())
	}
	ctx = context.WithValue(ctx, meterKey{}, &meter{&a, e.schema.Schema(), op, vars})
	a.Response = e.execute(ctx, doc, op, vars, p, signedIn)
	return a
}

func budget(signedIn bool) int {
	if signedIn {
		return guard.BudgetSignedIn
	}
	return guard.BudgetStranger
}

// load parses, bounds and validates a document, or finds it in the cache.
func (e *Engine) load(query string) (*document, error) {
	if doc, ok := e.documents.Get(query); ok {
		return doc, nil
	}
	parsed, err := guard.Parse(query)
	if err != nil {
		return nil, err
	}
	if err := guard.CheckShape(parsed); err != nil {
		return nil, err
	}
	if list := validator.ValidateWithRules(e.schema.Schema(), parsed, rules.NewDefaultRules()); len(list) > 0 {
		return nil, refusal(ErrInvalid, list[0])
	}
	if err := guard.CheckCredentials(parsed); err != nil {
		return nil, err
	}
	doc := &document{ast: parsed, access: make(map[string]guard.Access, len(parsed.Operations))}
	for _, op := range parsed.Operations {
		doc.access[op.Name] = guard.Inspect(op)
	}
	if len(query) <= cachedLength {
		e.documents.Add(query, doc)
	}
	return doc, nil
}

// allow asks identity.Need, the one place where sign-in and token scopes are demanded, about an operation.
func allow(ctx context.Context, need guard.Access) error {
	err := needOf(need).Check(ctx)
	switch {
	case errors.Is(err, identity.ErrSessionOnly):
		return ErrSessionOnly.WithField(need.SessionOnly, ErrSessionOnly.Public)
	case errors.Is(err, identity.ErrScopeMissing): // named as the schema spells it
		name := strings.ToUpper(strings.ReplaceAll(errs.From(err).Fields[0].Name, ":", "_"))
		return identity.ErrScopeMissing.WithField(name, "The token lacks the scope "+name+".")
	}
	return err
}

// needOf is what an operation demands of its caller. An operation that names no scope, such as __typename, is open to
// every token.
func needOf(a guard.Access) identity.Need {
	n := identity.Need{SignIn: a.SignIn || a.Introspection}
	if a.SessionOnly != "" {
		return n
	}
	n.AnyToken = len(a.Scopes) == 0
	for _, name := range a.Scopes {
		var scope identity.Scope
		if scope.UnmarshalGQL(name) != nil {
			return identity.Need{SignIn: true}
		}
		n.Scopes = append(n.Scopes, scope)
	}
	return n
}

// execute runs a checked operation under the deadline.
func (e *Engine) execute(ctx context.Context, doc *document, op *ast.OperationDefinition, vars map[string]any, p Params, signedIn bool) *graphql.Response {
	ctx, cancel := context.WithTimeout(ctx, e.deadline)
	defer cancel()
	opCtx := &graphql.OperationContext{
		RawQuery: p.Query, Variables: vars, OperationName: p.OperationName, Doc: doc.ast, Operation: op,
		DisableIntrospection:   !signedIn,
		RecoverFunc:            e.recover,
		ResolverMiddleware:     func(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) },
		RootResolverMiddleware: func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler { return next(ctx) },
	}
	ctx = graphql.WithOperationContext(ctx, opCtx)
	ctx = graphql.WithResponseContext(ctx, e.present, e.recover)
	resp := e.schema.Exec(ctx)(ctx)
	if resp == nil {
		resp = &graphql.Response{}
	}
	resp.Errors = append(resp.Errors, graphql.GetErrors(ctx)...)
	if len(resp.Errors) > MaxErrors {
		resp.Errors = resp.Errors[:MaxErrors]
	}
	return resp
}

// refuse words an error that stopped the request before anything ran.
func (e *Engine) refuse(ctx context.Context, a Answer, err error) Answer {
	a.Refused = errs.From(err)
	a.Response = &graphql.Response{Errors: gqlerror.List{e.word(ctx, a.Refused, nil)}}
	return a
}

// refusal is declared with the sentence of a validator's error, which holds only the schema's and the caller's words.
func refusal(declared *errs.Error, err error) *errs.Error {
	var message string
	if ge, ok := err.(*gqlerror.Error); ok { //nolint:errorlint // the validator returns it bare
		message = ge.Message
		if len(ge.Path) > 0 {
			message = ge.Path.String() + ": " + message
		}
	} else {
		message = err.Error()
	}
	return declared.WithPublic(guard.Sentence(message)).With(err)
}
