package password

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// DefaultMinLength is the shortest password without a second factor, in characters.
const DefaultMinLength = 12

// Errors of [Policy.Check]. Each carries the field "password".
var (
	// ErrTooShort means fewer characters than the policy asks for.
	ErrTooShort = errs.New(errs.Invalid, "password.too_short", "This password is too short. A few words in a row are easy to remember and hard to guess.")
	// ErrTooLong means more than [MaxLength] bytes.
	ErrTooLong = errs.New(errs.Invalid, "password.too_long", "This password is too long: it may have 1,024 bytes.")
	// ErrCommon means that the password, or nearly the same one, is on lists that attackers try first.
	ErrCommon = errs.New(errs.Invalid, "password.common", "This password is one that many people use, so it is among the first to be tried. Choose another one.")
	// ErrContext means that the password is little more than a name or a word that belongs to the person or the instance.
	ErrContext = errs.New(errs.Invalid, "password.context", "This password is made of your name, your address or the name of this site. Choose something that has nothing to do with them.")
	// ErrPattern means a repetition, a sequence or a walk over the keyboard.
	ErrPattern = errs.New(errs.Invalid, "password.pattern", "This password repeats or follows a simple pattern. Choose a few unrelated words instead.")
	// ErrNotText means that the password holds control characters or bytes that are not UTF-8.
	ErrNotText = errs.New(errs.Invalid, "password.not_text", "This password holds characters that cannot be typed.")
)

// product words are refused on every instance.
var product = []string{"tamatar", "password", "passwort", "kennwort", "developer", "journal"}

// Policy says which passwords are good enough.
type Policy struct {
	// MinLength is in characters; 0 means [DefaultMinLength].
	MinLength int
}

// Check returns nil when plain may be used. context are the words that others know of this person and place: address, name,
// handle, name of the instance.
func (p Policy) Check(plain string, context ...string) error {
	if err := p.check(Normalise(plain), context); err != nil {
		return err.WithField("password", err.Public)
	}
	return nil
}

func (p Policy) check(plain string, context []string) *errs.Error {
	minimum := p.MinLength
	if minimum <= 0 {
		minimum = DefaultMinLength
	}
	switch {
	case !utf8.ValidString(plain) || strings.IndexFunc(plain, unicode.IsControl) >= 0:
		return ErrNotText
	case len(plain) > MaxLength:
		return ErrTooLong
	case utf8.RuneCountInString(plain) < minimum:
		return ErrTooShort.WithPublic(fmt.Sprintf("This password is too short: it needs at least %d characters. A few words in a row are easy to remember and hard to guess.", minimum))
	}
	low := strings.ToLower(plain)
	switch {
	case isCommon(low):
		return ErrCommon
	case isContext(low, append(contextWords(context), product...)):
		return ErrContext
	case isPattern(low):
		return ErrPattern
	}
	return nil
}

// maxAdded is how many characters around a known word still leave the password guessable.
const maxAdded = 5

// isCommon looks up the password itself, without what is hung on its ends, and with look-alike digits read as letters.
func isCommon(low string) bool {
	for _, form := range []string{low, unleet(low)} {
		if Common(form) {
			return true
		}
		core := strings.TrimFunc(form, func(r rune) bool { return !unicode.IsLetter(r) })
		if utf8.RuneCountInString(form)-utf8.RuneCountInString(core) <= maxAdded && Common(core) {
			return true
		}
	}
	half := len(low) / 2
	return len(low)%2 == 0 && low[:half] == low[half:] && (Common(low[:half]) || half < minCommon)
}

// isContext takes every known word out of the password; when little is left, it is too near to them.
func isContext(low string, words []string) bool {
	for _, form := range []string{low, unleet(low)} {
		rest, found := form, false
		for _, word := range words {
			if utf8.RuneCountInString(word) >= 3 && strings.Contains(rest, word) {
				rest, found = strings.ReplaceAll(rest, word, ""), true
			}
		}
		letters := strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return r
			}
			return -1
		}, rest)
		if found && utf8.RuneCountInString(letters) < 4 && utf8.RuneCountInString(rest) < 8 {
			return true
		}
	}
	return false
}

// contextWords cuts names and addresses into words, and keeps them whole as well.
func contextWords(context []string) []string {
	var out []string
	for _, c := range context {
		low := strings.ToLower(Normalise(strings.TrimSpace(c)))
		local, domain, _ := strings.Cut(low, "@")
		out = append(out, low, strings.ReplaceAll(low, " ", ""), local)
		out = append(out, words(local)...)
		out = append(out, words(domain)...)
	}
	// Longer words first: taking out "ann" before "annabel" would leave "abel" behind.
	sortByLength(out)
	return out
}

func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

var leet = strings.NewReplacer("0", "o", "1", "i", "!", "i", "3", "e", "4", "a", "@", "a", "5", "s", "$", "s", "7", "t", "8", "b", "9", "g")

// unleet reads digits and signs inside the word as the letters they look like; those at its end stay (a year is a year).
func unleet(low string) string {
	end := len(strings.TrimRightFunc(low, func(r rune) bool { return !unicode.IsLetter(r) }))
	return leet.Replace(low[:end]) + low[end:]
}
