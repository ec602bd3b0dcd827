package tagssvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/tags"
)

// ViewerFields resolves the fields that tags add to the signed-in person.
type ViewerFields struct{ S *Service }

const defaultCompletions = 20

// Tags completes the viewer's own tags; see schema.graphql. Errors: page.ErrBadFirst, identity.ErrSignInRequired.
func (f ViewerFields) Tags(ctx context.Context, obj *identity.Viewer, first *int, search *string) ([]tags.Tag, error) {
	actor, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	limit, err := page.Limit(first, defaultCompletions)
	if err != nil {
		return nil, err
	}
	text := ""
	if search != nil {
		text = *search
	}
	return f.S.Complete(ctx, actor.UserID, text, limit)
}
