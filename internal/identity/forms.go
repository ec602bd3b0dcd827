package identity

import (
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// The forms of the strangers' pages. The use case of each is a method of identitysvc.Service:
//
//	SignUp(ctx, SignUpForm) (SignUpResult, error)
//	VerifyByCode(ctx, VerifyCodeForm) (SignInResult, error)          the 6 digits, in the browser that signed up
//	VerifyByLink(ctx, VerifyLinkForm) (SignInResult, error)          the link, with the password chosen at sign-up
//	ResendSignUp(ctx, ticket string) error
//	SignInBrowser(ctx, SignInForm) (SignInResult, error)
//	InspectChallenge(ctx, token string) (SignInChallenge, error)           no effect; ErrChallengeGone
//	CompleteSignIn(ctx, SecondStepForm) (SignInResult, error)        the second step of any sign-in
//	BeginPasskeySignIn(ctx) (PasskeyOptions, error)                  without a name
//	SignInWithPasskey(ctx, PasskeyForm) (SignInResult, error)
//	BeginSecondPasskey(ctx, token string) (PasskeyOptions, error)    as second step
//	SignOutBrowser(ctx, sessionToken string) error
//	RequestReset(ctx, RequestResetForm) error                        same answer for every address
//	CompleteReset(ctx, CompleteResetForm) (SignInResult, error)      also for the links that administrators hand out
//	Claim(ctx, ClaimForm) (SignInResult, error)
//	ConfirmEmailChange(ctx, link string) error
//	UndoEmailChange(ctx, link string) error
//	InspectLink(ctx, LinkPurpose, link string) (LinkView, error)     no effect; ErrLinkDead when it cannot be used
//	InspectInvite(ctx, invite string) (LinkView, error)              no effect
//	EnsureClaimLink(ctx) (url string, err error)                     "" once the instance is claimed
//
// An invite is accepted by SignUp with its Invite field set. The address of every link is
// <base URL><path of LinkPath>?link=<the link>.

// Errors of the forms.
var (
	// ErrWrongCredentials is the one answer to a wrong login or password, known or unknown.
	ErrWrongCredentials = errs.New(errs.Invalid, "identity.wrong_credentials", "The address or the password is not right.")
	// ErrTooManyTries asks to wait; see its RetryAfter.
	ErrTooManyTries = errs.New(errs.TooMany, "identity.too_many_tries", "Too many tries. Wait a little and try again, or set a new password by mail.")
	// ErrVerifyFirst is told after the right password while the address is not verified.
	ErrVerifyFirst = errs.New(errs.Forbidden, "identity.verify_first", "Verify your address first: open the link that we have just mailed to you.")
	// ErrWaitForApproval is told after the right password while an administrator has not approved the account.
	ErrWaitForApproval = errs.New(errs.Forbidden, "identity.wait_for_approval", "An administrator has to approve your account first. You will get a mail.")
	// ErrSuspended is told after the right password while the account is suspended.
	ErrSuspended = errs.New(errs.Forbidden, "identity.suspended", "This account is suspended. Ask an administrator.")
	// ErrRegistrationClosed says that nobody can sign up by themselves.
	ErrRegistrationClosed = errs.New(errs.Forbidden, "identity.registration_closed", "Nobody can sign up here by themselves. Ask an administrator.")
	// ErrInviteNeeded says that an invite is missing, spent, expired or made for another address.
	ErrInviteNeeded = errs.New(errs.Forbidden, "identity.invite_needed", "You need a valid invite to sign up here.")
	// ErrDomainRefused says that addresses of the domain may not sign up.
	ErrDomainRefused = errs.New(errs.Invalid, "identity.domain_refused", "Addresses of this domain cannot sign up here.")
	// ErrSignUpInvalid names what to mend in the form.
	ErrSignUpInvalid = errs.New(errs.Invalid, "identity.sign_up_invalid", "Some of this needs another look.")
	// ErrLinkDead says that a link is unknown, spent, replaced by a newer one or expired. It never says which.
	ErrLinkDead = errs.New(errs.NotFound, "identity.link_dead", "This link is no longer good. It may have been used, replaced by a newer one, or be too old.")
	// ErrCodeWrong says that the six digits are not right, or no longer good.
	ErrCodeWrong = errs.New(errs.Invalid, "identity.code_wrong", "This code is not right, or it is too old.")
	// ErrClaimed says that the instance already has its administrator.
	ErrClaimed = errs.New(errs.Forbidden, "identity.claimed", "This instance already has an administrator.")
)

// SignUpForm is what a stranger fills in to get an account. TimeZone and Locale come from the browser; they may be empty.
type SignUpForm struct {
	Email       string
	Handle      string
	DisplayName string
	Password    string
	// Invite is the secret of an invite link, or empty.
	Invite   string
	TimeZone string
	Locale   string
}

// SignUpNext says what the person does after signing up. It is the same whether or not the address had an account.
type SignUpNext string

// What comes after signing up.
const (
	// SignUpCheckMail: open the mail, or type its code together with the ticket.
	SignUpCheckMail SignUpNext = "check_mail"
	// SignUpSignIn: the instance sends no mail; sign in with the password just chosen.
	SignUpSignIn SignUpNext = "sign_in"
	// SignUpWait: an administrator approves first.
	SignUpWait SignUpNext = "wait"
)

// SignUpResult is the answer to a sign-up that was accepted.
type SignUpResult struct {
	Next SignUpNext
	// Ticket goes into a hidden field of the page that asks for the code. It is worth nothing without the code.
	Ticket string
}

// VerifyCodeForm verifies the address of a fresh account by the six digits in the mail.
type VerifyCodeForm struct {
	Ticket string
	Code   string
	// Device is the value of the known-device cookie, or empty.
	Device string
}

// VerifyLinkForm verifies the address of a fresh account by the link in the mail. The password is the one chosen at
// sign-up: who signed up with somebody else's address gains nothing when its owner opens the link.
type VerifyLinkForm struct {
	Link     string
	Password string
	Device   string
}

// SignInForm signs a browser in.
type SignInForm struct {
	// Login is an address or a handle.
	Login    string
	Password string
	// Device is the value of the known-device cookie, or empty.
	Device string
}

// SignInResult is a new session, or what is still to be done.
type SignInResult struct {
	// Challenge is set when the account has a second factor: there is no session before its step is taken.
	Challenge *SignInChallenge
	// Tokens are those of an API client, which gets no cookie.
	Tokens *TokenPair
	// SessionToken is the value for the session cookie. It is empty while a second step or an approval is missing.
	SessionToken string
	// ExpiresAt is the latest end of the session.
	ExpiresAt time.Time
	// Device is the value for the known-device cookie; it keeps a person from being locked out by somebody else's guesses.
	Device string
	// DeviceExpiresAt is the end of the known-device cookie.
	DeviceExpiresAt time.Time
	// Onboarded is false for somebody who has not yet seen the introduction.
	Onboarded bool
	// Wait is true when the address is verified and an administrator has to approve.
	Wait bool
}

// RequestResetForm asks for a link to set a new password.
type RequestResetForm struct {
	// Login is an address or a handle.
	Login string
}

// CompleteResetForm sets a new password with a link.
type CompleteResetForm struct {
	Link     string
	Password string
	Device   string
}

// ClaimForm makes the first administrator.
type ClaimForm struct {
	Link        string
	Email       string
	Handle      string
	DisplayName string
	Password    string
	TimeZone    string
	Locale      string
}

// LinkView is what a page may show before a link is spent.
type LinkView struct {
	Purpose LinkPurpose
	// Email is the address the link is about, masked unless the invite is bound to it.
	Email string
	// Handle is set where the link belongs to an account.
	Handle    string
	ExpiresAt time.Time
}
