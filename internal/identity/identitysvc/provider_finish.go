package identitysvc

import (
	"context"
	"errors"
	"slices"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/openid"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// FinishProvider takes what the browser brings back from a provider. Each sign-in can be finished once, by the browser
// that began it. Errors: [identity.ErrProviderNotFound], [identity.ErrProviderRefused], [identity.ErrProviderDenied],
// [identity.ErrProviderUnavailable], [identity.ErrProviderNoSignUp], [identity.ErrProviderTaken],
// [identity.ErrProviderLinked], and those of an account that may not be entered.
func (s *Service) FinishProvider(ctx context.Context, in identity.FinishProviderForm) (identity.ProviderFinish, error) {
	p, err := s.enabledProvider(ctx, in.Slug)
	if err != nil {
		return identity.ProviderFinish{}, err
	}
	f, err := s.openFlow(p.Slug, in.Flow)
	if err != nil {
		return identity.ProviderFinish{}, err
	}
	out := identity.ProviderFinish{Purpose: f.purpose, Next: f.next, Invite: f.invite, Provider: p.public()}
	if err := s.take(ctx, limit{"provider:net:" + throttleNetwork(ctx), providerPerMinute, time.Minute}); err != nil {
		return out, err
	}
	person, err := s.whoAnswers(ctx, p, f, in)
	if err != nil {
		return out, err
	}
	switch f.purpose {
	case identity.ProviderSignIn:
		return s.signInByProvider(ctx, p, person, out)
	case identity.ProviderLinking:
		return out, s.linkProvider(ctx, p, person, f.sessionID)
	case identity.ProviderConfirm:
		return out, s.confirmByProvider(ctx, person, f.sessionID)
	default:
		return out, identity.ErrProviderRefused
	}
}

// whoAnswers spends the sign-in and asks the provider who it was.
func (s *Service) whoAnswers(ctx context.Context, p *providerRow, f flow, in identity.FinishProviderForm) (openid.Person, error) {
	if !secret.Equal([]byte(in.Answer.Get("state")), []byte(f.State)) {
		return openid.Person{}, identity.ErrProviderRefused
	}
	first, err := s.store.spendState(ctx, s.DB.Writer(), hashText(f.State), db.Millis(f.Began.Add(2*flowLife)))
	if err != nil {
		return openid.Person{}, err
	}
	if !first {
		return openid.Person{}, identity.ErrProviderRefused
	}
	server, err := s.server(p)
	if err != nil {
		return openid.Person{}, err
	}
	person, err := s.providers.clients[p.kind()].Finish(ctx, server, f.Flow, in.Answer)
	if err != nil {
		return person, s.providerError(ctx, p, err)
	}
	if person.EmailVerified && len(p.domains()) > 0 && !slices.Contains(p.domains(), identity.EmailDomain(person.Email)) {
		person.EmailVerified = false // the provider has no say about this domain
	}
	return person, nil
}

// signInByProvider enters the linked account, or leads a newcomer to the page where an account begins. Nothing but issuer
// and subject finds an account.
func (s *Service) signInByProvider(ctx context.Context, p *providerRow, person openid.Person, out identity.ProviderFinish) (identity.ProviderFinish, error) {
	link, err := s.store.linkedTo(ctx, s.DB.Reader(), person.Issuer, person.Subject)
	if errors.Is(err, db.ErrNoRows) {
		return s.newcomer(ctx, p, person, out)
	}
	if err != nil {
		return out, err
	}
	u, err := s.store.userByID(ctx, s.DB.Reader(), link.UserID)
	if err != nil {
		return out, err
	}
	if err := s.mayEnter(ctx, u); err != nil {
		if errors.Is(err, identity.ErrVerifyFirst) {
			return s.proveAddress(ctx, u, out)
		}
		if errors.Is(err, identity.ErrWrongCredentials) {
			err = identity.ErrProviderRefused
		}
		return out, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		now, err := s.stillGood(ctx, tx, u)
		if err != nil {
			return identity.ErrProviderRefused.With(err)
		}
		if _, err := s.store.linkedTo(ctx, tx, person.Issuer, person.Subject); err != nil { // unlinked meanwhile
			return identity.ErrProviderRefused.With(err)
		}
		if err := s.store.touchProviderLink(ctx, tx, link.ID, db.Millis(s.now())); err != nil {
			return err
		}
		out.SignIn, err = s.finishFirstStep(ctx, tx, now, firstStep{
			how: howProvider, kind: identity.SessionBrowser, verified: p.TrustsFactors && person.SecondFactor,
		})
		return err
	})
	return out, err
}

// howProvider is the first step by a provider, in the list of sessions and the audit log.
const howProvider = "provider"

// proveAddress sends another code to the address of an account that came from a provider, and leads to its page.
func (s *Service) proveAddress(ctx context.Context, u *userRow, out identity.ProviderFinish) (identity.ProviderFinish, error) {
	out.VerifyTicket, _ = secret.Token()
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return s.Jobs.Enqueue(ctx, tx, signUpLetterArgs{EmailKey: u.EmailKey, TicketHash: hashText(out.VerifyTicket)}, noOptions)
	})
	return out, err
}

// ofSession gives the actor, if it is the session that began. Somebody else's browser cannot finish it.
func (s *Service) ofSession(ctx context.Context, sessionID string) (identity.Actor, error) {
	a, ok := identity.ActorFrom(ctx)
	if !ok || a.SessionID == "" || a.SessionID != sessionID {
		return a, identity.ErrProviderRefused
	}
	return a, nil
}

// linkProvider ties the account of the session to the person at the provider.
func (s *Service) linkProvider(ctx context.Context, p *providerRow, person openid.Person, sessionID string) error {
	a, err := s.ofSession(ctx, sessionID)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		u, err := s.store.lockUser(ctx, tx, a.UserID)
		if err != nil || !s.mayAct(u) {
			return identity.ErrProviderRefused.With(err)
		}
		if err := s.insertLinked(ctx, tx, u, p, person); err != nil {
			return err
		}
		return s.tellLinked(ctx, tx, identity.LetterProviderLinked, u, p.Name)
	})
}

// insertLinked writes the link. Errors: [identity.ErrProviderTaken], [identity.ErrProviderLinked].
func (s *Service) insertLinked(ctx context.Context, tx *db.Tx, u *userRow, p *providerRow, person openid.Person) error {
	now := s.now()
	err := tx.Try(ctx, func() error {
		return s.store.insertProviderLink(ctx, tx, id.New(now), u.ID, p.ID, person.Issuer, person.Subject, personLabel(person), db.Millis(now))
	})
	if errors.Is(err, db.ErrUnique) {
		taken, errTaken := s.store.linkedTo(ctx, tx, person.Issuer, person.Subject)
		if errTaken == nil && taken.UserID != u.ID {
			return identity.ErrProviderTaken
		}
		return identity.ErrProviderLinked
	}
	if err != nil {
		return err
	}
	return s.emit(ctx, tx, u.ID, identity.ProviderLinked{Trace: s.byThemselves(ctx, u.ID), UserID: u.ID, Provider: p.Name})
}

// tellLinked writes to the owner that a way into the account came or went.
func (s *Service) tellLinked(ctx context.Context, tx *db.Tx, kind string, u *userRow, provider string) error {
	t := s.byThemselves(ctx, u.ID)
	return s.write(ctx, tx, kind, u, u.Email, map[string]string{
		"url": s.BaseURL + "/app/settings/sign-in", "provider": provider, "time": localTime(t.At, u), "network": t.Network,
	})
}

// confirmByProvider confirms the session: the person has just signed in anew at a provider that is linked.
func (s *Service) confirmByProvider(ctx context.Context, person openid.Person, sessionID string) error {
	a, err := s.ofSession(ctx, sessionID)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		link, err := s.store.linkedTo(ctx, tx, person.Issuer, person.Subject)
		if err != nil || link.UserID != a.UserID {
			return identity.ErrProviderRefused.With(err)
		}
		if err := s.store.confirmSession(ctx, tx, a.SessionID, s.now()); err != nil {
			return err
		}
		return s.emit(ctx, tx, a.UserID)
	})
}
