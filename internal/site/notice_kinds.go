package site

import "tamatar.dev/tamatar/internal/notify"

// noticeKinds writes each kind of notice. A room that adds a kind adds its sentences here.
var noticeKinds = map[string]func(w *Words, f facts) (title, body string){
	notify.KindSignInNew:        signInNewNotice,
	notify.KindSessionEnded:     sessionEndedNotice,
	notify.KindPasswordChanged:  passwordChangedNotice,
	notify.KindEmailChanged:     emailChangedNotice,
	notify.KindEmailRestored:    emailRestoredNotice,
	notify.KindTokenCreated:     tokenCreatedNotice,
	notify.KindFactorAdded:      factorAddedNotice,
	notify.KindFactorRemoved:    factorRemovedNotice,
	notify.KindFactorsReset:     factorsResetNotice,
	notify.KindRecoveryCodes:    recoveryCodesNotice,
	notify.KindRecoveryCodeUsed: recoveryCodeUsedNotice,
	notify.KindProviderLinked:   providerLinkedNotice,
	notify.KindProviderUnlinked: providerUnlinkedNotice,
	notify.KindExportReady:      exportReadyNotice,
	notify.KindExportFailed:     exportFailedNotice,
	notify.KindDepartureSet:     departureSetNotice,
	notify.KindBackupFailed:     backupFailedNotice,
	notify.KindTokenRotated:     tokenRotatedNotice,
	notify.KindRoleChanged:      roleChangedNotice,
	notify.KindSignInLocked:     signInLockedNotice,
	notify.KindSecondStepLocked: secondStepLockedNotice,
	notify.KindApprovalWanted:   approvalWantedNotice,
	notify.KindAccountApproved:  accountApprovedNotice,
	notify.KindInviteUsed:       inviteUsedNotice,
	notify.KindTokenExpiring:    tokenExpiringNotice,
	notify.KindTest:             testNotice,
	notify.KindLogToday:         logTodayNotice,
	notify.KindWeek:             weekNotice,
	notify.KindJobsDead:         jobsDeadNotice,
	notify.KindVersionChanged:   versionChangedNotice,
}

// noticeCategories names each category and says what it brings.
var noticeCategories = map[string]func(w *Words) (name, about string){
	notify.CategorySecurity: func(w *Words) (string, string) {
		return w.T("Security"), w.T("Sign-ins, passwords, tokens and everything else that guards your account. The inbox always tells.")
	},
	notify.CategoryAccount: func(w *Words) (string, string) {
		return w.T("Account"), w.T("Approvals, invites, exports, and tokens that are about to end.")
	},
	notify.CategoryReminders: func(w *Words) (string, string) {
		return w.T("Reminders"), w.T("A word at the time you chose, on days with nothing logged yet.")
	},
	notify.CategorySummaries: func(w *Words) (string, string) {
		return w.T("Summaries"), w.T("What you did last week, on the first day of the next.")
	},
	notify.CategoryInstance: func(w *Words) (string, string) {
		return w.T("Instance"), w.T("For administrators: people who wait, backups, background jobs, new versions.")
	},
}

func signInNewNotice(w *Words, f facts) (string, string) {
	from := ""
	if f["network"] != "" {
		from = w.T("From the network %s.", f["network"])
	}
	return w.T("New sign-in: %s", f["device"]), joined(from, w.T("If it was not you, end the session and change your password."))
}

func sessionEndedNotice(w *Words, _ facts) (string, string) {
	return w.T("A session was ended for your safety"), w.T("A sign-in key was used twice. That can mean that somebody copied it. Sign in there again.")
}

func passwordChangedNotice(w *Words, _ facts) (string, string) {
	return w.T("Your password was changed"), w.T("Your other sessions have ended.")
}

func emailChangedNotice(w *Words, _ facts) (string, string) {
	return w.T("Your address was changed"), w.T("The old address got a link that takes the change back.")
}

func emailRestoredNotice(w *Words, _ facts) (string, string) {
	return w.T("Your old address holds again"), w.T("All sessions were ended. Set a new password, if you have not yet.")
}

func tokenCreatedNotice(w *Words, f facts) (string, string) {
	return w.T("New access token: %s", f["name"]), w.T("It acts for you until you revoke it. If you did not make it, revoke it now.")
}

func tokenRotatedNotice(w *Words, f facts) (string, string) {
	return w.T("Access token renewed: %s", f["name"]), w.T("It has a new secret. If you did not renew it, revoke it now.")
}

func roleChangedNotice(w *Words, f facts) (string, string) {
	if f["role"] == "admin" {
		return w.T("You are an administrator now"), w.T("Sign in again to use the pages for administrators.")
	}
	return w.T("You are no administrator any more"), w.T("Everything you logged stays yours.")
}

func signInLockedNotice(w *Words, _ facts) (string, string) {
	return w.T("Many wrong passwords for your account"), w.T("New devices cannot sign in for now. Devices that you have used before still can.")
}

func accountApprovedNotice(w *Words, _ facts) (string, string) {
	return w.T("Your account is open"), w.T("An administrator has approved your account. Log your first day.")
}

func inviteUsedNotice(w *Words, f facts) (string, string) {
	return w.T("%s accepted your invite", "@"+f["handle"]), w.T("They have an account here now.")
}

func tokenExpiringNotice(w *Words, f facts) (string, string) {
	return w.T("Access token ends soon: %s", f["name"]), w.T("It works until %s. Make a new one before then if something still uses it.", f.clockTime())
}

func testNotice(w *Words, _ facts) (string, string) {
	return w.T("It works"), w.T("This is how notifications reach you here.")
}

func logTodayNotice(w *Words, _ facts) (string, string) {
	return w.T("What was today about?"), w.T("One line is enough. It takes ten seconds.")
}

// weekNotice says what was done, in numbers that were counted.
func weekNotice(w *Words, f facts) (string, string) {
	entries, days, minutes, streak := f.number("entries"), f.number("days"), f.number("minutes"), f.number("streak")
	if entries == 0 {
		return w.T("A quiet week"), w.T("Nothing is logged from %s to %s. A pause is part of the work.", f["from"], f["to"])
	}
	title := w.N("Your week: %d entry", "Your week: %d entries", entries, entries)
	active := w.N("You logged on %d day.", "You logged on %d days.", days, days)
	spent, tags, going := "", "", ""
	if minutes > 0 {
		spent = w.T("Time noted: %s.", w.duration(minutes))
	}
	if f["tags"] != "" {
		tags = w.T("Mostly about %s.", f["tags"])
	}
	if streak > 1 {
		going = w.N("You are %d day into a streak.", "You are %d days into a streak.", streak, streak)
	}
	return title, joined(active, spent, tags, going)
}

// duration is a count of minutes as hours and minutes.
func (w *Words) duration(minutes int) string {
	h, m := minutes/60, minutes%60
	hours, mins := w.N("%d hour", "%d hours", h, h), w.N("%d minute", "%d minutes", m, m)
	switch {
	case h == 0:
		return mins
	case m == 0:
		return hours
	default:
		return w.T("%s and %s", hours, mins)
	}
}

func jobsDeadNotice(w *Words, f facts) (string, string) {
	n := f.number("count")
	return w.N("%d background job gave up", "%d background jobs gave up", n, n), w.T("They used up their attempts. Look at them and try again when the cause is gone.")
}

func versionChangedNotice(w *Words, f facts) (string, string) {
	return w.T("This instance runs version %s now", f["version"]), w.T("Before, it was version %s.", f["before"])
}
