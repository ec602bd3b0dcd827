package identitysvc

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// decoyHold is how long a handle is kept back that was typed together with a known address. Without it, asking for the
// same handle again would tell whether the address is known.
const decoyHold = 24 * time.Hour

// SignUp asks for an account. The answer, the work done and its time are the same whether or not the address has one: what
// differs is in the mail alone. Errors: [identity.ErrSignUpInvalid] with fields, [identity.ErrHandleTaken],
// [identity.ErrRegistrationClosed], [identity.ErrInviteNeeded], [identity.ErrDomainRefused], [identity.ErrTooManyTries].
func (s *Service) SignUp(ctx context.Context, in identity.SignUpForm) (identity.SignUpResult, error) {
	defer s.level(ctx, s.Clock.Now())
	settings, err := s.store.settings(ctx, s.DB.Reader())
	if err != nil {
		return identity.SignUpResult{}, err
	}
	if settings.ProviderOnly {
		return identity.SignUpResult{}, identity.ErrProviderOnly
	}
	if err := s.maySignUp(settings, in); err != nil {
		return identity.SignUpResult{}, err
	}
	u, err := s.newUser(newUserForm{in.Email, in.Handle, in.DisplayName, in.TimeZone, in.Locale}, &in.Password)
	if err != nil {
		return identity.SignUpResult{}, err
	}
	if err := s.take(ctx, signUpLimit(ctx, in.Invite)); err != nil {
		return identity.SignUpResult{}, err
	}
	if u.PasswordHash, err = s.Hasher.Hash(ctx, in.Password); err != nil {
		return identity.SignUpResult{}, err
	}
	ticket, _ := secret.Token()
	out := identity.SignUpResult{Ticket: ticket}
	register := func(ctx context.Context, tx *db.Tx) (err error) {
		fresh := *u
		out.Next, err = s.register(ctx, tx, &fresh, in.Invite, s.modeOf(settings), hashText(ticket))
		return err
	}
	err = s.DB.InTx(ctx, register)
	if errors.Is(err, db.ErrUnique) { // somebody else signed up with the address at this moment: it is known now
		err = s.DB.InTx(ctx, register)
	}
	return out, handleTaken(err)
}

// signUpLimit leaves room for a whole office behind one address when everybody brings an invite.
func signUpLimit(ctx context.Context, invite string) limit {
	if invite != "" {
		return limit{"signup:invite:" + throttleNetwork(ctx), inviteSignUpPerHour, time.Hour}
	}
	return limit{"signup:net:" + throttleNetwork(ctx), signUpPerHour, time.Hour}
}

func (s *Service) maySignUp(settings settingsRow, in identity.SignUpForm) error {
	if in.Invite != "" {
		return nil // looked at, and spent, in the transaction
	}
	switch s.modeOf(settings) {
	case identity.RegistrationClosed:
		return identity.ErrRegistrationClosed
	case identity.RegistrationInvite:
		return identity.ErrInviteNeeded
	case identity.RegistrationDomains:
		if !slices.Contains(settings.domains(), identity.EmailDomain(strings.TrimSpace(in.Email))) {
			return identity.ErrDomainRefused.WithField("email", identity.ErrDomainRefused.Public)
		}
	case identity.RegistrationOpen, identity.RegistrationApproval:
	}
	return nil
}

// newUserForm is what every way to make an account asks for.
type newUserForm struct{ email, handle, displayName, timeZone, locale string }

// newUser checks what was typed, all of it at once. A nil password means that none is set yet.
func (s *Service) newUser(in newUserForm, password *string) (*userRow, error) {
	e := identity.ErrSignUpInvalid
	email, err := identity.ParseEmail(in.email)
	if err != nil {
		e = e.WithField("email", errs.From(err).Public)
	}
	handle, err := identity.ParseHandle(in.handle)
	if err != nil {
		e = e.WithField("handle", errs.From(err).Public)
	}
	name := strings.TrimSpace(in.displayName)
	if name == "" {
		name = handle
	}
	if !identity.ValidDisplayName(name) && handle != "" {
		e = e.WithField("displayName", "A name has 1 to 60 characters on one line.")
	}
	if password != nil {
		if err := s.Policy.Check(*password, passwordWords(email, handle, name)...); err != nil {
			e = e.WithField("password", publicOf(err))
		}
	}
	if len(e.Fields) > 0 {
		return nil, e
	}
	now := s.now()
	u := &userRow{
		ID: id.New(now), Email: email, EmailKey: identity.EmailKey(email), Handle: handle, DisplayName: name, Role: identity.RoleMember,
		Status: identity.StatusPending, TimeZone: "UTC", Locale: "en", CreatedAt: db.Millis(now),
	}
	if _, err := day.LoadZone(in.timeZone); err == nil {
		u.TimeZone = in.timeZone
	}
	if l, ok := identity.NormalLocale(in.locale); ok {
		u.Locale = l
	}
	u.WeekStart = identity.DefaultWeekStart(u.Locale)
	return u, nil
}

// passwordWords are what somebody who knows the person would try first.
func passwordWords(email, handle, name string) []string {
	words := []string{"tamatar", handle, name, email}
	if local, domain, ok := strings.Cut(email, "@"); ok {
		words = append(words, local, strings.Split(domain, ".")[0])
	}
	return words
}

// publicOf is the sentence of an error's first field, or of the error itself.
func publicOf(err error) string {
	e := errs.From(err)
	if len(e.Fields) > 0 {
		return e.Fields[0].Message
	}
	return e.Public
}

// register makes the account, or does the like for an address that has one.
func (s *Service) register(ctx context.Context, tx *db.Tx, u *userRow, invite string, mode identity.RegistrationMode, ticketHash string) (identity.SignUpNext, error) {
	bound, how := false, "sign_up"
	if invite != "" {
		row, err := s.spendInvite(ctx, tx, invite, u)
		if err != nil {
			return "", err
		}
		bound, how = row.Email != nil, "invite"
	}
	u.NeedsApproval = mode == identity.RegistrationApproval && invite == ""
	u.EmailVerified = !s.SendsMail || bound
	if u.EmailVerified && !u.NeedsApproval {
		u.Status = identity.StatusActive
	}
	old, err := s.store.userByEmail(ctx, tx, u.EmailKey)
	switch {
	case errors.Is(err, db.ErrNoRows):
		err = s.createUser(ctx, tx, u, how)
	case err != nil:
	case !old.EmailVerified:
		err = s.replaceUser(ctx, tx, u, old, how)
	default:
		err = s.store.reserveHandle(ctx, tx, u.Handle, s.now(), s.now().Add(decoyHold))
	}
	if err != nil {
		return "", err
	}
	if s.SendsMail && !bound {
		err = s.Jobs.Enqueue(ctx, tx, signUpLetterArgs{EmailKey: u.EmailKey, TicketHash: ticketHash}, noOptions)
		return identity.SignUpCheckMail, err
	}
	if u.NeedsApproval {
		return identity.SignUpWait, nil
	}
	return identity.SignUpSignIn, nil
}

// handleTaken tells a handle that is taken from an address that is.
func handleTaken(err error) error {
	if db.UniqueColumn(err) == "identity_users.handle" {
		return identity.ErrHandleTaken.WithField("handle", identity.ErrHandleTaken.Public)
	}
	return err
}

// createUser writes a new account, its handle and the events about it.
func (s *Service) createUser(ctx context.Context, tx *db.Tx, u *userRow, how string) error {
	if err := s.store.insertUser(ctx, tx, u); err != nil {
		return err
	}
	if err := s.store.takeHandle(ctx, tx, u.ID, u.Handle, s.now()); err != nil {
		return err
	}
	if err := s.emit(ctx, tx, u.ID, identity.UserRegistered{Trace: s.trace(ctx), UserID: u.ID, How: how, Role: u.Role}); err != nil {
		return err
	}
	return s.registered(ctx, tx, u)
}

// registered does what follows once an address counts as proven.
func (s *Service) registered(ctx context.Context, tx *db.Tx, u *userRow) error {
	if !u.EmailVerified {
		return nil
	}
	if err := s.emit(ctx, tx, u.ID, identity.UserVerified{Trace: s.trace(ctx), UserID: u.ID, How: "no_mail"}); err != nil {
		return err
	}
	return s.askApproval(ctx, tx, u)
}

// askApproval tells the administrators that somebody waits.
func (s *Service) askApproval(ctx context.Context, tx *db.Tx, u *userRow) error {
	if !u.NeedsApproval || u.Status != identity.StatusPending {
		return nil
	}
	admins, err := s.store.adminIDs(ctx, tx)
	if err != nil {
		return err
	}
	for _, adminID := range admins {
		admin, err := s.store.userByID(ctx, tx, adminID)
		if err != nil {
			return err
		}
		data := map[string]string{"url": s.BaseURL + "/app/admin", "handle": u.Handle, "email": u.Email}
		if err := s.write(ctx, tx, identity.LetterApprovalWanted, admin, admin.Email, data); err != nil {
			return err
		}
	}
	return nil
}

// replaceUser puts a new sign-up in place of one whose address nobody has proven: who typed the address first has no
// claim to it. Everything of the former one that opens doors is gone.
func (s *Service) replaceUser(ctx context.Context, tx *db.Tx, u, old *userRow, how string) error {
	u.ID = old.ID
	if !old.unproven() {
		u.Status = old.Status
		return s.store.reserveHandle(ctx, tx, u.Handle, s.now(), s.now().Add(decoyHold))
	}
	if err := s.store.takeHandle(ctx, tx, u.ID, u.Handle, s.now()); err != nil {
		return err
	}
	if err := s.wipeUnverified(ctx, tx, u.ID); err != nil {
		return err
	}
	if err := s.store.replaceUnverified(ctx, tx, u); err != nil {
		return err
	}
	if err := s.emit(ctx, tx, u.ID, identity.UserRegistered{Trace: s.trace(ctx), UserID: u.ID, How: how, Role: u.Role}); err != nil {
		return err
	}
	return s.registered(ctx, tx, u)
}

// wipeUnverified takes away every way into an account whose address was not proven by its present owner.
func (s *Service) wipeUnverified(ctx context.Context, tx *db.Tx, userID string) error {
	if _, err := s.endAll(ctx, tx, userID, "", "replaced"); err != nil {
		return err
	}
	if err := s.endTokens(ctx, tx, userID); err != nil {
		return err
	}
	for _, p := range []identity.LinkPurpose{identity.LinkVerify, identity.LinkReset, identity.LinkEmailChange, identity.LinkEmailUndo} {
		if err := s.store.dropLinks(ctx, tx, p, userID); err != nil {
			return err
		}
	}
	if err := s.store.dropProviderLinks(ctx, tx, userID); err != nil {
		return err
	}
	if err := s.store.deleteFactors(ctx, tx, userID); err != nil {
		return err
	}
	return s.store.setPassword(ctx, tx, userID, "", false)
}

// signUpLetterArgs asks for the letter that follows a sign-up. It is the same for every address.
type signUpLetterArgs struct {
	EmailKey   string `json:"emailKey"`
	TicketHash string `json:"ticketHash"`
}

// Kind names the job.
func (signUpLetterArgs) Kind() string { return "identity.sign_up_letter" }

// signUpLetter sends the owner of the address what fits: the link and code to verify it, or the news that they already
// have an account.
func (s *Service) signUpLetter(ctx context.Context, tx *db.Tx, args signUpLetterArgs) error {
	u, err := s.store.userByEmail(ctx, tx, args.EmailKey)
	if err != nil {
		return ignoreNoRows(err)
	}
	if u.Status == identity.StatusSuspended {
		return nil
	}
	if u.EmailVerified || (u.PasswordHash == "" && u.Status != identity.StatusPending) {
		return s.write(ctx, tx, identity.LetterAlreadyRegistered, u, u.Email, map[string]string{
			"url": s.BaseURL + "/sign-in", "resetUrl": s.BaseURL + "/reset",
		})
	}
	if args.TicketHash == "" { // asked for by signing in: the page that waits for the code goes on working
		args.TicketHash, err = s.store.ticketOf(ctx, tx, u.ID)
		if err != nil {
			return err
		}
	}
	address, code, err := s.newLink(ctx, tx, linkSpec{purpose: identity.LinkVerify, userID: u.ID, email: u.EmailKey, ticketHash: args.TicketHash})
	if err != nil {
		return err
	}
	return s.write(ctx, tx, identity.LetterVerify, u, u.Email, map[string]string{
		"url": address, "code": code, "minutes": minutes(identity.LinkVerify.Life()),
	})
}
