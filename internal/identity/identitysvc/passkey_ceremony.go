package identitysvc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// The limits of asking for a passkey by strangers: each question is a row.
const (
	ceremonyPerMinute = 60  // per network; every look at the sign-in page asks once
	ceremonyGlobal    = 600 // per minute, over the whole instance
)

// keepCeremony keeps what a passkey has to sign, for this session alone.
func (s *Service) keepCeremony(ctx context.Context, p challengePurpose, a identity.Actor, asked *webauthn.SessionData) error {
	row, _, err := s.newCeremony(p, asked)
	if err != nil {
		return err
	}
	row.UserID, row.SessionID = &a.UserID, &a.SessionID
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return s.store.insertChallenge(ctx, tx, row) })
}

func (s *Service) newCeremony(p challengePurpose, asked *webauthn.SessionData) (row challengeRow, plain string, err error) {
	text, err := json.Marshal(asked)
	if err != nil {
		return row, "", fmt.Errorf("write ceremony: %w", err)
	}
	now := s.now()
	plain, _ = secret.Token()
	return challengeRow{
		ID: id.New(now), Purpose: p, Hash: hashText(plain), Ceremony: string(text),
		CreatedAt: db.Millis(now), ExpiresAt: db.Millis(now.Add(identity.CeremonyLife)),
	}, plain, nil
}

// takeCeremony uses a question up before its answer is looked at: it is good for one answer, right or wrong.
// Error: [identity.ErrPasskeyRefused].
func (s *Service) takeCeremony(ctx context.Context, p challengePurpose, hash, sessionID string) (row challengeRow, err error) {
	if hash == "" && sessionID == "" {
		return row, identity.ErrPasskeyRefused
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		row, err = s.store.spendCeremony(ctx, tx, p, hash, sessionID, s.now())
		return err
	})
	if errors.Is(err, db.ErrNoRows) {
		return row, identity.ErrPasskeyRefused
	}
	return row, err
}

// askOwner makes the question to the passkeys of one account. As a second step touching the authenticator is enough;
// where the passkey stands for the password, it has to know its owner.
func (s *Service) askOwner(owner *passkeyOwner, verify bool) (options string, asked *webauthn.SessionData, err error) {
	party, err := s.party()
	if err != nil {
		return "", nil, err
	}
	if len(owner.credentials) == 0 {
		return "", nil, identity.ErrNoSecondFactor
	}
	need := protocol.VerificationPreferred
	if verify {
		need = protocol.VerificationRequired
	}
	assertion, asked, err := party.BeginLogin(owner, webauthn.WithUserVerification(need))
	if err != nil {
		return "", nil, fmt.Errorf("begin login: %w", err)
	}
	text, err := json.Marshal(assertion.Response)
	if err != nil {
		return "", nil, fmt.Errorf("write options: %w", err)
	}
	return string(text), asked, nil
}

// signedBy reports whether the answer is by a passkey of the account, to the question that was kept, and notes its use.
func (s *Service) signedBy(ctx context.Context, tx *db.Tx, u *userRow, ceremony, answer string) (bool, error) {
	party, err := s.party()
	if err != nil {
		return false, err
	}
	var asked webauthn.SessionData
	if ceremony == "" || len(answer) > credentialCap {
		return false, nil
	}
	if err := json.Unmarshal([]byte(ceremony), &asked); err != nil {
		return false, fmt.Errorf("read a kept question: %w", err)
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		s.Log.DebugContext(ctx, "passkey refused", "err", err)
		return false, nil //nolint:nilerr // an answer that cannot be read signs nothing
	}
	owner, err := s.passkeyOwner(ctx, tx, u.ID)
	if err != nil {
		return false, err
	}
	credential, err := party.ValidateLogin(owner, asked, parsed)
	if err != nil {
		s.Log.DebugContext(ctx, "passkey refused", "err", err)
		return false, nil //nolint:nilerr // an answer that cannot be read signs nothing
	}
	return s.passkeyUsed(ctx, tx, owner, credential)
}

// passkeyUsed notes the use. A counter that did not grow means that somebody has a copy: such an answer is refused.
func (s *Service) passkeyUsed(ctx context.Context, tx *db.Tx, owner *passkeyOwner, used *webauthn.Credential) (bool, error) {
	if used.Authenticator.CloneWarning {
		return false, s.emit(ctx, tx, "", identity.SignInFailed{Trace: s.trace(ctx), UserID: owner.u.ID, Reason: "passkey_refused"})
	}
	for i := range owner.credentials {
		if string(owner.credentials[i].ID) != string(used.ID) {
			continue
		}
		row, ms := owner.rows[i], db.Millis(s.now())
		if err := s.seal(row, used); err != nil {
			return false, err
		}
		row.LastUsedAt = &ms
		n, err := s.store.usePasskey(ctx, tx, row)
		return n == 1, err
	}
	return false, nil
}

// BeginPasskeySignIn asks for any passkey of this instance: whose it is, its answer tells.
// Errors: [identity.ErrPasskeysOff], [identity.ErrTooManyTries].
func (s *Service) BeginPasskeySignIn(ctx context.Context) (identity.PasskeyOptions, error) {
	party, err := s.party()
	if err != nil {
		return identity.PasskeyOptions{}, err
	}
	err = s.take(ctx,
		limit{"passkey:net:" + throttleNetwork(ctx), ceremonyPerMinute, time.Minute},
		limit{"passkey:global", ceremonyGlobal, time.Minute})
	if err != nil {
		return identity.PasskeyOptions{}, err
	}
	assertion, asked, err := party.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return identity.PasskeyOptions{}, fmt.Errorf("begin login: %w", err)
	}
	text, err := json.Marshal(assertion.Response)
	if err != nil {
		return identity.PasskeyOptions{}, fmt.Errorf("write options: %w", err)
	}
	row, plain, err := s.newCeremony(passkeySignIn, asked)
	if err != nil {
		return identity.PasskeyOptions{}, err
	}
	out := identity.PasskeyOptions{JSON: string(text), Ceremony: plain, ExpiresAt: db.FromMillis(row.ExpiresAt)}
	return out, s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error { return s.store.insertChallenge(ctx, tx, row) })
}

// SignInWithPasskey opens a browser session with a passkey alone. It has verified its owner, so no second step follows.
// Errors: [identity.ErrPasskeyRefused], [identity.ErrSuspended], [identity.ErrWaitForApproval].
func (s *Service) SignInWithPasskey(ctx context.Context, in identity.PasskeyForm) (identity.SignInResult, error) {
	defer s.level(ctx, s.Clock.Now())
	row, err := s.takeCeremony(ctx, passkeySignIn, hashText(in.Ceremony), "")
	if err != nil {
		return identity.SignInResult{}, err
	}
	owner, used, err := s.discovered(ctx, row.Ceremony, in.Credential)
	if err != nil {
		return identity.SignInResult{}, err
	}
	if err := s.mayEnter(ctx, owner.u); err != nil {
		return identity.SignInResult{}, err
	}
	var out identity.SignInResult
	fits := false
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		u, err := s.store.lockUser(ctx, tx, owner.u.ID)
		if err != nil {
			return err
		}
		if fits, err = s.passkeyUsed(ctx, tx, owner, used); err != nil || !fits {
			return err
		}
		out, err = s.finishFirstStep(ctx, tx, u, firstStep{how: "passkey", kind: identity.SessionBrowser, verified: true})
		return err
	})
	if err == nil && !fits {
		err = identity.ErrPasskeyRefused
	}
	return out, err
}

// discovered finds the owner of an answer to the question for any passkey, and checks it. Error: [identity.ErrPasskeyRefused].
func (s *Service) discovered(ctx context.Context, ceremony, answer string) (*passkeyOwner, *webauthn.Credential, error) {
	party, err := s.party()
	if err != nil {
		return nil, nil, err
	}
	var asked webauthn.SessionData
	if err := json.Unmarshal([]byte(ceremony), &asked); err != nil {
		return nil, nil, fmt.Errorf("read ceremony: %w", err)
	}
	if len(answer) > credentialCap {
		return nil, nil, identity.ErrPasskeyRefused
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil {
		return nil, nil, s.passkeyRefused(ctx, err)
	}
	var owner *passkeyOwner
	_, used, err := party.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
		var err error
		owner, err = s.passkeyOwner(ctx, s.DB.Reader(), string(handle))
		return owner, err
	}, asked, parsed)
	if err != nil {
		return nil, nil, s.passkeyRefused(ctx, err)
	}
	return owner, used, nil
}

// BeginSecondPasskey asks the passkeys of the account whose sign-in waits. Errors: [identity.ErrChallengeGone],
// [identity.ErrNoSecondFactor].
func (s *Service) BeginSecondPasskey(ctx context.Context, token string) (identity.PasskeyOptions, error) {
	var out identity.PasskeyOptions
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		row, err := s.store.challenge(ctx, tx, hashText(token), s.now())
		if errors.Is(err, db.ErrNoRows) {
			return identity.ErrChallengeGone
		}
		if err != nil {
			return err
		}
		owner, err := s.passkeyOwner(ctx, tx, row.owner())
		if err != nil {
			return err
		}
		options, asked, err := s.askOwner(owner, false)
		if err != nil {
			return err
		}
		text, err := json.Marshal(asked)
		if err != nil {
			return fmt.Errorf("write ceremony: %w", err)
		}
		out = identity.PasskeyOptions{JSON: options, ExpiresAt: db.FromMillis(row.ExpiresAt)}
		return s.store.setCeremony(ctx, tx, row.ID, string(text))
	})
	return out, err
}
