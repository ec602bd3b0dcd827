package tags

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Limits of what is said about a tag.
const (
	// MaxDescription is the longest description in characters.
	MaxDescription = 300
	// MaxListed is how many tags the page of tags lists, and one act changes.
	MaxListed = 2000
)

// Colors are the colours a tag may have.
var Colors = []string{"ember", "pine", "gold", "sky", "plum", "stone"}

// Errors of keeping tags.
var (
	// ErrNotFound is also the answer for tags of others.
	ErrNotFound = errs.New(errs.NotFound, "tags.not_found", "This tag does not exist, or it is not yours.")
	// ErrNameTaken refuses a rename to a tag that there is.
	ErrNameTaken = errs.New(errs.Conflict, "tags.name_taken", "There is a tag of this name already. Merge the two instead.")
	// ErrMergeInto refuses to merge a tag into itself or below itself.
	ErrMergeInto = errs.New(errs.Invalid, "tags.merge_into_itself", "A tag cannot be merged into itself, into a tag below it or above it. Choose another one.")
	// ErrColorInvalid refuses a colour that there is not.
	ErrColorInvalid = errs.New(errs.Invalid, "tags.color_invalid", "Choose one of the colours: ember, pine, gold, sky, plum, stone.")
	// ErrDescriptionTooLong refuses more than MaxDescription characters.
	ErrDescriptionTooLong = errs.New(errs.Invalid, "tags.description_too_long", "Describe the tag in 300 characters at most, on one line.")
	// ErrTooManyTags refuses to change more than MaxListed tags at once.
	ErrTooManyTags = errs.New(errs.Conflict, "tags.too_many_at_once", "More than 2,000 tags lie below this one. Move them in smaller groups.")
)

// UpdateTagInput changes what is set.
type UpdateTagInput struct {
	ID                       string
	Name, Color, Description *string
}

// MergeTagsInput makes one tag of two.
type MergeTagsInput struct {
	From, Into string
	DryRun     bool
}

// TagPayload is the tag as saved, or what to mend.
type TagPayload struct {
	Tag    *Tag
	Errors []errs.UserError
}

// MergeTagsPayload says what changed, or would.
type MergeTagsPayload struct {
	Tag     *Tag
	Changes []TagChange
	Errors  []errs.UserError
}

// TagChange is one tag that becomes another.
type TagChange struct{ From, To string }

// CheckLook refuses a colour or a description that cannot be. Errors: [ErrColorInvalid], [ErrDescriptionTooLong].
func CheckLook(color, description string) error {
	if color != "" && !slices.Contains(Colors, color) {
		return ErrColorInvalid.WithField("color", ErrColorInvalid.Public)
	}
	if utf8.RuneCountInString(description) > MaxDescription || !utf8.ValidString(description) || strings.ContainsFunc(description, unicode.IsControl) {
		return ErrDescriptionTooLong.WithField("description", ErrDescriptionTooLong.Public)
	}
	return nil
}
