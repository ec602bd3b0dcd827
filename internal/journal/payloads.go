package journal

import (
	"context"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/page"
)

// WriteEntryPayload is the entry as saved, or what to mend.
type WriteEntryPayload struct {
	Entry  *Entry
	Errors []errs.UserError
}

// EditEntryPayload is the entry as saved, the conflict, or what to mend.
type EditEntryPayload struct {
	Entry    *Entry
	Conflict *EntryConflict
	Errors   []errs.UserError
}

// EntryConflict holds both versions of an entry that was edited from an old revision.
type EntryConflict struct {
	// Current is what is saved now.
	Current *Entry
	// YourBody is the text that was sent, unsaved.
	YourBody string
	// BaseBody is the text both began from; nil where it is not known.
	BaseBody *string
}

// DeleteEntryPayload names the entry that went to the trash, or for good.
type DeleteEntryPayload struct {
	DeletedID *string
	Errors    []errs.UserError
}

// RestoreEntryPayload is the entry that came back.
type RestoreEntryPayload struct {
	Entry  *Entry
	Errors []errs.UserError
}

// AcceptDraftsPayload names the drafts that are entries now.
type AcceptDraftsPayload struct {
	Accepted []string
	Errors   []errs.UserError
}

// ImportEntriesPayload counts what an import did, or would do.
type ImportEntriesPayload struct {
	Created int
	// Updated are drafts nobody has touched that got newer text from the same origin.
	Updated  int
	Skipped  int
	Rejected []ImportRejection
	Errors   []errs.UserError
}

// ImportRejection says why an entry was not imported.
type ImportRejection struct {
	SourceKey string
	Message   string
}

// Said is the message in the language of who asks.
func (r ImportRejection) Said(ctx context.Context) string { return errs.Say(ctx, r.Message) }

// MarkdownPreview is what saving a body would make of it.
type MarkdownPreview struct {
	HTML   string
	Tags   []string
	Errors []errs.UserError
}

// EntryConnection is one page of entries.
type EntryConnection struct {
	Nodes    []Entry
	PageInfo page.Info
	// Cursor seals the cursor of one entry; edges are made only when asked for.
	Cursor func(*Entry) string
}

// EntryEdge is an entry with its cursor.
type EntryEdge struct {
	Cursor string
	Node   *Entry
}

// Edges are the nodes, each with its cursor.
func (c *EntryConnection) Edges() []EntryEdge {
	edges := make([]EntryEdge, len(c.Nodes))
	for i := range c.Nodes {
		edges[i] = EntryEdge{Cursor: c.Cursor(&c.Nodes[i]), Node: &c.Nodes[i]}
	}
	return edges
}

// SearchHit is an entry that a search found.
type SearchHit struct {
	Entry *Entry
	// SnippetHTML is escaped text around the first match, with <mark>.
	SnippetHTML string
}

// SearchProblem is a part of a query that could not be taken as typed.
type SearchProblem struct {
	// From and To are where it stands, in characters: from the first to behind the last.
	From, To      int
	Code, Message string
	// Blocking says that nothing was searched because of it.
	Blocking bool
}

// Said is the message in the language of who asks.
func (p SearchProblem) Said(ctx context.Context) string { return errs.Say(ctx, p.Message) }

// SearchHitConnection is one page of hits.
type SearchHitConnection struct {
	Nodes    []SearchHit
	PageInfo page.Info
	// Problems are what could not be taken as typed.
	Problems []SearchProblem
	// Cursor seals the cursor of one hit.
	Cursor func(*Entry) string
}

// SearchHitEdge is a hit with its cursor.
type SearchHitEdge struct {
	Cursor string
	Node   *SearchHit
}

// Edges are the hits, each with its cursor.
func (c *SearchHitConnection) Edges() []SearchHitEdge {
	edges := make([]SearchHitEdge, len(c.Nodes))
	for i := range c.Nodes {
		edges[i] = SearchHitEdge{Cursor: c.Cursor(c.Nodes[i].Entry), Node: &c.Nodes[i]}
	}
	return edges
}
