package site

import "tamatar.dev/tamatar/internal/identity"

// factor names what a letter is about.
func (w *Words) factor(f facts) string {
	switch identity.FactorKind(f["factor"]) {
	case identity.FactorPasskey:
		return w.T("the passkey “%s”", f["factorName"])
	case identity.FactorTOTP:
		return w.T("the authenticator app")
	case identity.FactorRecovery:
		return w.T("new recovery codes")
	default:
		return f["factor"]
	}
}

func factorAddedLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("A new way to sign in was added"),
		Before:  []string{w.T("On %s, from the network %s, this was added to your account: %s.", f.time(), f["network"], w.factor(f))},
		Button:  w.T("Look at what signs you in"), URL: f["url"],
		After: []string{w.T("If it was not you, remove it there and set a new password at once.")},
	}
}

func factorRemovedLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("A way to sign in was removed"),
		Before:  []string{w.T("On %s, from the network %s, this was removed from your account: %s.", f.time(), f["network"], w.factor(f))},
		Button:  w.T("Look at what signs you in"), URL: f["url"],
		After: []string{w.T("If it was not you, set a new password at once.")},
	}
}

func factorsResetLetter(w *Words, f facts) letter {
	l := letter{
		Subject: w.T("Your second factors were taken away"),
		Before: []string{
			w.T("On %s an administrator took the passkeys, the authenticator app and the recovery codes of your account away, and ended its sessions.", f.time()),
			w.T("Until you add one again, your password alone signs you in."),
		},
		Button: w.T("Add a second factor"), URL: f["url"],
		After: []string{w.T("If you did not ask for this, ask an administrator.")},
	}
	if f["resetUrl"] != "" {
		l.Before[1] = w.T("Your password was too short to stand alone, so it has ended, too.")
		l.Button, l.URL = w.T("Set a new password"), f["resetUrl"]
	}
	return l
}

func recoveryCodeUsedLetter(w *Words, f facts) letter {
	n := f.number("left")
	return letter{
		Subject: w.T("A recovery code was used"),
		Before: []string{
			w.T("Somebody signed in with a recovery code on %s, from the network %s.", f.time(), f["network"]),
			w.N("You have %d code left.", "You have %d codes left.", n, n),
		},
		Button: w.T("Look at what signs you in"), URL: f["url"],
		After: []string{w.T("If it was not you, set a new password at once and make new codes.")},
	}
}

func secondStepLockedLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("Somebody knows your password"),
		Before: []string{
			w.T("Somebody signed in with your right password on %s, from the network %s, and then gave several wrong codes. They did not get in.", f.time(), f["network"]),
			w.T("If it was not you, set a new password now."),
		},
		Button: w.T("Set a new password"), URL: f["url"],
	}
}
