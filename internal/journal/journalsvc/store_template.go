package journalsvc

import (
	"context"
	"fmt"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/db"
)

// templateRow is a row of journal_templates.
type templateRow struct {
	ID        string
	OwnerID   string
	ClientKey string
	Name      string
	Body      string
	Kind      string
	Tags      string
	Weekdays  string
	CreatedAt int64
	UpdatedAt int64
}

const fromTemplates = "SELECT id, owner_id, client_key, name, body, kind, tags, weekdays, created_at, updated_at FROM journal_templates WHERE owner_id = $1"

func (r templateRow) template() journal.Template {
	t := journal.Template{
		ID: r.ID, OwnerID: r.OwnerID, Name: r.Name, Body: r.Body, Tags: append([]string{}, strings.Fields(r.Tags)...), Weekdays: []identity.Weekday{},
		CreatedAt: db.FromMillis(r.CreatedAt), UpdatedAt: db.FromMillis(r.UpdatedAt),
	}
	if r.Kind != "" {
		kind := journal.Kind(r.Kind)
		t.Kind = &kind
	}
	for _, d := range strings.Fields(r.Weekdays) {
		t.Weekdays = append(t.Weekdays, identity.Weekday(d))
	}
	return t
}

// templateColumns are the values of a template as they are stored.
func templateColumns(t journal.Template) (kind, tagNames, weekdays string) {
	days := make([]string, len(t.Weekdays))
	for i, d := range t.Weekdays {
		days[i] = string(d)
	}
	return string(or(t.Kind, "")), strings.Join(t.Tags, " "), strings.Join(days, " ")
}

func (s store) templateRows(ctx context.Context, q db.Querier, ownerID string) ([]templateRow, error) {
	rows, err := db.Select[templateRow](ctx, q, fromTemplates+" ORDER BY place, id LIMIT $2", ownerID, journal.MaxTemplates+1)
	if err != nil {
		return nil, fmt.Errorf("read templates: %w", err)
	}
	return rows, nil
}

func (s store) templates(ctx context.Context, q db.Querier, ownerID string) ([]journal.Template, error) {
	rows, err := s.templateRows(ctx, q, ownerID)
	if err != nil {
		return nil, err
	}
	out := make([]journal.Template, len(rows))
	for i, r := range rows {
		out[i] = r.template()
	}
	return out, nil
}

func (s store) templateByKey(ctx context.Context, tx *db.Tx, ownerID, clientKey string) (*journal.Template, error) {
	r, err := db.Get[templateRow](ctx, tx, fromTemplates+" AND client_key = $2", ownerID, clientKey)
	if err != nil {
		return nil, fmt.Errorf("read template: %w", err)
	}
	t := r.template()
	return &t, nil
}

// insertTemplate puts a template behind the others; one of that client id stays as it is.
func (s store) insertTemplate(ctx context.Context, tx *db.Tx, t journal.Template, clientKey string) error {
	kind, tagNames, weekdays := templateColumns(t)
	_, err := tx.Exec(ctx, `INSERT INTO journal_templates (id, owner_id, client_key, name, body, kind, tags, weekdays, created_at, updated_at, place)
		SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS TEXT), CAST($7 AS TEXT), CAST($8 AS TEXT),
			CAST($9 AS BIGINT), CAST($10 AS BIGINT), COALESCE((SELECT MAX(place) + 1 FROM journal_templates WHERE owner_id = $2), 0)
		WHERE TRUE ON CONFLICT (owner_id, client_key) DO NOTHING`,
		t.ID, t.OwnerID, clientKey, t.Name, t.Body, kind, tagNames, weekdays, db.Millis(t.CreatedAt), db.Millis(t.UpdatedAt))
	if err != nil {
		return fmt.Errorf("save template: %w", err)
	}
	return nil
}

func (s store) updateTemplate(ctx context.Context, t journal.Template) error {
	kind, tagNames, weekdays := templateColumns(t)
	_, err := s.db.Writer().Exec(ctx, `UPDATE journal_templates SET name = $3, body = $4, kind = $5, tags = $6, weekdays = $7, updated_at = $8
		WHERE id = $1 AND owner_id = $2`, t.ID, t.OwnerID, t.Name, t.Body, kind, tagNames, weekdays, db.Millis(t.UpdatedAt))
	if err != nil {
		return fmt.Errorf("change template: %w", err)
	}
	return nil
}

func (s store) deleteTemplate(ctx context.Context, ownerID, templateID string) error {
	if _, err := s.db.Writer().Exec(ctx, "DELETE FROM journal_templates WHERE id = $1 AND owner_id = $2", templateID, ownerID); err != nil {
		return fmt.Errorf("delete template: %w", err)
	}
	return nil
}

func (s store) placeTemplate(ctx context.Context, tx *db.Tx, templateID string, place int) error {
	if _, err := tx.Exec(ctx, "UPDATE journal_templates SET place = $2 WHERE id = $1", templateID, place); err != nil {
		return fmt.Errorf("order templates: %w", err)
	}
	return nil
}
