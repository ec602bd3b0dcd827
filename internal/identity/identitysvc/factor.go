package identitysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// SecurityOf tells what signs the person in now. Errors: [identity.ErrSignInRequired], [identity.ErrScopeMissing].
func (s *Service) SecurityOf(ctx context.Context) (*identity.Security, error) {
	a, err := s.allowed(ctx, identity.ActionReadSelf)
	if err != nil {
		return nil, err
	}
	q := s.DB.Reader()
	u, err := s.store.userByID(ctx, q, a.UserID)
	if err != nil {
		return nil, err
	}
	has, err := s.store.factors(ctx, q, u.ID)
	if err != nil {
		return nil, err
	}
	rows, err := s.store.passkeys(ctx, q, u.ID)
	if err != nil {
		return nil, err
	}
	made, err := s.store.recoveryMadeAt(ctx, q, u.ID)
	if err != nil {
		return nil, err
	}
	out := &identity.Security{
		HasPassword: u.PasswordHash != "", Passkeys: make([]identity.Passkey, len(rows)), RecoveryCodesLeft: has.Recovery,
		RecoveryCodesMadeAt: instant(made), PasskeysOffered: s.PasskeysOffered(), PasswordMin: s.PasswordMin,
	}
	for i, r := range rows {
		out.Passkeys[i] = r.noun()
	}
	if has.TOTP > 0 {
		row, err := s.store.totp(ctx, q, u.ID)
		if err != nil {
			return nil, ignoreNoRows(err)
		}
		out.TOTP = &identity.TotpApp{CreatedAt: db.FromMillis(row.CreatedAt), LastUsedAt: instant(row.LastUsedAt)}
	}
	if has.second() {
		out.PasswordMin = min(out.PasswordMin, identity.ShortPassword)
	}
	out.ConfirmBy = s.confirmBy(u, has)
	return out, nil
}

// confirmBy are the ways in which this account can confirm a sensitive act.
func (s *Service) confirmBy(u *userRow, has factorCount) []identity.ConfirmMethod {
	out := []identity.ConfirmMethod{}
	if u.PasswordHash != "" {
		out = append(out, identity.ConfirmByPassword)
	}
	if has.Passkeys > 0 && s.PasskeysOffered() {
		out = append(out, identity.ConfirmByPasskey)
	}
	if has.TOTP > 0 {
		out = append(out, identity.ConfirmByTOTP)
	}
	return out
}

// secondMethods are the ways to take the second step; none when the account has no second factor.
func (s *Service) secondMethods(has factorCount, kind identity.SessionKind) []identity.FactorKind {
	var out []identity.FactorKind
	if !has.second() {
		return nil
	}
	if has.Passkeys > 0 && kind == identity.SessionBrowser && s.PasskeysOffered() {
		out = append(out, identity.FactorPasskey)
	}
	if has.TOTP > 0 {
		out = append(out, identity.FactorTOTP)
	}
	if has.Recovery > 0 && (kind == identity.SessionBrowser || has.TOTP > 0) {
		out = append(out, identity.FactorRecovery)
	}
	return out
}

// factorAdded does what follows when an account gets a factor: recovery codes when it has none, an event, and a letter.
func (s *Service) factorAdded(ctx context.Context, tx *db.Tx, u *userRow, ev identity.FactorAdded) (codes []string, err error) {
	ev.Trace = s.byThemselves(ctx, u.ID)
	has, err := s.store.factors(ctx, tx, u.ID)
	if err != nil {
		return nil, err
	}
	if has.Recovery == 0 {
		if codes, err = s.newRecovery(ctx, tx, u); err != nil {
			return nil, err
		}
	}
	if err := s.emit(ctx, tx, u.ID, ev); err != nil {
		return nil, err
	}
	return codes, s.writeFactor(ctx, tx, identity.LetterFactorAdded, u, ev.Factor, ev.Name)
}

// factorRemoved does what follows when a factor is gone, and refuses where the account would be left open or shut.
// Errors: [identity.ErrLastWayIn], [identity.ErrPasswordShortAlone].
func (s *Service) factorRemoved(ctx context.Context, tx *db.Tx, u *userRow, ev identity.FactorRemoved) error {
	has, err := s.store.factors(ctx, tx, u.ID)
	if err != nil {
		return err
	}
	if ev.Factor == identity.FactorPasskey { // the other kinds let nobody in by themselves
		if err := s.keepWayIn(ctx, tx, u, has); err != nil {
			return err
		}
	}
	if !has.second() {
		if u.ShortPassword {
			return identity.ErrPasswordShortAlone
		}
		if err := s.store.deleteRecovery(ctx, tx, u.ID); err != nil {
			return err
		}
	}
	ev.Trace = s.byThemselves(ctx, u.ID)
	if err := s.emit(ctx, tx, u.ID, ev); err != nil {
		return err
	}
	return s.writeFactor(ctx, tx, identity.LetterFactorRemoved, u, ev.Factor, ev.Name)
}

// keepWayIn refuses a removal that would leave no first step. Every kind of way in is counted here.
// Error: [identity.ErrLastWayIn].
func (s *Service) keepWayIn(ctx context.Context, tx *db.Tx, u *userRow, has factorCount) error {
	links, err := s.store.providerLinks(ctx, tx, u.ID)
	if err != nil {
		return err
	}
	for _, l := range links {
		if l.Enabled {
			return nil
		}
	}
	settings, err := s.store.settings(ctx, tx)
	if err != nil {
		return err
	}
	if settings.ProviderOnly || u.PasswordHash == "" && has.Passkeys == 0 {
		return identity.ErrLastWayIn
	}
	return nil
}

// writeFactor tells the owner about a change of what signs them in.
func (s *Service) writeFactor(ctx context.Context, tx *db.Tx, kind string, u *userRow, factor identity.FactorKind, name string) error {
	t := s.byThemselves(ctx, u.ID)
	return s.write(ctx, tx, kind, u, u.Email, map[string]string{
		"factor": string(factor), "factorName": name, "time": localTime(t.At, u), "network": t.Network, "url": s.securityPage(),
	})
}

func (s *Service) securityPage() string { return s.BaseURL + "/app/settings/security" }

// ResetFactors takes every second factor of somebody away who has lost them, and ends their sessions. A password too
// short to stand alone goes with them. Sensitive. Errors: [identity.ErrNoSecondFactor], [identity.ErrNotYourself],
// [identity.ErrUserNotFound].
func (s *Service) ResetFactors(ctx context.Context, userID string) (*identity.AdminUser, error) {
	return s.adminAct(ctx, identity.ActionAdminActSelf, userID, s.resetFactors)
}

// SystemResetFactors is [Service.ResetFactors] for the command line.
func (s *Service) SystemResetFactors(ctx context.Context, handle string) error {
	return s.onHandle(ctx, handle, s.resetFactors)
}

func (s *Service) resetFactors(ctx context.Context, tx *db.Tx, u *userRow) error {
	has, err := s.store.factors(ctx, tx, u.ID)
	if err != nil {
		return err
	}
	if !has.second() {
		return identity.ErrNoSecondFactor
	}
	if err := s.store.deleteFactors(ctx, tx, u.ID); err != nil {
		return err
	}
	t := s.trace(ctx)
	data := map[string]string{"time": localTime(t.At, u), "url": s.securityPage()}
	if u.ShortPassword {
		if err := s.store.setPassword(ctx, tx, u.ID, "", false); err != nil {
			return err
		}
		data["resetUrl"] = s.BaseURL + "/reset"
	}
	if _, err := s.endAll(ctx, tx, u.ID, "", "factors_reset"); err != nil {
		return err
	}
	if err := s.store.clearTries(ctx, tx, factorMinuteKey(u.ID), factorCapKey(u.ID)); err != nil {
		return err
	}
	if err := s.emit(ctx, tx, u.ID, identity.FactorsReset{Trace: t, UserID: u.ID, Count: has.TOTP + has.Passkeys}); err != nil {
		return err
	}
	return s.write(ctx, tx, identity.LetterFactorsReset, u, u.Email, data)
}
