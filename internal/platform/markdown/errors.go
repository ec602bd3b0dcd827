package markdown

import "tamatar.dev/tamatar/internal/platform/errs"

// Errors of [Render] and [Check]; the person can mend all but the last.
var (
	// ErrTooLong means that the source is longer than [MaxSource].
	ErrTooLong = errs.New(errs.Invalid, "markdown.too_long", "This text is too long: it may have 64 KiB. Split it in two, or attach it as a file.")
	// ErrTooComplex means that the source would take too long to turn into a page.
	ErrTooComplex = errs.New(errs.Invalid, "markdown.too_complex", "This text is too complex to show: its tables are too large, or it nests or mixes formatting too deeply. Put it into a code block, or simplify it.")
	// ErrInvalidText means that the source is not text: it holds NUL or bytes that are not UTF-8.
	ErrInvalidText = errs.New(errs.Invalid, "markdown.invalid_text", "This text holds characters that cannot be stored. Remove them, or save the file as UTF-8 and try again.")
	// ErrBusy means that too many texts are being rendered at this moment.
	ErrBusy = errs.New(errs.Unavailable, "markdown.busy", "The server is busy at the moment. Your text is safe here; try again in a few seconds.")
)
