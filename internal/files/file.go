package files

import (
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Limits of files.
const (
	// KeepDays is how many days an upload that nothing shows is kept: drafts may wait on a device for a while.
	KeepDays = 7
	// MaxName is the longest name in characters.
	MaxName = 120
	// MaxAlt is the longest description in characters.
	MaxAlt = 500
	// Path is where files are read: Path and the id.
	Path = "/files/"
)

// Errors of files.
var (
	// ErrNotFound covers what does not exist and what is not the caller's.
	ErrNotFound = errs.New(errs.NotFound, "files.file_not_found", "This file does not exist, or it is not yours.")
	// ErrTooLarge refuses a file beyond the size of this instance.
	ErrTooLarge = errs.New(errs.TooLarge, "files.too_large", "This file is larger than this instance keeps. Make it smaller and try again.")
	// ErrTypeRefused refuses what is not on the list.
	ErrTypeRefused = errs.New(errs.Invalid, "files.type_refused",
		"This kind of file is not kept here. Pictures (PNG, JPEG, GIF, WebP), PDF, zip, gzip and plain text are.")
	// ErrEmpty refuses a file without bytes.
	ErrEmpty = errs.New(errs.Invalid, "files.empty", "This file is empty.")
	// ErrQuota refuses what would not fit into the person's space.
	ErrQuota = errs.New(errs.TooLarge, "files.quota", "Your space for files is full. Remove files or entries from the trash for good, then try again.")
	// ErrAltTooLong refuses a description of more than [MaxAlt] characters.
	ErrAltTooLong = errs.New(errs.Invalid, "files.alt_too_long", "This description is too long. Use 500 characters at most.")
	// ErrUploadHeader refuses an upload that a foreign page could have sent.
	ErrUploadHeader = errs.New(errs.Invalid, "files.upload_header", "Uploads need the header X-Tamatar, with any value.")
	// ErrUploadForm refuses what is no form with one file, or one that was cut off.
	ErrUploadForm = errs.New(errs.Invalid, "files.upload_form", "The upload did not arrive whole. Send a form with the file in the field \"file\".")
	// ErrBusy says that many files arrive at this moment.
	ErrBusy = errs.New(errs.Unavailable, "files.busy", "Many files arrive at this moment. Try again in a few seconds.")
)

// File is a picture or another file of a person.
type File struct {
	ID string
	// OwnerID is the person it belongs to.
	OwnerID string
	// Name is what it is called, with the ending of its type.
	Name string
	// Alt describes a picture for those who cannot see it; empty when nobody has.
	Alt         string
	ContentType string
	// Size is in bytes.
	Size int
	// Width and Height are those of a picture, in pixels.
	Width, Height *int
	CreatedAt     time.Time
}

// IsPicture reports whether it is shown in the text; anything else is a download.
func (f *File) IsPicture() bool { return strings.HasPrefix(f.ContentType, "image/") }

// URL is where the file is read, for whoever may.
func (f *File) URL() string { return Path + f.ID }

// Markdown is what shows the file in a text: a picture with its description, or a link with its name.
func (f *File) Markdown() string {
	if f.IsPicture() {
		return "![" + plainLabels.Replace(f.Alt) + "](" + f.URL() + ")"
	}
	return "[" + labelEscapes.Replace(f.Name) + "](" + f.URL() + ")"
}

var (
	labelEscapes = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`, "`", "\\`", `*`, `\*`, `_`, `\_`, `<`, `\<`, `&`, `\&`)
	// plainLabels has no escapes: the description of a picture is read as it stands.
	plainLabels = strings.NewReplacer(`[`, "(", `]`, ")", `\`, "/", "`", "'")
)

// Storage is how much space a person uses.
type Storage struct {
	// UsedBytes and QuotaBytes are whole numbers that may be larger than GraphQL's Int.
	UsedBytes, QuotaBytes float64
	Files                 int
	// QuotaByAdmin tells that an administrator gave the person this space in place of the usual one.
	QuotaByAdmin bool
	// MaxFileBytes is the largest file that is taken.
	MaxFileBytes int
}

// FilePayload answers a mutation on a file.
type FilePayload struct {
	File   *File
	Errors []errs.UserError
}

// DeleteFilePayload answers deleteFile.
type DeleteFilePayload struct {
	DeletedID *string
	Errors    []errs.UserError
}
