package identitysvc

import (
	"context"
	"errors"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// ask keeps the sign-in until its second step is taken. What it gives out is no session: no door knows it.
func (s *Service) ask(ctx context.Context, tx *db.Tx, u *userRow, step firstStep, methods []identity.FactorKind) (identity.SignInResult, error) {
	now := s.now()
	plain, _ := secret.Token()
	row := challengeRow{
		ID: id.New(now), Purpose: secondStep, Hash: hashText(plain), UserID: &u.ID, AuthVersion: u.AuthVersion,
		Kind: step.kind, Client: clip(step.client, 60), How: step.how, CreatedAt: db.Millis(now),
		ExpiresAt: db.Millis(now.Add(identity.ChallengeLife)),
	}
	if err := s.store.insertChallenge(ctx, tx, row); err != nil {
		return identity.SignInResult{}, err
	}
	return identity.SignInResult{
		Challenge: &identity.SignInChallenge{Token: plain, Methods: methods, ExpiresAt: db.FromMillis(row.ExpiresAt)},
		Onboarded: u.OnboardedAt != nil,
	}, nil
}

// InspectChallenge tells how a sign-in can be finished. It changes nothing. Error: [identity.ErrChallengeGone].
func (s *Service) InspectChallenge(ctx context.Context, token string) (identity.SignInChallenge, error) {
	q := s.DB.Reader()
	row, err := s.store.challenge(ctx, q, hashText(token), s.now())
	if errors.Is(err, db.ErrNoRows) {
		return identity.SignInChallenge{}, identity.ErrChallengeGone
	}
	if err != nil {
		return identity.SignInChallenge{}, err
	}
	has, err := s.store.factors(ctx, q, row.owner())
	if err != nil {
		return identity.SignInChallenge{}, err
	}
	return identity.SignInChallenge{Token: token, Methods: s.secondMethods(has, row.Kind), ExpiresAt: db.FromMillis(row.ExpiresAt)}, nil
}

// CompleteSignIn takes the second step of a sign-in and starts the session that its first step asked for. The
// challenge is locked after [identity.ChallengeTries] and good once. Errors: [identity.ErrChallengeGone],
// [identity.ErrFactorCode], [identity.ErrPasskeyRefused], [identity.ErrTooManyTries].
func (s *Service) CompleteSignIn(ctx context.Context, in identity.SecondStepForm) (identity.SignInResult, error) {
	defer s.level(ctx, s.Clock.Now())
	hash := hashText(in.Challenge)
	waiting, err := s.store.challenge(ctx, s.DB.Reader(), hash, s.now())
	if errors.Is(err, db.ErrNoRows) {
		return identity.SignInResult{}, identity.ErrChallengeGone
	}
	if err != nil {
		return identity.SignInResult{}, err
	}
	limits := s.factorLimits(waiting.owner(), in.Device)
	if err := s.take(ctx, limits...); err != nil {
		return identity.SignInResult{}, err
	}
	var out identity.SignInResult
	var refusal error
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		out, refusal, err = s.secondStep(ctx, tx, hash, in)
		return err
	})
	if err != nil {
		return identity.SignInResult{}, err
	}
	if refusal != nil { // what that changed is committed
		return identity.SignInResult{}, refusal
	}
	return out, s.factorPassed(ctx, waiting.owner(), limits)
}

// secondStep counts the try, looks at the proof and starts the session. A refusal has to be committed.
func (s *Service) secondStep(ctx context.Context, tx *db.Tx, hash string, in identity.SecondStepForm) (out identity.SignInResult, refusal, err error) {
	row, err := s.store.tryChallenge(ctx, tx, hash, s.now())
	if errors.Is(err, db.ErrNoRows) {
		return out, identity.ErrChallengeGone, nil
	}
	if err != nil {
		return out, nil, err
	}
	u, err := s.store.lockUser(ctx, tx, row.owner())
	if err != nil {
		return out, nil, err
	}
	// A new password, a suspension or any other end of all sessions ends what waits, too.
	if u.AuthVersion != row.AuthVersion || !s.mayAct(u) {
		return out, identity.ErrChallengeGone, nil
	}
	if err := s.providersOnly(ctx, tx, u, row.How); err != nil { // switched on while this waited
		return out, nil, err
	}
	kind, err := s.proveSecond(ctx, tx, u, row, in)
	if err != nil {
		return out, nil, err
	}
	if kind == "" {
		return out, refusalOf(in), s.secondRefused(ctx, tx, u, row)
	}
	n, err := s.store.spendChallenge(ctx, tx, row.ID, s.now())
	if err != nil {
		return out, nil, err
	}
	if n == 0 {
		return out, identity.ErrChallengeGone, nil
	}
	out, err = s.startFor(ctx, tx, u, firstStep{how: row.How, kind: row.Kind, client: row.Client, second: kind})
	return out, nil, err
}

func refusalOf(in identity.SecondStepForm) error {
	if in.Credential != "" {
		return identity.ErrPasskeyRefused
	}
	return identity.ErrFactorCode.WithField("code", identity.ErrFactorCode.Public)
}

// proveSecond uses the proof up and tells of which kind it was; "" when it is none.
func (s *Service) proveSecond(ctx context.Context, tx *db.Tx, u *userRow, row challengeRow, in identity.SecondStepForm) (identity.FactorKind, error) {
	kind, ok, err := identity.FactorKind(""), false, error(nil)
	switch code := typedCode(in.Code); {
	case in.Credential != "" && row.Kind == identity.SessionBrowser:
		kind = identity.FactorPasskey
		ok, err = s.signedBy(ctx, tx, u, row.Ceremony, in.Credential)
	case isTOTP(code):
		kind = identity.FactorTOTP
		ok, err = s.spendTOTP(ctx, tx, u.ID, code)
	default:
		kind = identity.FactorRecovery
		ok, err = s.spendRecovery(ctx, tx, u, code)
	}
	if err != nil || !ok {
		return "", err
	}
	return kind, nil
}

// secondRefused records a wrong proof. Whoever comes here had the right password, so the owner is told when one sign-in
// has used up its tries.
func (s *Service) secondRefused(ctx context.Context, tx *db.Tx, u *userRow, row challengeRow) error {
	t := s.trace(ctx)
	ev := identity.SignInFailed{Trace: t, UserID: u.ID, Reason: "wrong_code"}
	if row.Tries >= identity.ChallengeTries {
		ev.Reason = "second_step_locked"
		err := s.write(ctx, tx, identity.LetterSecondStepLocked, u, u.Email, map[string]string{
			"url": s.BaseURL + "/reset", "time": localTime(t.At, u), "network": t.Network,
		})
		if err != nil {
			return err
		}
	}
	return s.emit(ctx, tx, "", ev)
}

// factorPassed gives the try back and ends the count of wrong codes.
func (s *Service) factorPassed(ctx context.Context, userID string, limits []limit) error {
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		for _, l := range limits {
			if err := s.store.uncountTry(ctx, tx, l.key); err != nil {
				return err
			}
		}
		return s.store.clearTries(ctx, tx, factorMinuteKey(userID), factorCapKey(userID))
	})
}
