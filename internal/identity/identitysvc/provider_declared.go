package identitysvc

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// DeclareProviders brings the providers of the configuration in, each under its slug; the list must be normal. Those that
// were declared before and are no longer are switched off and left to administrators: nobody's link goes. What is as it was
// is not told again. Running it again, or on several nodes at once, changes nothing more.
func (s *Service) DeclareProviders(ctx context.Context, list []identity.SaveProviderInput) error {
	ctx = context.WithValue(ctx, viaKey{}, "configuration")
	return s.DB.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := s.adminTurn(ctx, tx, ""); err != nil {
			return err
		}
		rows, err := s.store.providers(ctx, tx)
		if err != nil {
			return err
		}
		links, err := s.store.countProviderLinks(ctx, tx)
		if err != nil {
			return err
		}
		for _, in := range list {
			if err := s.declareProvider(ctx, tx, in, rows, links); err != nil {
				return fmt.Errorf("provider %q: %w", in.Slug, sentences(err))
			}
		}
		if err := s.dropDeclared(ctx, tx, list, rows); err != nil {
			return err
		}
		return s.warnLocked(ctx, tx)
	})
}

func (s *Service) declareProvider(ctx context.Context, tx *db.Tx, in identity.SaveProviderInput, rows []*providerRow, links map[string]int) error {
	var before providerRow
	if at := slices.IndexFunc(rows, func(r *providerRow) bool { return r.Slug == in.Slug }); at >= 0 {
		before = *rows[at]
		in.ID = &before.ID
		if server, err := s.server(&before); err == nil && in.ClientSecret != nil && server.ClientSecret == *in.ClientSecret && before.Issuer == in.Issuer {
			in.ClientSecret = nil // the one that is there
		}
	}
	row, err := s.putProvider(ctx, tx, in, links[before.ID], true)
	if err != nil || *row == before {
		return err
	}
	s.providers.clients[row.kind()].Forget(row.Issuer)
	return s.emit(ctx, tx, "", identity.ProviderSaved{Trace: s.trace(ctx), ProviderID: row.ID, Provider: row.Name, Issuer: row.Issuer, Enabled: row.Enabled})
}

// dropDeclared hands those that the configuration no longer names to administrators, switched off.
func (s *Service) dropDeclared(ctx context.Context, tx *db.Tx, list []identity.SaveProviderInput, rows []*providerRow) error {
	for _, r := range rows {
		if !r.Declared || slices.ContainsFunc(list, func(in identity.SaveProviderInput) bool { return in.Slug == r.Slug }) {
			continue
		}
		gone := *r
		gone.Declared, gone.Enabled = false, false
		if err := s.store.updateProvider(ctx, tx, &gone); err != nil {
			return err
		}
		if err := s.emit(ctx, tx, "", identity.ProviderSaved{Trace: s.trace(ctx), ProviderID: r.ID, Provider: r.Name, Issuer: r.Issuer}); err != nil {
			return err
		}
	}
	return nil
}

// warnLocked says in the log that nobody can sign in any more: passwords are off, and no provider is left.
func (s *Service) warnLocked(ctx context.Context, tx *db.Tx) error {
	settings, err := s.store.settings(ctx, tx)
	if err != nil || !settings.ProviderOnly {
		return err
	}
	rows, err := s.store.providers(ctx, tx)
	if err == nil && !slices.ContainsFunc(rows, func(r *providerRow) bool { return r.Enabled }) {
		s.Log.WarnContext(ctx, "passwords are switched off and no sign-in provider is on: run “tamatar providers passwords on”")
	}
	return err
}

// sentences makes one error of what is to be mended, for operators.
func sentences(err error) error {
	var declared *errs.Error
	if !errors.As(err, &declared) || len(declared.Fields) == 0 {
		return err
	}
	out := make([]error, 0, len(declared.Fields))
	for _, f := range declared.Fields {
		out = append(out, fmt.Errorf("%s: %s", f.Name, f.Message))
	}
	return errors.Join(out...)
}
