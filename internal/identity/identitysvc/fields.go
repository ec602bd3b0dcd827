package identitysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
)

// ViewerFields resolves what identity adds to Viewer.
type ViewerFields struct{ S *Service }

// Sessions resolves Viewer.sessions.
func (f ViewerFields) Sessions(ctx context.Context, _ *identity.Viewer) ([]identity.Session, error) {
	return f.S.SessionsOf(ctx)
}

// Security resolves Viewer.security.
func (f ViewerFields) Security(ctx context.Context, _ *identity.Viewer) (*identity.Security, error) {
	return f.S.SecurityOf(ctx)
}

// Tokens resolves Viewer.tokens.
func (f ViewerFields) Tokens(ctx context.Context, _ *identity.Viewer) ([]identity.PersonalAccessToken, error) {
	return f.S.TokensOf(ctx)
}
