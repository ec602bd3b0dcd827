package identity

import "context"

// Need is what a door demands of whoever knocks, before anything of the domain runs. Every door asks here and nowhere
// else: GraphQL per operation, routes (uploads, REST, tickets) per route, MCP per tool. The zero Need lets strangers and
// sessions in, and no personal access token: what nobody has thought about is closed to tokens.
type Need struct {
	// Scopes are what a personal access token must have, all of them. Empty means that no token may pass.
	Scopes Scopes
	// AnyToken lets every token pass: the handler has needs of its own for each operation.
	AnyToken bool
	// SignIn refuses strangers.
	SignIn bool
}

// NeedScope is the need of a door that a token with that scope opens.
func NeedScope(s Scope) Need { return Need{Scopes: Scopes{s}, SignIn: true} }

// Check decides about the actor of ctx; nil lets them in. Roles and ownership are decided by the domains afterwards.
// Errors: [ErrSignInRequired], [ErrSessionOnly], [ErrScopeMissing] with the scope that is missing.
func (n Need) Check(ctx context.Context) error {
	a, signedIn := ActorFrom(ctx)
	switch {
	case !signedIn && n.SignIn:
		return ErrSignInRequired
	case !signedIn || a.TokenID == "" || n.AnyToken:
		return nil
	case a.Visitor && !n.SignIn && len(n.Scopes) == 0:
		return nil // whatever strangers may
	case a.Visitor && (len(n.Scopes) == 0 || !a.Can(n.Scopes[0]) || len(n.Scopes) > 1):
		return ErrDemo
	case len(n.Scopes) == 0:
		return ErrSessionOnly
	}
	for _, s := range n.Scopes {
		if !a.Can(s) {
			return ErrScopeMissing.WithField(string(s), "The token lacks the scope "+string(s)+".")
		}
	}
	return nil
}
