package site

func leavingLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("Your account will be deleted"),
		Before: []string{
			w.T("Somebody, perhaps you, asked to delete your account at %s. It happens on %s.", f["instance"], f.time()),
			w.T("Until then everything works as before. Take your data along, if you want it: afterwards it is gone."),
		},
		Button: w.T("Keep the account, or take your data along"), URL: f["url"],
		After: []string{w.T("If it was not you, sign in, keep the account and change your password.")},
	}
}

func leavingSoonLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("Your account will be deleted soon"),
		Before: []string{
			w.T("Your account at %s will be deleted on %s, with everything in it.", f["instance"], f.time()),
			w.T("If you want to keep it, or to take your data along, do it now."),
		},
		Button: w.T("Keep the account, or take your data along"), URL: f["url"],
	}
}

func stayingLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("Your account stays"),
		Before:  []string{w.T("Your account at %s will not be deleted. Good to have you.", f["instance"])},
		Button:  w.T("Look at your data"), URL: f["url"],
	}
}

func leftLetter(w *Words, f facts) letter {
	return letter{
		Subject: w.T("Your account is deleted"),
		Before: []string{
			w.T("Your account at %s is deleted, and what you wrote is being removed. It cannot be brought back.", f["instance"]),
			w.T("Backups of the instance may hold it until they run out."),
		},
	}
}
