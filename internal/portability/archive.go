package portability

import (
	"context"
	"io"
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// Limits of archives.
const (
	// ArchiveLife is how long an export can be downloaded; then it is removed.
	ArchiveLife = 7 * 24 * time.Hour
	// UploadLife is how long an uploaded archive waits for its import.
	UploadLife = 24 * time.Hour
	// TicketLife is how long the link of a download waits to be followed, once.
	TicketLife = 5 * time.Minute
	// MaxPerDay is how many archives a person may ask for, or bring, within a day.
	MaxPerDay = 20
	// MaxArchives is how many archives a list shows.
	MaxArchives = 20
	// MaxUpload is the largest archive that can be brought, in bytes.
	MaxUpload = 256 << 20
	// MaxExport is the largest archive that is made, in bytes.
	MaxExport = 1 << 30
	// MaxFiles is how many files an archive may hold.
	MaxFiles = 100_000
	// MaxUnpacked is how many bytes all its files may hold together.
	MaxUnpacked = 2 << 30
	// MaxRatio is how many times larger than the archive a file of more than a mebibyte, or all together, may be.
	MaxRatio = 100
	// MaxShownRenames is how many new ids the API tells; the report of the command line tells all.
	MaxShownRenames = 100
)

// Errors of archives.
var (
	// ErrArchiveNotFound says that the person has no such archive.
	ErrArchiveNotFound = errs.New(errs.NotFound, "portability.archive_not_found", "This archive does not exist any more, or it is not yours.")
	// ErrArchiveBusy says that another archive of the person is being made or read.
	ErrArchiveBusy = errs.New(errs.Conflict, "portability.archive_busy", "Another archive of yours is being worked on. Wait until it is done.")
	// ErrArchiveLimit says that there were too many today.
	ErrArchiveLimit = errs.New(errs.Conflict, "portability.archive_limit", "That was the last archive for today. Try again tomorrow.")
	// ErrNotReady says that the archive cannot be used that way at the moment.
	ErrNotReady = errs.New(errs.Conflict, "portability.not_ready", "This archive is not ready for that. Load the page again to see where it is.")
	// ErrTicketSpent says that a download link is used or too old.
	ErrTicketSpent = errs.New(errs.NotFound, "portability.ticket_spent", "This link has been used, or it is too old. Make a new one on the page of your data.")
	// ErrUploadTooLarge says how large an archive may be.
	ErrUploadTooLarge = errs.New(errs.TooLarge, "portability.upload_too_large", "This archive is too large: at most 256 MB can be brought at once.")
	// ErrUploadBroken says that the upload did not arrive as one file.
	ErrUploadBroken = errs.New(errs.Invalid, "portability.upload_broken", "The upload did not arrive. Send the archive as the body, or as the field file of a form.")
	// ErrBothScopes says that an archive changes more than the token may.
	ErrBothScopes = errs.New(errs.Forbidden, "portability.both_scopes", "An archive brings entries and the profile. Use a token that may write both, or sign in.")
	// ErrGivenUp says that an archive could not be made or read, however often it was tried.
	ErrGivenUp = errs.New(errs.Internal, "portability.given_up", "This did not work. Try it once more; if it fails again, tell whoever runs this instance.")
	// ErrTooMuch says that an export would be too large for a stream.
	ErrTooMuch = errs.New(errs.Invalid, "portability.too_much", "This is too much to send at once. Ask for an archive on the page of your data.")
)

// Errors of the git repository.
var (
	// ErrNoRepository hides the repositories of others.
	ErrNoRepository = errs.New(errs.NotFound, "portability.repository_not_found", "There is no such repository, or it is not yours.")
	// ErrReadOnly refuses a push.
	ErrReadOnly = errs.New(errs.Forbidden, "portability.repository_read_only", "This repository can only be read. Write in Tamatar, then fetch.")
	// ErrGitRequest refuses what is no request of git, or one that asks for what was not offered.
	ErrGitRequest = errs.New(errs.Invalid, "portability.git_request", "This is no request of git that is understood here.")
)

// Errors of what is inside an archive; each becomes a sentence in the report.
var (
	ErrNoZip        = errs.New(errs.Invalid, "portability.no_zip", "This is not a zip file, or its end is missing.")
	ErrNoManifest   = errs.New(errs.Invalid, "portability.no_manifest", "The archive has no manifest.json, so it is no export of Tamatar. Notes in Markdown can be imported on the page Import.")
	ErrFormat       = errs.New(errs.Invalid, "portability.format", "The archive is of a format that this version cannot read.")
	ErrTooManyFiles = errs.New(errs.Invalid, "portability.too_many_files", "The archive holds more than 100,000 files.")
	ErrTooBig       = errs.New(errs.Invalid, "portability.too_big", "Unpacked, the archive would be larger than 2 GB.")
	ErrBomb         = errs.New(errs.Invalid, "portability.bomb", "This grows to more than a hundred times its size when it is unpacked. It was not unpacked.")
	ErrPath         = errs.New(errs.Invalid, "portability.path", "The name of this file leads somewhere else, or is not one that an export has.")
	ErrTwice        = errs.New(errs.Invalid, "portability.twice", "The archive holds this file twice.")
	ErrOverlap      = errs.New(errs.Invalid, "portability.overlap", "This file shares its bytes with another one. No export does that.")
	ErrFileKind     = errs.New(errs.Invalid, "portability.file_kind", "This is no plain file: a link, an encrypted one, or packed in a way that no export uses.")
	ErrNested       = errs.New(errs.Invalid, "portability.nested", "An archive within the archive is not opened.")
	ErrNotListed    = errs.New(errs.Invalid, "portability.not_listed", "The manifest does not name this file.")
	ErrMissing      = errs.New(errs.Invalid, "portability.missing", "The manifest names this file, but it is not there.")
	ErrChecksum     = errs.New(errs.Invalid, "portability.checksum", "This file is not the one that was exported: it was changed or damaged since.")
)

// ArchiveKind tells what is taken along from what is brought.
type ArchiveKind string

// The kinds of archives.
const (
	ArchiveExport ArchiveKind = "export"
	ArchiveImport ArchiveKind = "import"
)

// MarshalGQL writes the GraphQL form.
func (k ArchiveKind) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(k)) }

// UnmarshalGQL reads the GraphQL form.
func (k *ArchiveKind) UnmarshalGQL(v any) error {
	return gqlenum.Into(k, v, ArchiveExport, ArchiveImport)
}

// ArchiveState is where an archive is on its way.
type ArchiveState string

// The states. An uploaded archive is ready when its preview is, and done when it has been imported.
const (
	ArchiveWaiting ArchiveState = "waiting"
	ArchiveRunning ArchiveState = "running"
	ArchiveReady   ArchiveState = "ready"
	ArchiveFailed  ArchiveState = "failed"
)

// MarshalGQL writes the GraphQL form.
func (k ArchiveState) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(k)) }

// UnmarshalGQL reads the GraphQL form.
func (k *ArchiveState) UnmarshalGQL(v any) error {
	return gqlenum.Into(k, v, ArchiveWaiting, ArchiveRunning, ArchiveReady, ArchiveFailed)
}

// Archive is what a person asked for to take along, or brought.
type Archive struct {
	ID    string
	Kind  ArchiveKind
	State ArchiveState
	// Records tells that an export holds what this instance has noted about the account, too.
	Records bool
	// Preview tells that an import has only been looked at so far.
	Preview bool
	// Done things of Total have been looked at; Total is 0 while nobody knows.
	Done, Total int
	// Bytes is the size of the file.
	Bytes int
	// Report is what became, or would become, of an import.
	Report *ArchiveReport
	// Failure is a sentence on why it failed.
	Failure    *string
	Downloads  int
	CreatedAt  time.Time
	FinishedAt *time.Time
	// ExpiresAt is when the file is removed.
	ExpiresAt time.Time
}

// ArchiveReport is what became of the things of an archive.
type ArchiveReport struct {
	Counts   []ArchiveCount
	Problems []ArchiveProblem
	// Refused counts all problems, told or not.
	Refused int
	// Renamed are the first new ids; RenamedTotal counts all.
	Renamed      []ArchiveRename
	RenamedTotal int
}

// ArchiveCount is how many things of a kind had an outcome.
type ArchiveCount struct {
	Noun    string
	Outcome string
	N       int
}

// ArchiveProblem is a sentence about one file.
type ArchiveProblem struct {
	File    string
	Code    string
	Message string
}

// Said is the message in the language of who asks.
func (p ArchiveProblem) Said(ctx context.Context) string { return errs.Say(ctx, p.Message) }

// ArchiveRename is something whose id belongs to somebody else here, and its new id.
type ArchiveRename struct {
	Noun string
	From string
	To   string
}

// ArchivePayload answers requestExport and startImport.
type ArchivePayload struct {
	Archive *Archive
	Errors  []errs.UserError
}

// ArchiveLinkPayload answers createArchiveLink.
type ArchiveLinkPayload struct {
	// URL is good for one download by the person themselves.
	URL       *string
	ExpiresAt *time.Time
	Errors    []errs.UserError
}

// DiscardArchivePayload answers discardArchive.
type DiscardArchivePayload struct {
	DiscardedID *string
	Errors      []errs.UserError
}
