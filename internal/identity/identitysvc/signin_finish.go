package identitysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// firstStep is how somebody has just proven to be the owner of an account.
type firstStep struct {
	// how is "password", "verify", "reset", "claim", "passkey" or "provider"; the list of sessions and the audit show it.
	how string
	// kind is the session that is wanted.
	kind identity.SessionKind
	// client is the name of an API client for the list of sessions; it is not read for browsers.
	client string
	// verified says that the proof held two factors already, as a passkey with user verification does. What a
	// provider says about the person sets it only where an administrator decided so.
	verified bool
	// second is the kind of the second step, set by CompleteSignIn alone.
	second identity.FactorKind
}

// finishFirstStep is the one door behind every first step: it starts the session, asks for the second step, or tells that
// an administrator has to approve first. Nothing but the second step starts a session besides, so no way in can leave a
// check out. The caller has proven the account in this transaction: u is as the transaction sees it.
// Error: [identity.ErrBrowserOnly].
func (s *Service) finishFirstStep(ctx context.Context, tx *db.Tx, u *userRow, step firstStep) (identity.SignInResult, error) {
	if err := s.providersOnly(ctx, tx, u, step.how); err != nil {
		return identity.SignInResult{}, err
	}
	if !s.mayAct(u) {
		return identity.SignInResult{Wait: true}, s.askApproval(ctx, tx, u)
	}
	has, err := s.store.factors(ctx, tx, u.ID)
	if err != nil {
		return identity.SignInResult{}, err
	}
	if !has.second() || step.verified {
		return s.startFor(ctx, tx, u, step)
	}
	methods := s.secondMethods(has, step.kind)
	if len(methods) == 0 && step.kind == identity.SessionAPI {
		return identity.SignInResult{}, identity.ErrBrowserOnly
	}
	return s.ask(ctx, tx, u, step, methods)
}

// startFor starts the session that the first step asked for.
func (s *Service) startFor(ctx context.Context, tx *db.Tx, u *userRow, step firstStep) (identity.SignInResult, error) {
	if step.kind == identity.SessionAPI {
		pair, err := s.startAPI(ctx, tx, u, step)
		return identity.SignInResult{Tokens: pair}, err
	}
	return s.startBrowser(ctx, tx, u, step)
}

// enter is [Service.finishFirstStep] for a browser whose owner is read anew: the proof has changed the account.
func (s *Service) enter(ctx context.Context, tx *db.Tx, userID, how string) (identity.SignInResult, error) {
	u, err := s.store.userByID(ctx, tx, userID)
	if err != nil {
		return identity.SignInResult{}, err
	}
	return s.finishFirstStep(ctx, tx, u, firstStep{how: how, kind: identity.SessionBrowser})
}
