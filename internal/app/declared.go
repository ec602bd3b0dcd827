package app

import (
	"errors"
	"fmt"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/config"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// declaredNames are the names of fields in the file, where they differ from those of the API.
var declaredNames = map[string]string{"clientId": "client_id", "clientSecret": "client_secret_file", "emailDomains": "email_domains"}

// declaredProviders reads and checks the sign-in providers of the configuration, and opens nothing else. The error joins one
// plain sentence per fault.
func declaredProviders(cfg *config.Config) ([]identity.SaveProviderInput, error) {
	list, err := cfg.OIDCProviders()
	if err != nil {
		return nil, err
	}
	if len(list) > identity.MaxProviders {
		return nil, fmt.Errorf("TAMATAR_OIDC_FILE declares %d providers; %d is the most", len(list), identity.MaxProviders)
	}
	var faults []error
	seen := map[string]bool{}
	out := make([]identity.SaveProviderInput, len(list))
	for i, p := range list {
		in, err := declaredInput(p).Normal()
		var mend *errs.Error
		if errors.As(err, &mend) {
			for _, f := range mend.Fields {
				name := f.Name
				if own, ok := declaredNames[name]; ok {
					name = own
				}
				faults = append(faults, fmt.Errorf("TAMATAR_OIDC_FILE, provider %d (%s), %s: %s", i+1, p.Slug, name, f.Message))
			}
		}
		if seen[in.Slug] {
			faults = append(faults, fmt.Errorf("TAMATAR_OIDC_FILE, provider %d (%s), slug: two providers have this one", i+1, in.Slug))
		}
		seen[in.Slug], out[i] = true, in
	}
	return out, errors.Join(faults...)
}

func declaredInput(p config.OIDCProvider) identity.SaveProviderInput {
	yes := func(set *bool) bool { return set == nil || *set }
	return identity.SaveProviderInput{
		Kind: identity.ProviderKind(p.Kind), Slug: p.Slug, Name: p.Name, Issuer: p.Issuer, ClientID: p.ClientID, ClientSecret: &p.Secret, Scopes: p.Scopes, EmailDomains: p.EmailDomains,
		Enabled: yes(p.Enabled), SignUp: yes(p.SignUp), Private: p.Private, TrustsFactors: p.TrustsFactors,
	}
}
