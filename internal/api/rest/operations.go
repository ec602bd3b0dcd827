package rest

import (
	"context"
	"net/http"
	"strconv"

	"tamatar.dev/tamatar/internal/api"
	"tamatar.dev/tamatar/internal/identity"
)

// Prefix begins the path of every operation.
const Prefix = "/api/v1"

// operation is one line of the table: what is called, who may, and what comes back.
type operation struct {
	Method, Path string
	ID, Summary  string
	Scope        identity.Scope
	Params       []parameter
	// Body and Result are zero values of the types of the request body (nil: none) and of the answer.
	Body, Result any
	Status       int
	run          func(ctx context.Context, s *api.Service, r *http.Request) (any, error)
}

// parameter is a part of the query, the path or the header.
type parameter struct {
	Name, In, About string
	// Type is that of JSON Schema; Many lets the parameter come more than once.
	Type           string
	Many, Required bool
}

var rangeParams = []parameter{
	{Name: "from", In: "query", Type: "string", About: "First day, YYYY-MM-DD."},
	{Name: "to", In: "query", Type: "string", About: "Last day, YYYY-MM-DD."},
	{Name: "kind", In: "query", Type: "string", Many: true, About: "Only this kind; may come again."},
	{Name: "tag", In: "query", Type: "string", Many: true, About: "Only entries with this tag or one below it; may come again."},
	{Name: "limit", In: "query", Type: "integer", About: "How many at most, 1 to 100; 20 when left out."},
	{Name: "cursor", In: "query", Type: "string", About: "nextCursor of the page before."},
}

var operations = []operation{
	{
		Method: http.MethodGet, Path: "/me", ID: "me", Summary: "Who the credential belongs to, and what it may do.",
		Scope: identity.ScopeRead, Result: api.Me{}, Status: http.StatusOK,
		run: func(ctx context.Context, s *api.Service, _ *http.Request) (any, error) { return s.Me(ctx) },
	},
	{
		Method: http.MethodGet, Path: "/today", ID: "today", Summary: "Your running day: counts, the newest entries, the streak.",
		Scope: identity.ScopeRead, Result: api.Today{}, Status: http.StatusOK,
		run: func(ctx context.Context, s *api.Service, _ *http.Request) (any, error) { return s.Today(ctx, 0) },
	},
	{
		Method: http.MethodGet, Path: "/streak", ID: "streak", Summary: "Where your streak stands.",
		Scope: identity.ScopeRead, Result: api.Streak{}, Status: http.StatusOK,
		run: func(ctx context.Context, s *api.Service, _ *http.Request) (any, error) { return s.Streak(ctx) },
	},
	{
		Method: http.MethodGet, Path: "/tags", ID: "tags", Summary: "Your tags, the last used first.",
		Scope: identity.ScopeRead, Result: api.TagList{}, Status: http.StatusOK,
		Params: []parameter{
			{Name: "q", In: "query", Type: "string", About: "Only tags whose name contains this."},
			{Name: "limit", In: "query", Type: "integer", About: "How many at most, 1 to 100; 20 when left out."},
		},
		run: func(ctx context.Context, s *api.Service, r *http.Request) (any, error) {
			limit, err := number(r, "limit")
			if err != nil {
				return nil, err
			}
			return s.OwnTags(ctx, r.URL.Query().Get("q"), limit)
		},
	},
	{
		Method: http.MethodGet, Path: "/entries", ID: "entries", Summary: "Your entries, newest day first.",
		Scope: identity.ScopeRead, Result: api.EntryPage{}, Status: http.StatusOK, Params: rangeParams,
		run: func(ctx context.Context, s *api.Service, r *http.Request) (any, error) {
			rg, err := rangeOf(r)
			if err != nil {
				return nil, err
			}
			return s.Entries(ctx, rg)
		},
	},
	{
		Method: http.MethodPost, Path: "/entries", ID: "writeEntry", Summary: "Log an entry. The same Idempotency-Key or clientId again gives the first result and writes nothing.",
		Scope: identity.ScopeEntriesWrite, Body: api.NewEntry{}, Result: api.Entry{}, Status: http.StatusCreated,
		Params: []parameter{{
			Name: "Idempotency-Key", In: "header", Type: "string", About: "The same as clientId in the body: 8 to 64 letters, digits and - _ . :",
		}},
		run: writeEntry,
	},
	{
		Method: http.MethodGet, Path: "/entries/{id}", ID: "entry", Summary: "One of your entries.",
		Scope: identity.ScopeRead, Result: api.Entry{}, Status: http.StatusOK,
		Params: []parameter{{Name: "id", In: "path", Type: "string", Required: true, About: "Id of the entry."}},
		run: func(ctx context.Context, s *api.Service, r *http.Request) (any, error) {
			return s.Entry(ctx, r.PathValue("id"))
		},
	},
	{
		Method: http.MethodGet, Path: "/search", ID: "search", Summary: `Full text over your entries, newest first: words, "phrases", -without, OR.`,
		Scope: identity.ScopeRead, Result: api.HitPage{}, Status: http.StatusOK,
		Params: append([]parameter{{Name: "q", In: "query", Type: "string", Required: true, About: "What to look for, at most 250 characters."}}, rangeParams...),
		run: func(ctx context.Context, s *api.Service, r *http.Request) (any, error) {
			rg, err := rangeOf(r)
			if err != nil {
				return nil, err
			}
			q := r.URL.Query().Get("q")
			if q == "" {
				return nil, api.ErrParameter.WithField("q", "Say what to look for.")
			}
			return s.Search(ctx, q, rg)
		},
	},
}

func rangeOf(r *http.Request) (api.Range, error) {
	q := r.URL.Query()
	limit, err := number(r, "limit")
	return api.Range{From: q.Get("from"), To: q.Get("to"), Kinds: q["kind"], Tags: q["tag"], Limit: limit, Cursor: q.Get("cursor")}, err
}

// number reads a whole number of the query; 0 when it is left out, and only then.
func number(r *http.Request, name string) (int, error) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, api.ErrParameter.WithField(name, "Give a whole number from 1 on.")
	}
	return n, nil
}
