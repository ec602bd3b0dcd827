package identitysvc

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// settingsRow is the row of identity_settings.
type settingsRow struct {
	Name           string                    `db:"name"`
	Registration   identity.RegistrationMode `db:"registration"`
	AllowedDomains string                    `db:"allowed_domains"`
	Explorer       bool                      `db:"explorer"`
	ClaimedAt      *int64                    `db:"claimed_at"`
	ProviderOnly   bool                      `db:"sso_only"`
}

func (store) settings(ctx context.Context, q db.Querier) (settingsRow, error) {
	return db.Get[settingsRow](ctx, q, `SELECT name, registration, allowed_domains, explorer, claimed_at, sso_only FROM identity_settings WHERE id = 1`)
}

func (r settingsRow) domains() []string {
	out := []string{}
	_ = json.Unmarshal([]byte(r.AllowedDomains), &out) // written by this package alone
	return out
}

func (s *Service) nameOf(r settingsRow) string {
	if r.Name != "" {
		return r.Name
	}
	return s.InstanceName
}

func (s *Service) modeOf(r settingsRow) identity.RegistrationMode {
	if r.Registration != "" {
		return r.Registration
	}
	return s.Registration
}

// Instance tells strangers what they may know.
func (s *Service) Instance(ctx context.Context) (*identity.Instance, error) {
	r, err := s.store.settings(ctx, s.DB.Reader())
	if err != nil {
		return nil, err
	}
	return &identity.Instance{
		Name: s.nameOf(r), Version: s.Version, Registration: s.modeOf(r), SendsMail: s.SendsMail, Explorer: r.Explorer, ProviderOnly: r.ProviderOnly,
	}, nil
}

// Settings gives administrators the settings. Error: [identity.ErrAdminOnly].
func (s *Service) Settings(ctx context.Context) (*identity.InstanceSettings, error) {
	if _, err := s.allowed(ctx, identity.ActionAdminRead); err != nil {
		return nil, err
	}
	r, err := s.store.settings(ctx, s.DB.Reader())
	if err != nil {
		return nil, err
	}
	out := s.settingsNoun(r)
	return &out, nil
}

func (s *Service) settingsNoun(r settingsRow) identity.InstanceSettings {
	verification := "Addresses are verified by mail before an account can be used."
	if !s.SendsMail {
		verification = "Addresses are not verified, because no mail server is configured: every address counts as verified. " +
			"Give people links to set a password from the list of accounts."
	}
	return identity.InstanceSettings{
		Name: s.nameOf(r), Registration: s.modeOf(r), AllowedDomains: r.domains(), Explorer: r.Explorer,
		Verification: verification, SendsMail: s.SendsMail, ProviderOnly: r.ProviderOnly,
	}
}

// UpdateSettings changes the settings of the instance. Sensitive. Error: [identity.ErrSettingsInvalid] with fields.
func (s *Service) UpdateSettings(ctx context.Context, in identity.AdminUpdateSettingsInput) (*identity.InstanceSettings, error) {
	a, err := s.allowed(ctx, identity.ActionAdminAct)
	if err != nil {
		return nil, err
	}
	var out identity.InstanceSettings
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.adminTurn(ctx, tx, a.UserID); err != nil {
			return err
		}
		r, err := s.store.settings(ctx, tx)
		if err != nil {
			return err
		}
		before := s.settingsNoun(r)
		if out, err = in.Apply(before); err != nil {
			return err
		}
		fields := changedSettings(before, out)
		if len(fields) == 0 {
			return nil
		}
		// What nobody has chosen goes on following the configuration.
		if out.Name != before.Name {
			r.Name = out.Name
		}
		if out.Registration != before.Registration {
			r.Registration = out.Registration
		}
		if out.ProviderOnly && !before.ProviderOnly {
			if err := s.hasProvider(ctx, tx, a.UserID); err != nil {
				return err
			}
		}
		domains, err := json.Marshal(out.AllowedDomains)
		if err != nil {
			return fmt.Errorf("write domains: %w", err)
		}
		_, err = tx.Exec(ctx, `UPDATE identity_settings SET name = $1, registration = $2, allowed_domains = $3, explorer = $4, sso_only = $5 WHERE id = 1`,
			r.Name, string(r.Registration), string(domains), out.Explorer, out.ProviderOnly)
		if err != nil {
			return err
		}
		return s.emit(ctx, tx, "", identity.SettingsChanged{Trace: s.trace(ctx), Fields: fields})
	})
	return &out, err
}

func changedSettings(a, b identity.InstanceSettings) []string {
	var out []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"name", a.Name == b.Name},
		{"registration", a.Registration == b.Registration},
		{"allowedDomains", slices.Equal(a.AllowedDomains, b.AllowedDomains)},
		{"explorer", a.Explorer == b.Explorer},
		{"providerOnly", a.ProviderOnly == b.ProviderOnly},
	} {
		if !f.same {
			out = append(out, f.name)
		}
	}
	return out
}
