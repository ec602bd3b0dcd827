package githubtest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// queryFault is an error of a query in the words of GitHub.
type queryFault struct {
	Type       string         `json:"type,omitempty"`
	Path       []string       `json:"path,omitempty"`
	Extensions map[string]any `json:"extensions,omitempty"`
	Locations  []location     `json:"locations,omitempty"`
	Message    string         `json:"message"`
}

type location struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// object is a thing of the graph: its type, and what its fields give. A field gives a plain value, an object, or objects.
type object struct {
	kind   string
	fields map[string]func(q *query, f field) any
}

// query is a query on its way.
type query struct {
	fake   *Fake
	who    *token
	quota  quota
	faults []queryFault
	path   []string
}

// graphql answers a query. What is wrong with one is told with status 200.
func (f *Fake) graphql(w http.ResponseWriter, r *http.Request) {
	who, good := f.caller(r)
	if !good || who == nil {
		f.problem(w, http.StatusUnauthorized, "This endpoint requires you to be authenticated.")
		return
	}
	if !f.bounded(w, r, who, "graphql") {
		return
	}
	var in struct {
		Query     string         `json:"query"`
		Variables map[string]any `json:"variables"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 64<<10)).Decode(&in); err != nil {
		f.problem(w, http.StatusBadRequest, "Problems parsing JSON")
		return
	}
	if in.Variables == nil {
		in.Variables = map[string]any{}
	}
	fields, err := readQuery(in.Query, in.Variables)
	if err != nil {
		f.write(w, http.StatusOK, map[string]any{"errors": []queryFault{{Message: err.Error()}}})
		return
	}
	left, _ := f.look(r, who, "graphql", 1)
	left.tell(w, "graphql")
	q := &query{fake: f, who: who, quota: left, path: []string{"query"}}
	data := q.answer(rootObject(), fields)
	if len(q.faults) > 0 {
		f.write(w, http.StatusOK, map[string]any{"errors": q.faults})
		return
	}
	f.write(w, http.StatusOK, map[string]any{"data": data})
}

// answer gives what is asked of an object.
func (q *query) answer(o object, fields []field) map[string]any {
	out := map[string]any{}
	for _, f := range fields {
		q.path = append(q.path, f.alias)
		out[f.alias] = q.one(o, f)
		q.path = q.path[:len(q.path)-1]
	}
	return out
}

func (q *query) one(o object, f field) any {
	if f.name == "__typename" {
		return o.kind
	}
	give, known := o.fields[f.name]
	if !known {
		q.fault(f, queryFault{
			Message:    fmt.Sprintf("Field '%s' doesn't exist on type '%s'", f.name, o.kind),
			Extensions: map[string]any{"code": "undefinedField", "typeName": o.kind, "fieldName": f.name},
		})
		return nil
	}
	switch found := give(q, f).(type) {
	case object:
		if len(f.fields) == 0 {
			q.fault(f, queryFault{
				Message:    fmt.Sprintf("Field must have selections (field '%s' returns %s but has no selections. Did you mean '%s { ... }'?)", f.name, found.kind, f.name),
				Extensions: map[string]any{"code": "selectionMismatch", "nodeName": "field '" + f.name + "'", "typeName": found.kind},
			})
		}
		return q.answer(found, f.fields)
	case []object:
		list := make([]map[string]any, len(found))
		for i, each := range found {
			list[i] = q.answer(each, f.fields)
		}
		return list
	default:
		return found
	}
}

func (q *query) fault(f field, fault queryFault) {
	fault.Path, fault.Locations = slices.Clone(q.path), []location{{f.line, f.column}}
	q.faults = append(q.faults, fault)
}

func plain(v any) func(*query, field) any { return func(*query, field) any { return v } }

func rootObject() object {
	return object{"Query", map[string]func(*query, field) any{
		"viewer": func(q *query, _ field) any { return userObject(q.fake.person(q.who.user.Login)) },
		"rateLimit": func(q *query, _ field) any {
			return object{"RateLimit", map[string]func(*query, field) any{
				"limit": plain(q.quota.limit), "cost": plain(1), "remaining": plain(q.quota.remaining()), "used": plain(q.quota.used),
				"nodeCount": plain(0), "resetAt": plain(q.quota.reset.UTC().Format(time.RFC3339)),
			}}
		},
	}}
}

func userObject(u *User) object {
	return object{"User", map[string]func(*query, field) any{
		"id": plain(u.NodeID), "databaseId": plain(u.ID), "login": plain(u.Login), "name": plain(u.Name), "url": plain(u.HTMLURL),
		"email":               plain(""), // nobody shows theirs
		"starredRepositories": func(q *query, f field) any { return starredObject(q, f, q.fake.data.stars[u.Login]) },
	}}
}

func repositoryObject(r *Repository) object {
	return object{"Repository", map[string]func(*query, field) any{
		"id": plain(r.NodeID), "databaseId": plain(r.ID), "name": plain(r.Name), "nameWithOwner": plain(r.FullName), "url": plain(r.HTMLURL),
		"description": plain(r.Description), "isPrivate": plain(r.Private), "stargazerCount": plain(r.Stars),
	}}
}

// starredObject is a page of stars behind a cursor.
func starredObject(q *query, f field, all []star) any {
	first, given := f.arguments["first"].(float64)
	switch {
	case !given:
		q.fault(f, queryFault{Type: "MISSING_PAGINATION_BOUNDARIES", Message: "You must provide a `first` or `last` value to properly paginate the `starredRepositories` connection."})
		return nil
	case first < 0 || first > 100:
		q.fault(f, queryFault{Type: "EXCESSIVE_PAGINATION", Message: fmt.Sprintf("Requesting %d records on the `starredRepositories` connection exceeds the `first` limit of 100 records.", int(first))})
		return nil
	}
	all = slices.Clone(all)
	if order, ok := f.arguments["orderBy"].(map[string]any); !ok || order["direction"] != "DESC" {
		slices.Reverse(all) // oldest first, unless asked otherwise
	}
	from := 0
	if after, ok := f.arguments["after"].(string); ok && after != "" {
		if from = afterCursor(after); from < 0 || from > len(all) {
			q.fault(f, queryFault{Type: "INVALID_CURSOR_ARGUMENTS", Message: "`" + after + "` does not appear to be a valid cursor."})
			return nil
		}
	}
	to := min(from+int(first), len(all))
	edges, nodes := make([]object, 0, to-from), make([]object, 0, to-from)
	for i := from; i < to; i++ {
		node := repositoryObject(all[i].Repo)
		nodes = append(nodes, node)
		edges = append(edges, object{"StarredRepositoryEdge", map[string]func(*query, field) any{
			"cursor": plain(cursor(i + 1)), "starredAt": plain(all[i].StarredAt.Format(time.RFC3339)), "node": plain(node),
		}})
	}
	var end any
	if to > from {
		end = cursor(to)
	}
	return object{"StarredRepositoryConnection", map[string]func(*query, field) any{
		"totalCount": plain(len(all)), "edges": plain(edges), "nodes": plain(nodes),
		"pageInfo": plain(object{"PageInfo", map[string]func(*query, field) any{"hasNextPage": plain(to < len(all)), "endCursor": plain(end)}}),
	}}
}

func cursor(at int) string {
	return base64.StdEncoding.EncodeToString([]byte("cursor:v2:" + strconv.Itoa(at)))
}

// afterCursor is the place behind a cursor; -1 for something else.
func afterCursor(text string) int {
	raw, err := base64.StdEncoding.DecodeString(text)
	number, found := strings.CutPrefix(string(raw), "cursor:v2:")
	at, errNumber := strconv.Atoi(number)
	if err != nil || !found || errNumber != nil {
		return -1
	}
	return at
}
