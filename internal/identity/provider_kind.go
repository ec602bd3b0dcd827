package identity

import (
	"io"
	"net/url"
	"slices"
	"strings"

	"tamatar.dev/tamatar/internal/platform/gqlenum"
)

// ProviderKind is what a provider speaks.
type ProviderKind string

// The kinds.
const (
	// ProviderOIDC speaks OpenID Connect.
	ProviderOIDC ProviderKind = "oidc"
	// ProviderGitHub is github.com, or a GitHub Enterprise.
	ProviderGitHub ProviderKind = "github"
)

// Valid reports whether k is a kind.
func (k ProviderKind) Valid() bool { return k == ProviderOIDC || k == ProviderGitHub }

// Confirms reports whether providers of the kind prove that somebody has signed in just now, so that they confirm a session.
func (k ProviderKind) Confirms() bool { return k == ProviderOIDC }

// MarshalGQL writes the GraphQL form.
func (k ProviderKind) MarshalGQL(w io.Writer) { gqlenum.Marshal(w, string(k)) }

// UnmarshalGQL reads the GraphQL form.
func (k *ProviderKind) UnmarshalGQL(v any) error {
	return gqlenum.Into(k, v, ProviderOIDC, ProviderGitHub)
}

// issues reports whether the kind has issuers of this form.
func (k ProviderKind) issues(issuer string) bool {
	u, err := url.Parse(issuer)
	return k != ProviderGitHub || (err == nil && u.Path == "")
}

const (
	publicGitHub = "https://github.com"
	gitHubScope  = "user:email"
)

// normalIssuer is the issuer as links keep it. OpenID Connect compares to the byte; the address of a GitHub is typed by
// people, and two spellings of it must not be two issuers.
func (in SaveProviderInput) normalIssuer() string {
	if in.Kind != ProviderGitHub {
		return in.Issuer
	}
	if in.Issuer == "" {
		return publicGitHub
	}
	out := strings.TrimRight(in.Issuer, "/")
	if u, err := url.Parse(out); err == nil && u.Path == "" && u.Host != "" {
		u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
		if port := u.Port(); (u.Scheme == "https" && port == "443") || (u.Scheme == "http" && port == "80") {
			u.Host = strings.TrimSuffix(u.Host, ":"+port)
		}
		if u.Host == "www.github.com" {
			u.Host = "github.com"
		}
		return u.String()
	}
	return out
}

// normalScopes fills the scopes in and says what is wrong with them. A sign-in with GitHub asks for the addresses alone:
// whoever signs in gives no repository away.
func (in *SaveProviderInput) normalScopes() string {
	if in.Kind == ProviderGitHub {
		asked := in.Scopes
		in.Scopes = []string{gitHubScope}
		if len(asked) > 1 || (len(asked) == 1 && asked[0] != gitHubScope) {
			return "A sign-in asks GitHub for user:email and for nothing else."
		}
		return ""
	}
	scopes := []string{"openid"}
	for _, s := range in.Scopes {
		if !scopePattern.MatchString(s) || len(in.Scopes) > 20 {
			in.Scopes = scopes
			return "Scopes are words such as openid, profile and email."
		}
		if !slices.Contains(scopes, s) {
			scopes = append(scopes, s)
		}
	}
	if len(scopes) == 1 {
		scopes = append(scopes, "profile", "email")
	}
	in.Scopes = scopes
	return ""
}

// lacksSecret: there will be no client secret.
func (in SaveProviderInput) lacksSecret() bool {
	if in.ClientSecret != nil {
		return *in.ClientSecret == ""
	}
	return in.ID == nil
}
