package identity_test

import (
	"errors"
	"slices"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
)

func TestSettingsOfAGitHub(t *testing.T) {
	secret, none := "hush", ""
	good := identity.SaveProviderInput{Kind: identity.ProviderGitHub, Slug: "github", Name: "GitHub", ClientID: "x", ClientSecret: &secret}
	for typed, want := range map[string]string{
		"": "https://github.com", "https://github.com/": "https://github.com", "https://WWW.GitHub.com": "https://github.com",
		"https://Git.Example.org:443/": "https://git.example.org", "https://git.example.org:8443": "https://git.example.org:8443",
	} {
		in := good
		in.Issuer = typed
		if got, err := in.Normal(); err != nil || got.Issuer != want || !slices.Equal(got.Scopes, []string{"user:email"}) {
			t.Errorf("%q: %+v, %v", typed, got, err)
		}
	}
	for field, change := range map[string]func(*identity.SaveProviderInput){
		"issuer":        func(in *identity.SaveProviderInput) { in.Issuer = "https://example.org/github" },
		"scopes":        func(in *identity.SaveProviderInput) { in.Scopes = []string{"user:email", "repo"} },
		"clientSecret":  func(in *identity.SaveProviderInput) { in.ClientSecret = &none },
		"trustsFactors": func(in *identity.SaveProviderInput) { in.TrustsFactors = true },
		"kind":          func(in *identity.SaveProviderInput) { in.Kind = "saml" },
	} {
		in := good
		change(&in)
		_, err := in.Normal()
		var mend *errs.Error
		if !errors.As(err, &mend) || len(mend.Fields) != 1 || mend.Fields[0].Name != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	in := good
	in.Issuer = "http://git.example.org"
	if _, err := in.Normal(); err == nil {
		t.Error("http outside the local network")
	}
	in = identity.SaveProviderInput{Slug: "corp", Name: "Corp", Issuer: "https://Login.example.org/", ClientID: "x"}
	if got, err := in.Normal(); err != nil || got.Kind != identity.ProviderOIDC || got.Issuer != "https://Login.example.org/" {
		t.Errorf("OpenID Connect compares issuers to the byte: %+v, %v", got, err)
	}
}
