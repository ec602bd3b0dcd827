package identitysvc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/id"
	"tamatar.dev/tamatar/internal/platform/openid"
)

// Providers lists the sign-in providers for administrators. Error: [identity.ErrAdminOnly].
func (s *Service) Providers(ctx context.Context) ([]identity.Provider, error) {
	if _, err := s.allowed(ctx, identity.ActionAdminRead); err != nil {
		return nil, err
	}
	return s.SystemProviders(ctx)
}

// SystemProviders lists the sign-in providers for the command line.
func (s *Service) SystemProviders(ctx context.Context) ([]identity.Provider, error) {
	rows, err := s.store.providers(ctx, s.DB.Reader())
	if err != nil {
		return nil, err
	}
	links, err := s.store.countProviderLinks(ctx, s.DB.Reader())
	if err != nil {
		return nil, err
	}
	out := make([]identity.Provider, len(rows))
	for i, r := range rows {
		out[i] = r.noun(s.callbackURL(r.Slug), links[r.ID])
	}
	return out, nil
}

// SaveProvider makes or changes a provider. Sensitive. Errors: [identity.ErrProviderInvalid] with fields,
// [identity.ErrProviderNotFound], [identity.ErrTooManyProviders], [identity.ErrProviderNeeded],
// [identity.ErrProviderDeclared].
func (s *Service) SaveProvider(ctx context.Context, in identity.SaveProviderInput) (*identity.Provider, error) {
	a, err := s.allowed(ctx, identity.ActionAdminAct)
	if err != nil {
		return nil, err
	}
	return s.saveProvider(ctx, a.UserID, in)
}

// SystemSaveProvider is [Service.SaveProvider] for the command line.
func (s *Service) SystemSaveProvider(ctx context.Context, in identity.SaveProviderInput) (*identity.Provider, error) {
	return s.saveProvider(system(ctx), "", in)
}

func (s *Service) saveProvider(ctx context.Context, adminID string, in identity.SaveProviderInput) (*identity.Provider, error) {
	in, err := in.Normal()
	if err != nil {
		return nil, err
	}
	var row *providerRow
	links := 0
	err = s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.adminTurn(ctx, tx, adminID); err != nil {
			return err
		}
		counts, err := s.store.countProviderLinks(ctx, tx)
		if err != nil {
			return err
		}
		if in.ID != nil {
			links = counts[*in.ID]
		}
		if row, err = s.putProvider(ctx, tx, in, links, false); err != nil {
			return err
		}
		if err := s.stillEnterable(ctx, tx, adminID); err != nil {
			return err
		}
		return s.emit(ctx, tx, "", identity.ProviderSaved{Trace: s.trace(ctx), ProviderID: row.ID, Provider: row.Name, Issuer: row.Issuer, Enabled: row.Enabled})
	})
	if db.UniqueColumn(err) == "identity_providers.slug" {
		err = identity.ErrProviderInvalid.WithField("slug", "Another provider has this one.")
	}
	if err != nil {
		return nil, err
	}
	s.providers.clients[row.kind()].Forget(row.Issuer)
	out := row.noun(s.callbackURL(row.Slug), links)
	return &out, nil
}

// putProvider writes the row. A secret is never sent to another issuer than it was given for.
func (s *Service) putProvider(ctx context.Context, tx *db.Tx, in identity.SaveProviderInput, links int, declared bool) (*providerRow, error) {
	all, err := s.store.providers(ctx, tx)
	if err != nil {
		return nil, err
	}
	row := &providerRow{ID: id.New(s.now()), Kind: string(in.Kind), CreatedAt: db.Millis(s.now())}
	if in.ID != nil {
		old, err := s.store.provider(ctx, tx, *in.ID)
		if errors.Is(err, db.ErrNoRows) {
			return nil, identity.ErrProviderNotFound
		}
		if err != nil {
			return nil, err
		}
		if old.Declared && !declared {
			return nil, identity.ErrProviderDeclared
		}
		if old.kind() != in.Kind {
			return nil, identity.ErrProviderInvalid.WithField("kind", "A provider keeps its kind. Add another one instead.")
		}
		if old.Issuer != in.Issuer && links > 0 {
			return nil, identity.ErrProviderInvalid.WithField("issuer", "People are linked under the present issuer. Add another provider instead.")
		}
		if old.Issuer != in.Issuer && old.ClientSecret != "" && in.ClientSecret == nil {
			return nil, identity.ErrProviderInvalid.WithField("clientSecret", "Type the secret again: it was given for another issuer.")
		}
		row = old
	}
	// Who somebody is at an issuer means another thing in another kind.
	if slices.ContainsFunc(all, func(o *providerRow) bool { return o.Issuer == in.Issuer && o.kind() != in.Kind }) {
		return nil, identity.ErrProviderInvalid.WithField("issuer", "A provider of another kind has this issuer.")
	}
	domains, err := json.Marshal(in.EmailDomains)
	if err != nil {
		return nil, fmt.Errorf("write domains: %w", err)
	}
	row.Slug, row.Name, row.Issuer, row.ClientID, row.Scopes, row.EmailDomains = in.Slug, in.Name, in.Issuer, in.ClientID, strings.Join(in.Scopes, " "), string(domains)
	row.Declared = declared
	row.Enabled, row.SignUp, row.Private, row.TrustsFactors = in.Enabled, in.SignUp, in.Private, in.TrustsFactors
	if in.ClientSecret != nil {
		row.ClientSecret = ""
		if *in.ClientSecret != "" {
			row.ClientSecret = s.Keyring.Seal(clientSecretAAD(row.ID), []byte(*in.ClientSecret))
		}
	}
	if in.ID != nil {
		return row, s.store.updateProvider(ctx, tx, row)
	}
	if len(all) >= identity.MaxProviders {
		return nil, identity.ErrTooManyProviders
	}
	return row, s.store.insertProvider(ctx, tx, row)
}

// stillEnterable refuses, while providers are the only way in, whatever would lock the administrator out who does it.
func (s *Service) stillEnterable(ctx context.Context, tx *db.Tx, adminID string) error {
	settings, err := s.store.settings(ctx, tx)
	if err != nil || !settings.ProviderOnly {
		return err
	}
	return s.hasProvider(ctx, tx, adminID)
}

// hasProvider reports an error unless the administrator can sign in by a provider. "" is the system, which has its own door.
func (s *Service) hasProvider(ctx context.Context, tx *db.Tx, adminID string) error {
	if adminID == "" {
		return nil
	}
	links, err := s.store.providerLinks(ctx, tx, adminID)
	if err != nil {
		return err
	}
	for _, l := range links {
		if l.Enabled {
			return nil
		}
	}
	return identity.ErrProviderNeeded
}

// RemoveProvider removes a provider and every link with it. Sensitive. Whoever has no other way in can still
// set a password by mail. Errors: [identity.ErrProviderNotFound], [identity.ErrProviderNeeded], [identity.ErrProviderDeclared].
func (s *Service) RemoveProvider(ctx context.Context, providerID string) error {
	a, err := s.allowed(ctx, identity.ActionAdminAct)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.adminTurn(ctx, tx, a.UserID); err != nil {
			return err
		}
		p, err := s.store.provider(ctx, tx, providerID)
		if errors.Is(err, db.ErrNoRows) {
			return identity.ErrProviderNotFound
		}
		if err != nil {
			return err
		}
		if p.Declared {
			return identity.ErrProviderDeclared
		}
		if err := s.store.deleteProvider(ctx, tx, p.ID); err != nil {
			return err
		}
		if err := s.stillEnterable(ctx, tx, a.UserID); err != nil {
			return err
		}
		return s.emit(ctx, tx, "", identity.ProviderRemoved{Trace: s.trace(ctx), ProviderID: p.ID, Provider: p.Name})
	})
}

// TestProvider asks a provider who it is, and tells what came of it. Error: [identity.ErrProviderNotFound].
func (s *Service) TestProvider(ctx context.Context, providerID string) (*identity.ProviderTest, error) {
	if _, err := s.allowed(ctx, identity.ActionAdminRead); err != nil {
		return nil, err
	}
	p, err := s.store.provider(ctx, s.DB.Reader(), providerID)
	if errors.Is(err, db.ErrNoRows) {
		return nil, identity.ErrProviderNotFound
	}
	if err != nil {
		return nil, err
	}
	server, err := s.server(p)
	if err != nil {
		s.Log.ErrorContext(ctx, "client secret not opened", "provider", p.Slug, "err", err)
		return &identity.ProviderTest{Problem: "The client secret cannot be opened with the present keyring. Type it again."}, nil
	}
	report, err := s.providers.clients[p.kind()].Test(ctx, server)
	var away *openid.Unavailable
	if errors.As(err, &away) {
		return &identity.ProviderTest{Problem: clip(away.Cause.Error(), 300)}, nil
	}
	if err != nil {
		return nil, err
	}
	return &identity.ProviderTest{OK: true, Keys: report.Keys, AnnouncesIssuer: report.AnnouncesIssuer}, nil
}

// SystemSetProviderOnly switches passwords off or on from the command line: the way back in when a provider has failed.
func (s *Service) SystemSetProviderOnly(ctx context.Context, on bool) error {
	ctx = system(ctx)
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.adminTurn(ctx, tx, ""); err != nil {
			return err
		}
		if err := s.store.setProviderOnly(ctx, tx, on); err != nil {
			return err
		}
		return s.emit(ctx, tx, "", identity.SettingsChanged{Trace: s.trace(ctx), Fields: []string{"providerOnly"}})
	})
}
