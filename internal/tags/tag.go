package tags

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Limits of a tag.
const (
	// MaxNameLength is the longest name in characters (runes).
	MaxNameLength = 64
	// MaxPerObject is how many tags one object may carry.
	MaxPerObject = 30
	// Separator joins the levels of a hierarchy: "go/generics" lies below "go".
	Separator = "/"
)

// Errors of tags.
var (
	// ErrNameInvalid refuses a name that is empty, too long or made of other characters.
	ErrNameInvalid = errs.New(errs.Invalid, "tags.name_invalid",
		"A tag is made of letters, digits and - _ . + #, at most 64 of them, with / between levels: go/generics.")
	// ErrTooMany refuses more than MaxPerObject tags on one object.
	ErrTooMany = errs.New(errs.Invalid, "tags.too_many", "An entry can carry 30 tags at most. Please take some away.")
)

// Tag is a word that a person sorts their entries by.
type Tag struct {
	ID string
	// Name is the spelling typed first, without the number sign.
	Name string
	// OwnerID is the person it belongs to.
	OwnerID string
	// Key is the normalised name; unique per owner.
	Key string
	// Color is one of [Colors], or empty.
	Color string
	// Description says what the tag is for.
	Description string
	// CanonicalID is the tag that an alias stands for; empty for others.
	CanonicalID string
}

// Key is the normalised form of a name: without a leading number sign, NFC, lower case.
// Error: [ErrNameInvalid], with the name quoted in its sentence.
func Key(name string) (string, error) {
	clean, err := Clean(name)
	if err != nil {
		return "", err
	}
	return strings.ToLower(clean), nil
}

// Clean is a name as it is kept: trimmed, without a leading number sign, NFC. Error: [ErrNameInvalid].
func Clean(name string) (string, error) {
	if !utf8.ValidString(name) || len(name) > MaxNameLength*utf8.UTFMax+2 {
		return "", ErrNameInvalid
	}
	clean := norm.NFC.String(strings.TrimPrefix(strings.TrimSpace(name), "#"))
	if !wellFormed(clean) {
		return "", ErrNameInvalid
	}
	return clean, nil
}

func wellFormed(name string) bool {
	if name == "" || utf8.RuneCountInString(name) > MaxNameLength {
		return false
	}
	for level := range strings.SplitSeq(name, Separator) {
		if !strings.ContainsFunc(level, isWordRune) {
			return false
		}
	}
	return !strings.ContainsFunc(name, func(r rune) bool { return !allowed(r) })
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func allowed(r rune) bool {
	return isWordRune(r) || unicode.IsMark(r) || r == '\u200c' || r == '\u200d' || strings.ContainsRune("-_.+#/", r)
}

// Below reports whether key is parent itself or lies below it in the hierarchy.
func Below(key, parent string) bool {
	return key == parent || strings.HasPrefix(key, parent+Separator)
}

// Merge cleans names and drops those whose key was there before, keeping the order.
// Errors: [ErrNameInvalid], [ErrTooMany].
func Merge(lists ...[]string) ([]string, error) {
	var out []string
	seen := map[string]bool{}
	for _, list := range lists {
		for _, name := range list {
			clean, err := Clean(name)
			if err != nil {
				return nil, err
			}
			key := strings.ToLower(clean)
			if seen[key] {
				continue
			}
			seen[key] = true
			if out = append(out, clean); len(out) > MaxPerObject {
				return nil, ErrTooMany
			}
		}
	}
	return out, nil
}
