package identitysvc

import (
	"context"
	"errors"
	"strconv"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/jobs"
)

// ChangeEmail asks for another address. Sensitive. The old one stays in force until the new one is proven by a link;
// without mail the change happens at once. Whether the new address belongs to somebody else is told to its owner only.
// Errors: [identity.ErrConfirmPassword], [identity.ErrEmailInvalid], [identity.ErrEmailTaken] (without mail),
// [identity.ErrTooManyTries].
func (s *Service) ChangeEmail(ctx context.Context, in identity.ChangeEmailInput) (*identity.Viewer, error) {
	a, err := s.allowed(ctx, identity.ActionChangeEmail)
	if err != nil {
		return nil, err
	}
	email, err := identity.ParseEmail(in.Email)
	if err != nil {
		return nil, identity.ErrEmailInvalid.WithField("email", identity.ErrEmailInvalid.Public)
	}
	if err := s.take(ctx, limit{"email:" + a.UserID, resetPerHour, time.Hour}); err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		u, err := s.store.lockUser(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		if !s.SendsMail {
			return s.changeAtOnce(ctx, tx, u, email)
		}
		if err := s.store.setPendingEmail(ctx, tx, u.ID, &email); err != nil {
			return err
		}
		if err := s.Jobs.Enqueue(ctx, tx, emailLetterArgs{UserID: u.ID}, jobs.EnqueueOptions{UniqueKey: u.ID}); err != nil {
			return err
		}
		return s.emit(ctx, tx, u.ID, identity.EmailChangeAsked{Trace: s.trace(ctx), UserID: u.ID})
	})
	if errors.Is(err, db.ErrUnique) {
		err = identity.ErrEmailTaken.WithField("email", identity.ErrEmailTaken.Public)
	}
	if err != nil {
		return nil, err
	}
	return s.viewerNow(ctx)
}

func (s *Service) changeAtOnce(ctx context.Context, tx *db.Tx, u *userRow, email string) error {
	if err := s.store.setEmail(ctx, tx, u.ID, email); err != nil {
		return err
	}
	return s.emit(ctx, tx, u.ID, identity.EmailChanged{Trace: s.trace(ctx), UserID: u.ID})
}

// emailLetterArgs asks for the letter to an address that waits.
type emailLetterArgs struct {
	UserID string `json:"userId"`
}

// Kind names the job.
func (emailLetterArgs) Kind() string { return "identity.email_change_letter" }

func (s *Service) emailLetter(ctx context.Context, tx *db.Tx, args emailLetterArgs) error {
	u, err := s.store.userByID(ctx, tx, args.UserID)
	if err != nil {
		return ignoreNoRows(err)
	}
	if u.PendingEmail == nil {
		return nil
	}
	key := identity.EmailKey(*u.PendingEmail)
	owner, err := s.store.userByEmail(ctx, tx, key)
	switch {
	case err == nil && owner.ID != u.ID && !owner.unproven():
		if err := s.store.dropLinks(ctx, tx, identity.LinkEmailChange, u.ID); err != nil {
			return err
		}
		return s.write(ctx, tx, identity.LetterAlreadyRegistered, owner, owner.Email, map[string]string{
			"url": s.BaseURL + "/sign-in", "resetUrl": s.BaseURL + "/reset",
		})
	case err != nil && !errors.Is(err, db.ErrNoRows):
		return err
	}
	address, _, err := s.newLink(ctx, tx, linkSpec{purpose: identity.LinkEmailChange, userID: u.ID, email: key})
	if err != nil {
		return err
	}
	return s.write(ctx, tx, identity.LetterEmailChange, u, *u.PendingEmail, map[string]string{
		"url": address, "newEmail": *u.PendingEmail, "minutes": minutes(identity.LinkEmailChange.Life()),
	})
}

// CancelEmailChange forgets the address that waits. Error: [identity.ErrNoPendingEmail].
func (s *Service) CancelEmailChange(ctx context.Context) (*identity.Viewer, error) {
	a, err := s.allowed(ctx, identity.ActionConfirm)
	if err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		u, err := s.store.lockUser(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		if u.PendingEmail == nil {
			return identity.ErrNoPendingEmail
		}
		if err := s.dropEmailChange(ctx, tx, u.ID); err != nil {
			return err
		}
		return s.emit(ctx, tx, u.ID)
	})
	if err != nil {
		return nil, err
	}
	return s.viewerNow(ctx)
}

// dropEmailChange forgets the address that waits, and kills the link that was sent there.
func (s *Service) dropEmailChange(ctx context.Context, tx *db.Tx, userID string) error {
	if err := s.store.setPendingEmail(ctx, tx, userID, nil); err != nil {
		return err
	}
	return s.store.dropLinks(ctx, tx, identity.LinkEmailChange, userID)
}

// ResendVerification sends the letter to the address that waits once more.
// Errors: [identity.ErrNoPendingEmail], [identity.ErrNoMail], [identity.ErrTooManyTries].
func (s *Service) ResendVerification(ctx context.Context) (*identity.Viewer, error) {
	a, err := s.allowed(ctx, identity.ActionConfirm)
	if err != nil {
		return nil, err
	}
	if !s.SendsMail {
		return nil, identity.ErrNoMail
	}
	if err := s.take(ctx, limit{"email:" + a.UserID, resetPerHour, time.Hour}); err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		u, err := s.store.userByID(ctx, tx, a.UserID)
		if err != nil {
			return err
		}
		if u.PendingEmail == nil {
			return identity.ErrNoPendingEmail
		}
		return s.Jobs.Enqueue(ctx, tx, emailLetterArgs{UserID: u.ID}, jobs.EnqueueOptions{UniqueKey: u.ID})
	})
	if err != nil {
		return nil, err
	}
	return s.viewerNow(ctx)
}

// ConfirmEmailChange puts the new address in force with the link that was sent there, and tells the old one, with a way
// back. The link holds for that account and that address alone. Error: [identity.ErrLinkDead].
func (s *Service) ConfirmEmailChange(ctx context.Context, link string) error {
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		row, err := s.spendLink(ctx, tx, identity.LinkEmailChange, link)
		if err != nil {
			return err
		}
		u, err := s.store.lockUser(ctx, tx, row.owner())
		if err != nil {
			return err
		}
		if u.PendingEmail == nil || identity.EmailKey(*u.PendingEmail) != row.Email || !s.mayAct(u) {
			return identity.ErrLinkDead
		}
		return s.moveEmail(ctx, tx, u, *u.PendingEmail)
	})
	if errors.Is(err, db.ErrUnique) {
		err = identity.ErrLinkDead.With(err)
	}
	return err
}

func (s *Service) moveEmail(ctx context.Context, tx *db.Tx, u *userRow, email string) error {
	if err := s.proveEmail(ctx, tx, u.ID, email); err != nil {
		return err
	}
	if err := s.store.dropLinks(ctx, tx, identity.LinkReset, u.ID); err != nil {
		return err
	}
	undo, _, err := s.newLink(ctx, tx, linkSpec{purpose: identity.LinkEmailUndo, userID: u.ID, email: u.Email})
	if err != nil {
		return err
	}
	t := s.byThemselves(ctx, u.ID)
	if err := s.emit(ctx, tx, u.ID, identity.EmailChanged{Trace: t, UserID: u.ID},
		identity.UserVerified{Trace: t, UserID: u.ID, How: "email_change"}); err != nil {
		return err
	}
	return s.write(ctx, tx, identity.LetterEmailChanged, u, u.Email, map[string]string{
		"url": undo, "newEmail": email, "days": strconv.Itoa(int(identity.LinkEmailUndo.Life() / (24 * time.Hour))),
	})
}

// UndoEmailChange restores the address that the link was sent to. Whoever changed it knew the password and held a
// session, so both end: every session, every token, and the password, which is set anew by a link sent to the restored
// address. Error: [identity.ErrLinkDead].
func (s *Service) UndoEmailChange(ctx context.Context, link string) error {
	err := s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		row, err := s.spendLink(ctx, tx, identity.LinkEmailUndo, link)
		if err != nil {
			return err
		}
		u, err := s.store.lockUser(ctx, tx, row.owner())
		if err != nil {
			return err
		}
		if u.Status == identity.StatusDeleted {
			return identity.ErrLinkDead
		}
		return s.restoreEmail(ctx, tx, u, row)
	})
	if errors.Is(err, db.ErrUnique) {
		err = identity.ErrLinkDead.With(err)
	}
	return err
}

// undoReach is how long before a change of address a factor was added to be taken for the same hand's.
const undoReach = 24 * time.Hour

func (s *Service) restoreEmail(ctx context.Context, tx *db.Tx, u *userRow, row linkRow) error {
	if err := s.proveEmail(ctx, tx, u.ID, row.Email); err != nil {
		return err
	}
	for _, p := range []identity.LinkPurpose{identity.LinkReset, identity.LinkEmailChange} {
		if err := s.store.dropLinks(ctx, tx, p, u.ID); err != nil {
			return err
		}
	}
	// Ways back that were made after this one lead to addresses that were never the owner's.
	if err := s.store.dropLinksSince(ctx, tx, identity.LinkEmailUndo, u.ID, row.CreatedAt); err != nil {
		return err
	}
	if err := s.store.setPassword(ctx, tx, u.ID, "", false); err != nil {
		return err
	}
	// Whoever took the account over may have added a factor first, to keep its owner out.
	if err := s.store.deleteFactorsSince(ctx, tx, u.ID, row.CreatedAt-undoReach.Milliseconds()); err != nil {
		return err
	}
	if _, err := s.endAll(ctx, tx, u.ID, "", "email_undone"); err != nil {
		return err
	}
	if err := s.endTokens(ctx, tx, u.ID); err != nil {
		return err
	}
	if err := s.emit(ctx, tx, u.ID, identity.EmailChanged{Trace: s.byThemselves(ctx, u.ID), UserID: u.ID, Undone: true}); err != nil {
		return err
	}
	address, _, err := s.newLink(ctx, tx, linkSpec{
		purpose: identity.LinkReset, userID: u.ID, email: identity.EmailKey(row.Email), life: time.Hour,
	})
	if err != nil {
		return err
	}
	return s.write(ctx, tx, identity.LetterEmailRestored, u, row.Email, map[string]string{
		"url": address, "email": row.Email, "minutes": minutes(time.Hour),
	})
}

// proveEmail puts an address in force whose owner has just shown that they read its mail. A sign-up with that address that
// nobody has proven gives way: otherwise anybody could keep the owner from it by typing it. Error: ErrUnique when
// somebody else has proven it.
func (s *Service) proveEmail(ctx context.Context, tx *db.Tx, userID, email string) error {
	other, err := s.store.userByEmail(ctx, tx, identity.EmailKey(email))
	if err != nil && !errors.Is(err, db.ErrNoRows) {
		return err
	}
	if err == nil && other.ID != userID && other.unproven() {
		if _, err := tx.Exec(ctx, `DELETE FROM identity_users WHERE id = $1 AND status = 'pending' AND NOT email_verified`, other.ID); err != nil {
			return err
		}
		if err := s.emit(ctx, tx, other.ID); err != nil {
			return err
		}
	}
	return s.store.setEmail(ctx, tx, userID, email)
}

func (store) setPendingEmail(ctx context.Context, tx *db.Tx, userID string, email *string) error {
	_, err := tx.Exec(ctx, `UPDATE identity_users SET pending_email = $2, revision = revision + 1 WHERE id = $1`, userID, email)
	return err
}

// setEmail puts a proven address in force. Error: ErrUnique when it is somebody else's.
func (store) setEmail(ctx context.Context, tx *db.Tx, userID, email string) error {
	_, err := tx.Exec(ctx, `UPDATE identity_users SET email = $2, email_key = $3, email_verified = TRUE, pending_email = NULL,
		revision = revision + 1 WHERE id = $1`, userID, email, identity.EmailKey(email))
	return err
}
