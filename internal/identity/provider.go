package identity

import (
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Errors of sign-in providers.
var (
	// ErrProviderNotFound says that there is no such provider, or that it is switched off.
	ErrProviderNotFound = errs.New(errs.NotFound, "identity.provider_not_found", "This way to sign in is not offered here.")
	// ErrProviderInvalid names what to mend in the settings of a provider.
	ErrProviderInvalid = errs.New(errs.Invalid, "identity.provider_invalid", "The provider could not be saved.")
	// ErrProviderUnavailable says that the provider does not answer as a provider does; see its RetryAfter.
	ErrProviderUnavailable = errs.New(errs.Unavailable, "identity.provider_unavailable", "The provider does not answer at the moment. Try again in a little while, or sign in another way.")
	// ErrProviderRefused says that the answer of a provider was not accepted. It never says why.
	ErrProviderRefused = errs.New(errs.Invalid, "identity.provider_refused", "That did not work. Begin again, in this browser and in one tab.")
	// ErrProviderDenied says that the person, or the provider, said no.
	ErrProviderDenied = errs.New(errs.Forbidden, "identity.provider_denied", "The provider did not let you in, or you cancelled.")
	// ErrProviderNoSignUp says that nobody is linked, and that no account may be made this way.
	ErrProviderNoSignUp = errs.New(errs.Forbidden, "identity.provider_no_sign_up", "No account here is linked with this sign-in. Sign in as you always do, and link it under Settings, Sign-in methods.")
	// ErrProviderTaken says that the identity is linked with another account.
	ErrProviderTaken = errs.New(errs.Conflict, "identity.provider_taken", "This sign-in is linked with another account already.")
	// ErrProviderLinked says that the account is linked with the provider already.
	ErrProviderLinked = errs.New(errs.Conflict, "identity.provider_linked", "Your account is linked with this provider already. Remove that link first.")
	// ErrLastWayIn keeps an account from being locked.
	ErrLastWayIn = errs.New(errs.Conflict, "identity.last_way_in", "This is the last way into your account. Set a password, or add another one, first.")
	// ErrProviderOnly says that passwords let nobody in here.
	ErrProviderOnly = errs.New(errs.Forbidden, "identity.provider_only", "Passwords are switched off here. Sign in with one of the providers.")
	// ErrProviderNeeded keeps the instance from being locked.
	ErrProviderNeeded = errs.New(errs.Conflict, "identity.provider_needed", "While passwords are switched off, one provider has to be there that your own account is linked with.")
	// ErrProviderDeclared says that the provider is changed elsewhere.
	ErrProviderDeclared = errs.New(errs.Conflict, "identity.provider_declared", "This provider comes from the configuration of the server. Change it in the file of TAMATAR_OIDC_FILE, then restart.")
	// ErrProviderNoConfirm says that the provider cannot stand in for a password.
	ErrProviderNoConfirm = errs.New(errs.Forbidden, "identity.provider_no_confirm", "This provider does not prove that you have signed in just now. Confirm another way, or sign out and in again.")
	// ErrTooManyProviders bounds the list.
	ErrTooManyProviders = errs.New(errs.Conflict, "identity.too_many_providers", "There are 20 providers already. Remove one first.")
)

// MaxProviders is how many providers an instance has at most.
const MaxProviders = 20

// Provider is a configured sign-in provider, as administrators see it. Its client secret is never shown.
type Provider struct {
	ID           string
	Kind         ProviderKind
	Slug         string
	Name         string
	Issuer       string
	ClientID     string
	HasSecret    bool
	Scopes       []string
	EmailDomains []string
	Enabled      bool
	// SignUp: people without an account may make one with it.
	SignUp bool
	// Private: it may be reached in the local network, and without https.
	Private bool
	// TrustsFactors: its word that it asked for a second factor counts here.
	TrustsFactors bool
	// Declared: it comes from the configuration, and is changed there alone.
	Declared bool
	// CallbackURL is what the provider has to be told.
	CallbackURL string
	LinkCount   int
}

// SignInProvider is a provider as everybody sees it.
type SignInProvider struct {
	Slug string
	Name string
	// Confirms: signing in with it anew confirms a session.
	Confirms bool
}

// ProviderLink ties an account to somebody at a provider.
type ProviderLink struct {
	ID         string
	Provider   SignInProvider
	Label      string
	CreatedAt  time.Time
	LastUsedAt *time.Time
}

// SignInMethods are the ways into an account.
type SignInMethods struct {
	HasPassword bool
	// ProviderOnly: passwords are switched off on this instance.
	ProviderOnly bool
	Links        []ProviderLink
	// Providers are those that can be linked, or are.
	Providers []SignInProvider
}

// SaveProviderInput makes a provider, or changes the one with the id.
type SaveProviderInput struct {
	ID       *string
	Kind     ProviderKind
	Slug     string
	Name     string
	Issuer   string
	ClientID string
	// ClientSecret is kept as it is when nil.
	ClientSecret  *string
	Scopes        []string
	EmailDomains  []string
	Enabled       bool
	SignUp        bool
	Private       bool
	TrustsFactors bool
}

// ProviderPayload holds the saved provider, or what to mend.
type ProviderPayload struct {
	Provider *Provider
	Errors   []errs.UserError
}

// RemoveProviderPayload names the removed provider.
type RemoveProviderPayload struct {
	RemovedID *string
	Errors    []errs.UserError
}

// ProviderTest is what came of trying a provider out.
type ProviderTest struct {
	OK bool
	// Problem is a technical sentence for the administrator.
	Problem string
	// Keys is how many signing keys were found.
	Keys int
	// AnnouncesIssuer: its answers name their issuer.
	AnnouncesIssuer bool
}

// ProviderPurpose is why somebody is sent to a provider.
type ProviderPurpose string

// The purposes.
const (
	// ProviderSignIn opens a session, or leads to a new account.
	ProviderSignIn ProviderPurpose = "sign_in"
	// ProviderLinking ties the account of the session to the identity.
	ProviderLinking ProviderPurpose = "link"
	// ProviderConfirm confirms a session in place of a password.
	ProviderConfirm ProviderPurpose = "confirm"
)

// StartProviderInput asks for the address that begins to link a provider, or to confirm the session with one.
type StartProviderInput struct {
	Slug string
	// Confirm confirms the session; else the provider is linked.
	Confirm bool
	// Next is the page of this instance to come back to.
	Next string
}

// StartProviderPayload holds the address to go to.
type StartProviderPayload struct {
	URL    *string
	Errors []errs.UserError
}

// SignInMethodsPayload holds the ways in after a change.
type SignInMethodsPayload struct {
	Methods *SignInMethods
	Errors  []errs.UserError
}
