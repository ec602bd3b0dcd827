package capture

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/tags"
)

// Bounds of hooks.
const (
	// MaxHooks is how many a person may have.
	MaxHooks = 20
	// MaxHookName is the longest name of one, in characters.
	MaxHookName = 60
	// MaxHookTags is how many tags one puts on entries by itself.
	MaxHookTags = 10
)

// Errors of hooks.
var (
	// ErrHookNotFound covers what does not exist and what is not the caller's.
	ErrHookNotFound = errs.New(errs.NotFound, "capture.hook_not_found", "This webhook does not exist any more.")
	// ErrHookName refuses an empty, a long and an unreadable name.
	ErrHookName = errs.New(errs.Invalid, "capture.hook_name", "Give the webhook a name of 1 to 60 characters.")
	// ErrHookKind refuses an unknown kind.
	ErrHookKind = errs.New(errs.Invalid, "capture.hook_kind", "Choose one of the kinds of entries.")
	// ErrHookTags refuses more than [MaxHookTags].
	ErrHookTags = errs.New(errs.Invalid, "capture.hook_tags", "Choose ten tags at most.")
	// ErrHookLimit refuses one more than [MaxHooks].
	ErrHookLimit = errs.New(errs.Conflict, "capture.hook_limit", "You have twenty webhooks. Switch one off first.")
)

// CaptureHook is an address at which programs write entries.
type CaptureHook struct {
	ID   string
	Name string
	// Kind and Tags are what entries get where the sender says nothing.
	Kind journal.Kind
	Tags []string
	// Signed tells that only signed requests are taken.
	Signed    bool
	CreatedAt time.Time
	// Uses counts what was taken; LastAt is when that was last, LastNetwork and LastClient from whom.
	Uses        int
	LastAt      *time.Time
	LastNetwork string
	LastClient  string
}

// CreateCaptureHookInput asks for a hook.
type CreateCaptureHookInput struct {
	Name string
	// Kind is note where it is left out.
	Kind *journal.Kind
	Tags []string
	// Signed asks for a key of signatures.
	Signed bool
}

// Normal is the input with name and tags trimmed. Errors: [ErrHookName], [ErrHookKind], [ErrHookTags], tags.ErrNameInvalid.
func (in CreateCaptureHookInput) Normal() (CreateCaptureHookInput, error) {
	in.Name = strings.TrimSpace(in.Name)
	bad := strings.ContainsFunc(in.Name, func(r rune) bool { return !unicode.IsGraphic(r) })
	if n := utf8.RuneCountInString(in.Name); n < 1 || n > MaxHookName || bad || !utf8.ValidString(in.Name) {
		return in, ErrHookName.WithField("name", ErrHookName.Public)
	}
	if in.Kind == nil {
		note := journal.KindNote
		in.Kind = &note
	}
	if !in.Kind.Valid() {
		return in, ErrHookKind.WithField("kind", ErrHookKind.Public)
	}
	if len(in.Tags) > MaxHookTags {
		return in, ErrHookTags.WithField("tags", ErrHookTags.Public)
	}
	list := make([]string, 0, len(in.Tags))
	for _, name := range in.Tags {
		name = strings.TrimPrefix(strings.TrimSpace(name), "#")
		if _, err := tags.Key(name); err != nil {
			return in, tags.ErrNameInvalid.WithField("tags", tags.ErrNameInvalid.Public)
		}
		list = append(list, name)
	}
	in.Tags = list
	return in, nil
}

// CreateCaptureHookPayload is the hook with its address and the key of signatures, which are shown this once.
type CreateCaptureHookPayload struct {
	Hook       *CaptureHook
	URL        *string
	SigningKey *string
	Errors     []errs.UserError
}

// RevokeCaptureHookPayload names the hook that ended.
type RevokeCaptureHookPayload struct {
	RevokedID *string
	Errors    []errs.UserError
}
