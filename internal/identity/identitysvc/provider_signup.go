package identitysvc

import (
	"context"
	"errors"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/openid"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// newcomer is somebody from a provider who has no account yet, as their browser keeps it.
func (s *Service) newcomer(ctx context.Context, p *providerRow, person openid.Person, out identity.ProviderFinish) (identity.ProviderFinish, error) {
	settings, err := s.store.settings(ctx, s.DB.Reader())
	if err != nil {
		return out, err
	}
	if !p.SignUp || (s.modeOf(settings) == identity.RegistrationClosed && out.Invite == "") {
		return out, identity.ErrProviderNoSignUp
	}
	verified := ""
	if person.EmailVerified {
		verified = "verified"
	}
	out.Newcomer = s.providers.sealer.Seal("provider.newcomer:"+p.Slug, "", person.Issuer, person.Subject, clip(person.Email, 254), verified,
		clip(person.Name, 60), clip(person.Username, 60), page.Int(db.Millis(s.now())))
	return out, nil
}

// openNewcomer reads the ticket. Errors: [identity.ErrProviderRefused], [identity.ErrProviderNotFound].
func (s *Service) openNewcomer(ctx context.Context, slug, ticket string) (*providerRow, openid.Person, error) {
	p, err := s.enabledProvider(ctx, slug)
	if err != nil {
		return nil, openid.Person{}, err
	}
	parts, err := s.providers.sealer.Open("provider.newcomer:"+slug, "", ticket)
	if err != nil || len(parts) != 7 {
		return nil, openid.Person{}, identity.ErrProviderRefused.With(err)
	}
	made, err := page.ParseInt(parts[6])
	if err != nil || s.now().Sub(db.FromMillis(made)) > newcomerLife || !p.SignUp || parts[0] != p.Issuer {
		return nil, openid.Person{}, identity.ErrProviderRefused.With(err)
	}
	return p, openid.Person{
		Issuer: parts[0], Subject: parts[1], Email: parts[2], EmailVerified: parts[3] == "verified", Name: parts[4], Username: parts[5],
	}, nil
}

// Newcomer tells the page of a new account what to suggest. Errors: [identity.ErrProviderRefused],
// [identity.ErrProviderNotFound].
func (s *Service) Newcomer(ctx context.Context, slug, ticket string) (identity.NewcomerView, error) {
	p, person, err := s.openNewcomer(ctx, slug, ticket)
	if err != nil {
		return identity.NewcomerView{}, err
	}
	settings, err := s.store.settings(ctx, s.DB.Reader())
	if err != nil {
		return identity.NewcomerView{}, err
	}
	return identity.NewcomerView{
		Provider: p.public(), Email: person.Email, Verified: person.EmailVerified, Handle: suggestedHandle(person), DisplayName: person.Name,
		InviteNeeded: s.modeOf(settings) == identity.RegistrationInvite,
	}, nil
}

// suggestedHandle turns what the provider calls the person into a handle; "" when nothing is left of it.
func suggestedHandle(p openid.Person) string {
	local, _, _ := strings.Cut(p.Email, "@")
	for _, text := range []string{p.Username, local} {
		text = strings.Map(func(r rune) rune {
			switch {
			case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_':
				return r
			case r == '.' || r == ' ':
				return '-'
			default:
				return -1
			}
		}, strings.ToLower(text))
		if handle, err := identity.ParseHandle(text); err == nil {
			return handle
		}
	}
	return ""
}

// SignUpByProvider makes an account for a newcomer, linked with who they are at the provider. The address counts as
// proven only as the provider vouched for it; another one is proven by a letter. An account that has the address is never
// linked, and one that nobody has proven gives way with everything that was set up on it.
// Errors: those of [Service.SignUp], [identity.ErrEmailTaken], [identity.ErrProviderRefused].
func (s *Service) SignUpByProvider(ctx context.Context, in identity.NewcomerForm) (identity.ProviderFinish, error) {
	defer s.level(ctx, s.Clock.Now())
	p, person, err := s.openNewcomer(ctx, in.Slug, in.Ticket)
	if err != nil {
		return identity.ProviderFinish{}, err
	}
	settings, err := s.store.settings(ctx, s.DB.Reader())
	if err != nil {
		return identity.ProviderFinish{}, err
	}
	if err := s.maySignUp(settings, identity.SignUpForm{Email: in.Email, Invite: in.Invite}); err != nil {
		return identity.ProviderFinish{}, err
	}
	u, err := s.newUser(newUserForm{in.Email, in.Handle, in.DisplayName, in.TimeZone, in.Locale}, nil)
	if err != nil {
		return identity.ProviderFinish{}, err
	}
	if err := s.take(ctx, signUpLimit(ctx, in.Invite)); err != nil {
		return identity.ProviderFinish{}, err
	}
	n := newcomerSignUp{provider: p, person: person, invite: in.Invite, mode: s.modeOf(settings)}
	n.vouched = person.EmailVerified && identity.EmailKey(person.Email) == u.EmailKey
	ticket, _ := secret.Token()
	var out identity.ProviderFinish
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		fresh := *u
		out, err = s.registerNewcomer(ctx, tx, &fresh, n, ticket)
		return err
	})
	err = handleTaken(err)
	if errors.Is(err, db.ErrUnique) { // the same form twice at once, or the address this moment
		err = identity.ErrProviderRefused.With(err)
	}
	return out, err
}

// newcomerSignUp is what a sign-up by a provider rests on.
type newcomerSignUp struct {
	provider *providerRow
	person   openid.Person
	// vouched: the provider has verified the very address.
	vouched bool
	invite  string
	mode    identity.RegistrationMode
}

func (s *Service) registerNewcomer(ctx context.Context, tx *db.Tx, u *userRow, n newcomerSignUp, ticket string) (identity.ProviderFinish, error) {
	out := identity.ProviderFinish{Purpose: identity.ProviderSignIn, Provider: n.provider.public()}
	bound := false
	if n.invite != "" {
		row, err := s.spendInvite(ctx, tx, n.invite, u)
		if err != nil {
			return out, err
		}
		bound = row.Email != nil
	}
	u.NeedsApproval = n.mode == identity.RegistrationApproval && n.invite == ""
	u.EmailVerified = !s.SendsMail || bound || n.vouched
	if u.EmailVerified && !u.NeedsApproval {
		u.Status = identity.StatusActive
	}
	made, err := s.makeNewcomer(ctx, tx, u, n)
	if err != nil {
		return out, err
	}
	switch {
	case !u.EmailVerified || !made:
		out.VerifyTicket = ticket
		return out, s.Jobs.Enqueue(ctx, tx, signUpLetterArgs{EmailKey: u.EmailKey, TicketHash: hashText(ticket)}, noOptions)
	case !s.mayAct(u):
		out.SignIn.Wait = true
		return out, nil
	}
	now, err := s.store.userByID(ctx, tx, u.ID)
	if err != nil {
		return out, err
	}
	out.SignIn, err = s.finishFirstStep(ctx, tx, now, firstStep{how: howProvider, kind: identity.SessionBrowser})
	return out, err
}

// makeNewcomer writes the account and its link. It is false when the address belongs to somebody: their letter says so,
// and the answer is the one to an address that has to be proven.
func (s *Service) makeNewcomer(ctx context.Context, tx *db.Tx, u *userRow, n newcomerSignUp) (bool, error) {
	old, err := s.store.userByEmail(ctx, tx, u.EmailKey)
	switch {
	case errors.Is(err, db.ErrNoRows):
		err = s.createUser(ctx, tx, u, howProvider)
	case err != nil:
	case old.unproven():
		err = s.replaceUser(ctx, tx, u, old, howProvider)
	case u.EmailVerified:
		return false, identity.ErrEmailTaken.WithField("email", "There is an account with this address. Sign in to it, and link the provider in its settings.")
	default:
		return false, s.store.reserveHandle(ctx, tx, u.Handle, s.now(), s.now().Add(decoyHold))
	}
	if err != nil {
		return false, err
	}
	return true, s.insertLinked(ctx, tx, u, n.provider, n.person)
}

// sweepProviderStates removes the notes of sign-ins that cannot come again.
const sweepProviderStates = `DELETE FROM identity_provider_states WHERE hash IN (SELECT hash FROM identity_provider_states WHERE expires_at <= $1 LIMIT $2)`
