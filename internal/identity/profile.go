package identity

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// Limits of a profile, in characters unless said otherwise.
const (
	displayNameMax = 60
	pronounsMax    = 40
	locationMax    = 80
	bioMax         = 4096
	linksMax       = 8
	linkLabelMax   = 40
	linkURLMax     = 400
	// DayStartMax is the latest hour at which a day may begin.
	DayStartMax = 11
)

// Errors of profiles.
var (
	// ErrProfileInvalid names what to mend.
	ErrProfileInvalid = errs.New(errs.Invalid, "identity.profile_invalid", "Some of this needs another look.")
	// ErrProfileConflict says that the profile changed since it was read.
	ErrProfileConflict = errs.New(errs.Conflict, "identity.profile_conflict", "Your profile was changed elsewhere in the meantime. Load it again; what you typed is still here.")
	// ErrAvatarInvalid says why a picture was refused.
	ErrAvatarInvalid = errs.New(errs.Invalid, "identity.avatar_invalid", "This picture cannot be used. Choose a PNG, JPEG, GIF or WebP of at most 5 MB and 40 megapixels.")
)

// UpdateProfileInput changes what is not nil.
type UpdateProfileInput struct {
	BaseRevision int
	Handle       *string
	DisplayName  *string
	Bio          *string
	Pronouns     *string
	Location     *string
	Links        []ProfileLinkInput
	TimeZone     *string
	DayStart     *int
	WeekStart    *Weekday
	Locale       *string
	Theme        *Theme
	// Dashboard is the whole arrangement; an empty one brings the usual way back.
	Dashboard []DashboardCardInput
}

// UpdateProfilePayload holds the viewer, or what to mend.
type UpdateProfilePayload struct {
	Viewer *Viewer
	Errors []errs.UserError
}

// Normal returns the input in stored form: trimmed lines, canonical zone and locale. The bio stays byte for byte.
// Error: [ErrProfileInvalid] with one field for each thing to mend.
func (in UpdateProfileInput) Normal() (UpdateProfileInput, error) {
	e := ErrProfileInvalid
	e = in.normalLines(e)
	if in.Handle != nil {
		h, err := ParseHandle(*in.Handle)
		if err != nil {
			e = e.WithField("handle", errs.From(err).Public)
		}
		in.Handle = &h
	}
	if in.Bio != nil && utf8.RuneCountInString(*in.Bio) > bioMax {
		e = e.WithField("bio", fmt.Sprintf("The bio has at most %d characters.", bioMax))
	}
	if in.Links != nil {
		links, err := normalLinks(in.Links)
		if err != "" {
			e = e.WithField("links", err)
		}
		in.Links = links
	}
	if !validDashboard(in.Dashboard) {
		e = e.WithField("dashboard", "Each card has one place on the dashboard, and there are at most 32.")
	}
	e = in.normalTime(e)
	if len(e.Fields) > 0 {
		return in, e
	}
	return in, nil
}

func (in *UpdateProfileInput) normalLines(e *errs.Error) *errs.Error {
	for _, f := range []struct {
		name     string
		value    **string
		min, max int
		message  string
	}{
		{"displayName", &in.DisplayName, 1, displayNameMax, "A name has 1 to 60 characters on one line."},
		{"pronouns", &in.Pronouns, 0, pronounsMax, "Pronouns have at most 40 characters on one line."},
		{"location", &in.Location, 0, locationMax, "A place has at most 80 characters on one line."},
	} {
		if *f.value == nil {
			continue
		}
		text := strings.TrimSpace(**f.value)
		*f.value = &text
		if n := utf8.RuneCountInString(text); n < f.min || n > f.max || !plainLine(text) {
			e = e.WithField(f.name, f.message)
		}
	}
	return e
}

func (in *UpdateProfileInput) normalTime(e *errs.Error) *errs.Error {
	if in.TimeZone != nil {
		if _, err := day.LoadZone(*in.TimeZone); err != nil {
			e = e.WithField("timeZone", "Choose a time zone such as Europe/Berlin.")
		}
	}
	if in.DayStart != nil && (*in.DayStart < 0 || *in.DayStart > DayStartMax) {
		e = e.WithField("dayStart", "A day begins at an hour from 0 to 11.")
	}
	if in.Locale != nil {
		l, ok := NormalLocale(*in.Locale)
		if !ok {
			e = e.WithField("locale", "This is not a language tag such as en or de-CH.")
		}
		in.Locale = &l
	}
	return e
}

// NormalLocale is the canonical form of a BCP 47 tag, and false when the text is none.
func NormalLocale(text string) (string, bool) {
	if text == "" || len(text) > 35 {
		return "", false
	}
	tag, err := language.Parse(text)
	if err != nil || tag == language.Und {
		return "", false
	}
	return tag.String(), true
}

// DefaultWeekStart is the usual first day of the week where the locale is spoken.
func DefaultWeekStart(locale string) Weekday {
	tag, err := language.Parse(locale)
	if err != nil {
		return Monday
	}
	region, _ := tag.Region()
	switch {
	case saturdayRegions.MatchString(region.String()):
		return Saturday
	case sundayRegions.MatchString(region.String()):
		return Sunday
	default:
		return Monday
	}
}

// From CLDR's supplemental weekData (firstDay), the territories with speakers in numbers.
var (
	saturdayRegions = regexp.MustCompile(`^(AE|AF|BH|DJ|DZ|EG|IQ|IR|JO|KW|LY|OM|QA|SD|SY)$`)
	sundayRegions   = regexp.MustCompile(`^(BD|BR|CA|CO|ET|GT|HK|HN|ID|IL|IN|JM|JP|KE|KH|KR|LA|MM|MX|MZ|NI|NP|PA|PE|PH|PK|PR|PT|PY|SA|SG|SV|TH|TW|US|VE|YE|ZA|ZW)$`)
)

// plainLine reports whether the text is valid UTF-8 on one line, without control characters and without characters
// that turn the direction of what follows.
func plainLine(text string) bool {
	if !utf8.ValidString(text) {
		return false
	}
	for _, r := range text {
		if unicode.IsControl(r) || (r >= 0x202A && r <= 0x202E) || (r >= 0x2066 && r <= 0x2069) || r == 0x2028 || r == 0x2029 {
			return false
		}
	}
	return true
}

func normalLinks(in []ProfileLinkInput) ([]ProfileLinkInput, string) {
	if len(in) > linksMax {
		return in, "At most 8 links."
	}
	out := make([]ProfileLinkInput, len(in))
	for i, l := range in {
		l.Label, l.URL = strings.TrimSpace(l.Label), strings.TrimSpace(l.URL)
		if utf8.RuneCountInString(l.Label) > linkLabelMax || !plainLine(l.Label) {
			return in, "A label has at most 40 characters on one line."
		}
		u, err := url.Parse(l.URL)
		if err != nil || len(l.URL) > linkURLMax || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.User != nil || !plainLine(l.URL) {
			return in, "A link begins with https:// or http:// and has at most 400 characters."
		}
		l.URL = u.String()
		if l.Label == "" {
			l.Label = u.Hostname()
		}
		out[i] = l
	}
	return out, ""
}

// ValidDisplayName reports whether the text can be the name of a person: 1 to 60 characters on one line.
func ValidDisplayName(text string) bool {
	n := utf8.RuneCountInString(strings.TrimSpace(text))
	return n >= 1 && n <= displayNameMax && plainLine(text)
}
