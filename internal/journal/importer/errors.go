package importer

import "tamatar.dev/tamatar/internal/platform/errs"

// Errors of reading somebody's files.
var (
	// ErrGitMissing says that there is no git program.
	ErrGitMissing = errs.New(errs.Unavailable, "journal.git_missing", "The program git was not found. Install it and try again.")
	// ErrNotRepository refuses a folder that git does not know as a repository.
	ErrNotRepository = errs.New(errs.Invalid, "journal.not_a_repository", "This folder is not a git repository, or git may not read it.")
	// ErrNoIdentity says that no address is known by which to tell the person's commits.
	ErrNoIdentity = errs.New(errs.Invalid, "journal.no_git_identity", "No e-mail address to look for. Give one, or set user.email in the repository.")
	// ErrGitFailed says that git ended with an error.
	ErrGitFailed = errs.New(errs.Unavailable, "journal.git_failed", "git could not read this history to its end. Run git fsck on it and try again.")
	// ErrTooManyFiles refuses more than [MaxFiles] files at once.
	ErrTooManyFiles = errs.New(errs.TooLarge, "journal.too_many_files", "There are more than 10,000 files or 100,000 entries in it. Import it in parts.")
	// ErrTooMuch refuses more than [MaxTotal] bytes of notes.
	ErrTooMuch = errs.New(errs.TooLarge, "journal.import_too_large", "There is more than 64 MiB of text in it. Import it in parts.")
	// ErrBadZip refuses what is no zip file, or one that is broken.
	ErrBadZip = errs.New(errs.Invalid, "journal.bad_zip", "This zip file is broken or of a kind that cannot be read. Pack it again and retry.")
	// ErrZipBomb refuses a zip that grows more than [maxRatio] times.
	ErrZipBomb = errs.New(errs.Invalid, "journal.zip_bomb", "This zip file grows more than a hundred times when it is opened. Notes do not do that, so it was refused.")
)
