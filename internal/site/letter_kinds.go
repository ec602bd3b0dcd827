package site

import "tamatar.dev/tamatar/internal/identity"

// letterKinds writes each kind of letter.
var letterKinds = map[string]func(w *Words, f facts) letter{
	identity.LetterVerify:            verifyLetter,
	identity.LetterAlreadyRegistered: alreadyRegisteredLetter,
	identity.LetterReset:             resetLetter,
	identity.LetterPasswordChanged:   passwordChangedLetter,
	identity.LetterEmailChange:       emailChangeLetter,
	identity.LetterEmailChanged:      emailChangedLetter,
	identity.LetterEmailRestored:     emailRestoredLetter,
	identity.LetterRefreshReplayed:   refreshReplayedLetter,
	identity.LetterSignInLocked:      signInLockedLetter,
	identity.LetterApproved:          approvedLetter,
	identity.LetterApprovalWanted:    approvalWantedLetter,
	identity.LetterInvite:            inviteLetter,
	identity.LetterAccountCreated:    accountCreatedLetter,
	identity.LetterProviderLinked:    providerLinkedLetter,
	identity.LetterProviderUnlinked:  providerUnlinkedLetter,
	identity.LetterLeaving:           leavingLetter,
	identity.LetterLeavingSoon:       leavingSoonLetter,
	identity.LetterStaying:           stayingLetter,
	identity.LetterLeft:              leftLetter,
	identity.LetterFactorAdded:       factorAddedLetter,
	identity.LetterFactorRemoved:     factorRemovedLetter,
	identity.LetterFactorsReset:      factorsResetLetter,
	identity.LetterRecoveryCodeUsed:  recoveryCodeUsedLetter,
	identity.LetterSecondStepLocked:  secondStepLockedLetter,
}

// minutes says how long the link of a letter is good.
func (w *Words) minutes(f facts) string {
	n := f.number("minutes")
	return w.N("The link works once, for %d minute.", "The link works once, for %d minutes.", n, n)
}

func verifyLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("Confirm your address for %s", f["instance"]),
		Before:  []string{w.T("Welcome. Type this code on the page where you signed up:")},
		Code:    f["code"], Button: w.T("Confirm the address"), URL: f["url"],
		After: []string{
			w.T("On another device, open the link and use the password that you chose."), w.minutes(f),
			w.T("If you did not sign up, do nothing: there will be no account."),
		},
	}
}

func alreadyRegisteredLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("You already have an account at %s", f["instance"]),
		Before:  []string{w.T("Somebody, perhaps you, signed up with this address. You have an account with it already, and nothing about it has changed.")},
		Button:  w.T("Sign in"), URL: f["url"],
		After: []string{w.T("If you no longer know your password, set a new one: %s", f["resetUrl"]), w.T("If it was not you, do nothing.")},
	}
}

func resetLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("Set a new password for %s", f["instance"]),
		Before:  []string{w.T("Somebody, perhaps you, asked for a new password for your account.")},
		Button:  w.T("Set a new password"), URL: f["url"],
		After: []string{w.minutes(f), w.T("If it was not you, do nothing: your password stays as it is.")},
	}
}

func passwordChangedLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("Your password was changed"),
		Before: []string{
			w.T("The password of your account was changed on %s, from the network %s.", f.time(), f["network"]),
			w.T("Your other sessions have ended."),
		},
		After: []string{w.T("If it was not you, set a new password at once: %s", f["url"])},
	}
}

func emailChangeLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("Confirm your new address for %s", f["instance"]),
		Before:  []string{w.T("You asked to use %s for your account.", f["newEmail"])},
		Button:  w.T("Use the new address"), URL: f["url"],
		After: []string{w.minutes(f), w.T("If it was not you, do nothing: the old address stays.")},
	}
}

func emailChangedLetter(w *Words, f facts) letter {
	n := f.number("days")
	return letter{
		Subject: w.T("Your address was changed"),
		Before:  []string{w.T("Your account uses %s in place of this address from now on.", f["newEmail"])},
		Button:  w.T("Keep the old address"), URL: f["url"],
		After: []string{
			w.T("If this was you, do nothing."),
			w.N("If it was not, take the change back with the link. It works for %d day.", "If it was not, take the change back with the link. It works for %d days.", n, n),
		},
	}
}

func emailRestoredLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("Your old address holds again"),
		Before: []string{
			w.T("The change of your address was taken back. Your account uses %s, and all its sessions have ended.", f["email"]),
			w.T("Set a new password now, so that nobody else can come back."),
		},
		Button: w.T("Set a new password"), URL: f["url"],
		After: []string{w.minutes(f)},
	}
}

func refreshReplayedLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("A session was ended for your safety"),
		Before: []string{
			w.T("A sign-in key of the session \"%s\" was used a second time on %s, from the network %s.", f["device"], f.time(), f["network"]),
			w.T("That can mean that somebody copied it, so the session has ended. Sign in there again."),
		},
		Button: w.T("Look at your sessions"), URL: f["url"],
	}
}

func signInLockedLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("Many wrong passwords for your account"),
		Before: []string{
			w.T("Somebody typed many wrong passwords for your account, so new devices cannot sign in for now. Devices that you have used before still can."),
			w.T("With a new password you open it again at once."),
		},
		Button: w.T("Set a new password"), URL: f["resetUrl"],
	}
}

func approvedLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("Your account at %s is open", f["instance"]),
		Before:  []string{w.T("An administrator has approved your account. Log your first day.")},
		Button:  w.T("Sign in"), URL: f["url"],
	}
}

func approvalWantedLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("Somebody waits for your approval"),
		Before:  []string{w.T("%s (%s) has signed up and waits for an administrator.", f["handle"], f["email"])},
		Button:  w.T("Look at the account"), URL: f["url"],
	}
}

func inviteLetter(w *Words, f facts) letter {
	n := f.number("days")
	l := letter{
		Subject: w.T("You are invited to %s", f["instance"]),
		Before:  []string{w.T("Somebody who runs %s invites you to a quiet journal for developers: log the day in ten seconds, find it again in a year.", f["instance"])},
		Button:  w.T("Accept the invitation"), URL: f["url"],
		After: []string{w.N("The invitation is good for %d day.", "The invitation is good for %d days.", n, n)},
	}
	if f["inviter"] != "" {
		l.Before[0] = w.T("%s invites you to %s, a quiet journal for developers: log the day in ten seconds, find it again in a year.", f["inviter"], f["instance"])
	}
	if f["note"] != "" {
		l.Before = append(l.Before, w.T("They write: “%s”", f["note"]))
	}
	return l
}

func accountCreatedLetter(w *Words, f facts) letter {
	n := f.number("hours")
	return letter{
		Subject: w.T("Your account at %s", f["instance"]),
		Before:  []string{w.T("An administrator has made an account for you. Choose a password, and it is yours.")},
		Button:  w.T("Choose a password"), URL: f["url"],
		After: []string{w.N("The link works once, for %d hour.", "The link works once, for %d hours.", n, n)},
	}
}

func providerLinkedLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("A new way to sign in to your account"),
		Before: []string{
			w.T("On %s, from the network %s, your account was linked with %s. Whoever can sign in there can sign in here.", f.time(), f["network"], f["provider"]),
		},
		Button: w.T("Look at the ways to sign in"), URL: f["url"],
		After: []string{w.T("If it was not you, remove the link, sign out everywhere and set a new password.")},
	}
}

func providerUnlinkedLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("A way to sign in was removed"),
		Before: []string{
			w.T("On %s, from the network %s, the link of your account with %s was removed.", f.time(), f["network"], f["provider"]),
		},
		Button: w.T("Look at the ways to sign in"), URL: f["url"],
		After: []string{w.T("If it was not you, sign out everywhere and set a new password.")},
	}
}
