package identity

import (
	"net/url"
	"time"
)

// Forms of the pages of a provider's sign-in. The use cases are methods of identitysvc.Service:
//
//	SignInProviders(ctx) ([]SignInProvider, error)
//	BeginProvider(ctx, BeginProviderForm) (ProviderStart, error)
//	FinishProvider(ctx, FinishProviderForm) (ProviderFinish, error)
//	Newcomer(ctx, slug, ticket string) (NewcomerView, error)
//	SignUpByProvider(ctx, NewcomerForm) (ProviderFinish, error)

// BeginProviderForm sends a browser to a provider.
type BeginProviderForm struct {
	Slug string
	Next string
	// Invite is the secret of an invite link, or empty.
	Invite string
	// Ticket is what StartProvider gave, for linking and confirming; empty for signing in.
	Ticket string
}

// ProviderStart is where to send the browser, with the sealed cookie that alone can finish.
type ProviderStart struct {
	URL       string
	Flow      string
	ExpiresAt time.Time
}

// FinishProviderForm is what the browser brings back.
type FinishProviderForm struct {
	Slug string
	Flow string
	// Answer is the query of the callback.
	Answer url.Values
}

// ProviderFinish is what came of it: a session, a link, a newcomer who chooses a handle, or an address to prove.
type ProviderFinish struct {
	Purpose ProviderPurpose
	Next    string
	SignIn  SignInResult
	// Newcomer is the sealed ticket for the page where a new account begins; Invite goes with it.
	Newcomer string
	Invite   string
	// VerifyTicket leads to the page that asks for the code of the letter.
	VerifyTicket string
	Provider     SignInProvider
}

// NewcomerView is what the page of a new account shows.
type NewcomerView struct {
	Provider SignInProvider
	// Email is a suggestion; Verified says that it needs no letter as it stands.
	Email       string
	Verified    bool
	Handle      string
	DisplayName string
	// InviteNeeded: without an invite nobody signs up here.
	InviteNeeded bool
}

// NewcomerForm makes an account for somebody who comes from a provider.
type NewcomerForm struct {
	Slug, Ticket               string
	Email, Handle, DisplayName string
	Invite, TimeZone, Locale   string
}
