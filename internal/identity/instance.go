package identity

import (
	"io"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// ErrSettingsInvalid names what to mend in the settings of the instance.
var ErrSettingsInvalid = errs.New(errs.Invalid, "identity.settings_invalid", "The settings could not be saved.")

// RegistrationMode says who may sign up.
type RegistrationMode string

// The modes of registration.
const (
	// RegistrationOpen lets everybody sign up.
	RegistrationOpen RegistrationMode = "open"
	// RegistrationClosed lets nobody sign up; administrators create accounts.
	RegistrationClosed RegistrationMode = "closed"
	// RegistrationInvite needs an invite.
	RegistrationInvite RegistrationMode = "invite"
	// RegistrationDomains needs an address of a listed domain.
	RegistrationDomains RegistrationMode = "domains"
	// RegistrationApproval lets everybody ask; an administrator approves.
	RegistrationApproval RegistrationMode = "approval"
)

// Valid reports whether m is a mode.
func (m RegistrationMode) Valid() bool {
	switch m {
	case RegistrationOpen, RegistrationClosed, RegistrationInvite, RegistrationDomains, RegistrationApproval:
		return true
	default:
		return false
	}
}

// MarshalGQL writes the GraphQL form.
func (m RegistrationMode) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(m)) }

// UnmarshalGQL reads the GraphQL form.
func (m *RegistrationMode) UnmarshalGQL(v any) error {
	return gqlenum.Into(m, v, RegistrationOpen, RegistrationClosed, RegistrationInvite, RegistrationDomains, RegistrationApproval)
}

// Instance is what strangers may know of this instance.
type Instance struct {
	Name         string
	Version      string
	Registration RegistrationMode
	// SendsMail is false when there is no mail server: addresses then count as verified.
	SendsMail bool
	Explorer  bool
	// ProviderOnly is true when passwords let nobody in.
	ProviderOnly bool
}

// InstanceSettings is what administrators see and change.
type InstanceSettings struct {
	Name           string
	Registration   RegistrationMode
	AllowedDomains []string
	Explorer       bool
	// Verification says as a sentence why addresses are verified or not.
	Verification string
	SendsMail    bool
	// ProviderOnly: only sign-in providers let people in.
	ProviderOnly bool
}

// AdminUpdateSettingsInput changes what is not nil.
type AdminUpdateSettingsInput struct {
	Name           *string
	Registration   *RegistrationMode
	AllowedDomains []string
	Explorer       *bool
	ProviderOnly   *bool
}

var domainPattern = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$`)

// Apply puts the input over s. Error: [ErrSettingsInvalid] with fields.
func (in AdminUpdateSettingsInput) Apply(s InstanceSettings) (InstanceSettings, error) {
	e := ErrSettingsInvalid
	if in.Name != nil {
		s.Name = strings.TrimSpace(*in.Name)
		if n := utf8.RuneCountInString(s.Name); n == 0 || n > 60 || !plainLine(s.Name) {
			e = e.WithField("name", "The name has 1 to 60 characters.")
		}
	}
	if in.Registration != nil {
		s.Registration = *in.Registration
	}
	if in.AllowedDomains != nil {
		s.AllowedDomains = make([]string, 0, len(in.AllowedDomains))
		for _, d := range in.AllowedDomains {
			d = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(d), "@"))
			if !domainPattern.MatchString(d) {
				e = e.WithField("allowedDomains", "Write domains such as example.org, one for each line.")
				break
			}
			s.AllowedDomains = append(s.AllowedDomains, d)
		}
		if len(s.AllowedDomains) > 100 {
			e = e.WithField("allowedDomains", "At most 100 domains.")
		}
	}
	if s.Registration == RegistrationDomains && len(s.AllowedDomains) == 0 {
		e = e.WithField("allowedDomains", "Name at least one domain whose addresses may sign up.")
	}
	if in.Explorer != nil {
		s.Explorer = *in.Explorer
	}
	if in.ProviderOnly != nil {
		s.ProviderOnly = *in.ProviderOnly
	}
	if len(e.Fields) > 0 {
		return s, e
	}
	return s, nil
}

// AdminSettingsPayload holds the saved settings, or what to mend.
type AdminSettingsPayload struct {
	Settings *InstanceSettings
	Errors   []errs.UserError
}

// DayPreview tells what a change of zone or day start would do to today.
type DayPreview struct {
	CurrentDay    day.Date
	CurrentEndsAt time.Time
	PreviewDay    day.Date
	PreviewEndsAt time.Time
	// EntriesMoved is always 0: saved entries keep their day.
	EntriesMoved int
}
