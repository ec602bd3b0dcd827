package journalsvc

import (
	"context"
	"errors"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/markdown"
)

// Queries resolves what the journal adds to Query; see schema.graphql.
type Queries struct{ S *Service }

// Entry reads one entry; null when it is not there for the caller. Strangers see what is open to everybody.
func (q Queries) Entry(ctx context.Context, id string) (*journal.Entry, error) {
	a, _ := identity.ActorFrom(ctx)
	return q.S.Entry(ctx, a, id)
}

// PreviewMarkdown renders a body as saving it would. Error: identity.ErrSignInRequired.
func (q Queries) PreviewMarkdown(ctx context.Context, body string) (*journal.MarkdownPreview, error) {
	if _, err := identity.MustActor(ctx); err != nil {
		return nil, err
	}
	p := &journal.MarkdownPreview{Tags: []string{}, Errors: []errs.UserError{}}
	err := checkPreview(body)
	var m markdown.Compiled
	if err == nil {
		m, err = markdown.Compile(body)
	}
	if err != nil {
		p.Errors, err = errs.UserErrors(onField("body", err))
		return p, err
	}
	p.HTML = m.HTML
	p.Tags = append(p.Tags, taggable(m.Hashtags)...)
	return p, nil
}

// checkPreview is journal.CheckBody, but an empty text is fine to look at.
func checkPreview(body string) error {
	if err := journal.CheckBody(body); err != nil && !errors.Is(err, journal.ErrBodyEmpty) {
		return err
	}
	return nil
}
