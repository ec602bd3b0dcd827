package auditsvc

import (
	"context"

	"tamatar.dev/tamatar/internal/audit"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/page"
)

const recordsPage = 20

// Own lists what was done to the actor's account, by anybody, newest first.
// Errors: [identity.ErrSignInRequired], [page.ErrBadFirst], [page.ErrBadCursor].
func (s *Service) Own(ctx context.Context, args page.Args) (*audit.AuditRecordConnection, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return s.list(ctx, a, "viewer.audit", args, audit.Filter{SubjectID: a.UserID}, a.UserID)
}

// All lists acts over the whole instance, newest first.
// Errors: [identity.ErrAdminOnly], [page.ErrBadFirst], [page.ErrBadCursor].
func (s *Service) All(ctx context.Context, args page.Args, f audit.Filter) (*audit.AuditRecordConnection, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	return s.list(ctx, a, "adminAudit", args, f, "")
}

// list reads a page that the actor may see; right is whom the actor needs the right to read about.
func (s *Service) list(ctx context.Context, a identity.Actor, query string, args page.Args, f audit.Filter, right string) (*audit.AuditRecordConnection, error) {
	if err := audit.CanRead(a, right); err != nil {
		return nil, err
	}
	limit, err := page.Limit(args.First, recordsPage)
	if err != nil {
		return nil, err
	}
	scope := page.Scope(query, f)
	after, err := s.Pages.OpenN(scope, a.UserID, args.After, 1)
	if err != nil {
		return nil, err
	}
	var before int64
	if after != nil {
		if before, err = page.ParseInt(after[0]); err != nil {
			return nil, err
		}
	}
	rows, err := s.records(ctx, f, before, limit+1)
	if err != nil {
		return nil, err
	}
	kept, cursors, info := page.Connect(s.Pages, scope, a.UserID, rows, limit, func(r recordRow) []string { return []string{page.Int(r.Seq)} })
	out := &audit.AuditRecordConnection{Nodes: make([]audit.AuditRecord, len(kept)), Edges: make([]audit.AuditRecordEdge, len(kept)), PageInfo: info}
	for i, r := range kept {
		out.Nodes[i] = r.noun()
	}
	if err := s.fillPeople(ctx, out.Nodes); err != nil {
		return nil, err
	}
	for i, n := range out.Nodes {
		out.Edges[i] = audit.AuditRecordEdge{Cursor: cursors[i], Node: n}
	}
	return out, nil
}

// records reads rows before a number; 0 is the top. Each form of the filter has the statement its index serves.
func (s *Service) records(ctx context.Context, f audit.Filter, before int64, limit int) ([]recordRow, error) {
	where, args := `($1 = 0 OR seq < $1)`, []any{before, limit}
	if f.SubjectID != "" {
		where, args = where+` AND subject_id = $3`, append(args, f.SubjectID)
	}
	if f.Action != "" {
		args = append(args, f.Action)
		if len(args) == 3 {
			where += ` AND action = $3`
		} else {
			where += ` AND action = $4`
		}
	}
	rows, err := db.Select[recordRow](ctx, s.DB.Reader(), `SELECT `+recordColumns+` FROM audit_records WHERE `+where+` ORDER BY seq DESC LIMIT $2`, args...)
	if err != nil {
		return nil, err
	}
	return rows, s.open(ctx, s.DB.Reader(), rows)
}

// fillPeople asks for everybody on the page at once.
func (s *Service) fillPeople(ctx context.Context, nodes []audit.AuditRecord) error {
	ids := make([]string, 0, 2*len(nodes))
	for _, n := range nodes {
		ids = append(ids, n.ActorID, n.SubjectID)
	}
	users, err := s.Users.UsersByID(ctx, ids)
	if err != nil {
		return err
	}
	for i := range nodes {
		nodes[i].Actor, nodes[i].Subject = users[nodes[i].ActorID], users[nodes[i].SubjectID]
	}
	return nil
}
