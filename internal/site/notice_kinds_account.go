package site

// factorName is what a second factor is called; a passkey has a name of its own.
func (w *Words) factorName(f facts) string {
	switch {
	case f["factor"] == "passkey" && f["name"] != "":
		return w.T("passkey “%s”", f["name"])
	case f["factor"] == "passkey":
		return w.T("a passkey")
	case f["factor"] == "recovery_code":
		return w.T("recovery codes")
	default:
		return w.T("codes from an authenticator app")
	}
}

func factorAddedNotice(w *Words, f facts) (string, string) {
	return w.T("New way to confirm that it is you: %s", w.factorName(f)), w.T("If it was not you, remove it and change your password.")
}

func factorRemovedNotice(w *Words, f facts) (string, string) {
	return w.T("Removed from your account: %s", w.factorName(f)), w.T("It no longer confirms that it is you. If it was not you, change your password.")
}

func factorsResetNotice(w *Words, _ facts) (string, string) {
	return w.T("Your second factors were removed"), w.T("An administrator took them away. Set up new ones.")
}

func recoveryCodesNotice(w *Words, _ facts) (string, string) {
	return w.T("New recovery codes were made"), w.T("The old ones no longer work. Keep the new ones where you find them without this device.")
}

func recoveryCodeUsedNotice(w *Words, f facts) (string, string) {
	n := f.number("count")
	return w.T("A recovery code was used to sign in"), joined(w.N("%d code is left.", "%d codes are left.", n, n), w.T("If it was not you, change your password now."))
}

func providerLinkedNotice(w *Words, f facts) (string, string) {
	return w.T("You can sign in with %s now", f["name"]), w.T("If it was not you, remove the link and change your password.")
}

func providerUnlinkedNotice(w *Words, f facts) (string, string) {
	return w.T("You no longer sign in with %s", f["name"]), w.T("If it was not you, change your password.")
}

func exportReadyNotice(w *Words, _ facts) (string, string) {
	return w.T("Your export is ready"), w.T("Everything you logged, in files that anything can read. Download it from your data.")
}

func exportFailedNotice(w *Words, _ facts) (string, string) {
	return w.T("Your export could not be made"), w.T("Nothing is lost. Please ask for it again.")
}

func departureSetNotice(w *Words, f facts) (string, string) {
	return w.T("Your account will be deleted on %s", f.clockTime()), w.T("Until then you can change your mind, or take everything with you.")
}

func backupFailedNotice(w *Words, _ facts) (string, string) {
	return w.T("A backup failed"), w.T("There is no proven backup where one should be. Look at what happened.")
}

func secondStepLockedNotice(w *Words, f facts) (string, string) {
	from := ""
	if f["network"] != "" {
		from = w.T("From the network %s.", f["network"])
	}
	return w.T("Many wrong codes after your password"), joined(from, w.T("Somebody knows your password. If it was not you, change it now."))
}

func approvalWantedNotice(w *Words, f facts) (string, string) {
	return w.T("%s waits to be let in", "@"+f["handle"]), w.T("Approve the account, or delete it.")
}
