package identitysvc

import (
	"context"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// VerifyByCode proves the address by the six digits of the letter, in the browser that signed up, and signs in. After
// [identity.VerifyCodeTries] the code is dead. Error: [identity.ErrCodeWrong] for every reason.
func (s *Service) VerifyByCode(ctx context.Context, in identity.VerifyCodeForm) (identity.SignInResult, error) {
	defer s.level(ctx, s.Clock.Now())
	code := strings.ReplaceAll(strings.TrimSpace(in.Code), " ", "")
	var out identity.SignInResult
	right := false
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		right = false
		row, err := s.store.tryCode(ctx, tx, hashText(in.Ticket), s.now())
		if err != nil {
			return ignoreNoRows(err)
		}
		if row.CodeHash == nil || !secret.Equal([]byte(*row.CodeHash), []byte(s.codeHash(row.ID, code))) {
			return nil // the try stays counted
		}
		if _, err := tx.Exec(ctx, `UPDATE identity_links SET used_at = $2 WHERE id = $1`, row.ID, db.Millis(s.now())); err != nil {
			return err
		}
		right = true
		out, err = s.verified(ctx, tx, row, "code")
		return err
	})
	if err == nil && !right {
		err = identity.ErrCodeWrong.WithField("code", identity.ErrCodeWrong.Public)
	}
	return out, err
}

// tryCode counts one try on the code of a ticket. Error: ErrNoRows when there is no living one.
func (store) tryCode(ctx context.Context, tx *db.Tx, ticketHash string, now time.Time) (linkRow, error) {
	return db.Get[linkRow](ctx, tx, `UPDATE identity_links SET tries = tries + 1 WHERE ticket_hash = $1 AND purpose = 'verify'
		AND used_at IS NULL AND expires_at > $2 AND tries < $3 RETURNING `+linkColumns, ticketHash, db.Millis(now), identity.VerifyCodeTries)
}

// ticketOf gives the ticket of the unspent verification, "" when there is none.
func (store) ticketOf(ctx context.Context, tx *db.Tx, userID string) (string, error) {
	return db.Get[string](ctx, tx, `SELECT COALESCE(MAX(ticket_hash), '') FROM identity_links WHERE user_id = $1 AND purpose = 'verify' AND used_at IS NULL`, userID)
}

// VerifyByLink proves the address by the link of the letter and the password chosen at sign-up, and signs in. A wrong
// password leaves the link as it is. Errors: [identity.ErrLinkDead], [identity.ErrWrongCredentials], [identity.ErrTooManyTries].
func (s *Service) VerifyByLink(ctx context.Context, in identity.VerifyLinkForm) (identity.SignInResult, error) {
	defer s.level(ctx, s.Clock.Now())
	if err := s.passwordsCount(ctx); err != nil {
		return identity.SignInResult{}, err
	}
	row, err := s.peekLink(ctx, identity.LinkVerify, in.Link)
	if err != nil {
		return identity.SignInResult{}, err
	}
	u, err := s.store.userByID(ctx, s.DB.Reader(), row.owner())
	if err != nil {
		return identity.SignInResult{}, identity.ErrLinkDead.With(err)
	}
	if err := s.checkPassword(ctx, u, u.EmailKey, in.Password, in.Device); err != nil {
		return identity.SignInResult{}, err
	}
	var out identity.SignInResult
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		row, err := s.spendLink(ctx, tx, identity.LinkVerify, in.Link)
		if err != nil {
			return err
		}
		now, err := s.store.userByID(ctx, tx, u.ID)
		if err != nil {
			return err
		}
		if now.AuthVersion != u.AuthVersion {
			return identity.ErrLinkDead
		}
		out, err = s.verified(ctx, tx, row, "link")
		return err
	})
	return out, err
}

// verified marks the address that the link is bound to as proven, and lets the person in.
func (s *Service) verified(ctx context.Context, tx *db.Tx, row linkRow, how string) (identity.SignInResult, error) {
	u, err := s.store.userByID(ctx, tx, row.owner())
	if err != nil {
		return identity.SignInResult{}, identity.ErrLinkDead.With(err)
	}
	if u.EmailKey != row.Email || u.Status == identity.StatusSuspended || u.Status == identity.StatusDeleted {
		return identity.SignInResult{}, identity.ErrLinkDead
	}
	if err := s.store.setVerified(ctx, tx, u.ID); err != nil {
		return identity.SignInResult{}, err
	}
	ev := identity.UserVerified{Trace: s.byThemselves(ctx, u.ID), UserID: u.ID, How: how}
	if err := s.emit(ctx, tx, u.ID, ev); err != nil {
		return identity.SignInResult{}, err
	}
	return s.enter(ctx, tx, u.ID, "verify")
}

// ResendSignUp sends the letter of a sign-up again, with a new link and a new code for the same ticket. A ticket that
// is not known changes nothing and is no error. Error: [identity.ErrTooManyTries].
func (s *Service) ResendSignUp(ctx context.Context, ticket string) error {
	defer s.level(ctx, s.Clock.Now())
	hash := hashText(ticket)
	err := s.take(ctx,
		limit{"resend:net:" + throttleNetwork(ctx), resetPerHour, time.Hour},
		limit{"resend:ticket:" + keyHash(hash), resetPerHour, time.Hour})
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		return s.Jobs.Enqueue(ctx, tx, resendLetterArgs{TicketHash: hash}, noOptions)
	})
}

// resendLetterArgs asks for the letter of a ticket once more.
type resendLetterArgs struct {
	TicketHash string `json:"ticketHash"`
}

// Kind names the job.
func (resendLetterArgs) Kind() string { return "identity.resend_letter" }

func (s *Service) resendLetter(ctx context.Context, tx *db.Tx, args resendLetterArgs) error {
	email, err := db.Get[string](ctx, tx, `SELECT email FROM identity_links WHERE ticket_hash = $1 AND used_at IS NULL`, args.TicketHash)
	if err != nil {
		return ignoreNoRows(err)
	}
	return s.signUpLetter(ctx, tx, signUpLetterArgs{EmailKey: email, TicketHash: args.TicketHash})
}

// minutes writes a life for a letter.
func minutes(d time.Duration) string { return strconv.Itoa(int(d / time.Minute)) }
