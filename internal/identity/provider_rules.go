package identity

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	slugPattern  = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?$`)
	scopePattern = regexp.MustCompile(`^[!#-\[\]-~]{1,80}$`)
)

// Normal checks the input. Error: [ErrProviderInvalid] with fields.
func (in SaveProviderInput) Normal() (SaveProviderInput, error) {
	e := ErrProviderInvalid
	if in.Kind == "" {
		in.Kind = ProviderOIDC
	}
	if !in.Kind.Valid() {
		return in, e.WithField("kind", "A provider is of the kind oidc or github.")
	}
	in.Slug, in.Name, in.Issuer, in.ClientID = strings.TrimSpace(in.Slug), strings.TrimSpace(in.Name), strings.TrimSpace(in.Issuer), strings.TrimSpace(in.ClientID)
	if !slugPattern.MatchString(in.Slug) {
		e = e.WithField("slug", "Use 1 to 30 of a to z, 0 to 9 and - in between.")
	}
	if n := utf8.RuneCountInString(in.Name); n == 0 || n > 60 || !plainLine(in.Name) {
		e = e.WithField("name", "The name has 1 to 60 characters.")
	}
	in.Issuer = in.normalIssuer()
	if sentence := issuerProblem(in.Issuer, in.Private); sentence != "" {
		e = e.WithField("issuer", sentence)
	} else if !in.Kind.issues(in.Issuer) {
		e = e.WithField("issuer", "The address of a GitHub is https://github.com, or that of your GitHub Enterprise without a path.")
	}
	if in.ClientID == "" || len(in.ClientID) > 255 || !plainLine(in.ClientID) {
		e = e.WithField("clientId", "The provider gives you a client id of 1 to 255 characters.")
	}
	if in.ClientSecret != nil && (len(*in.ClientSecret) > 1000 || !plainLine(*in.ClientSecret)) {
		e = e.WithField("clientSecret", "A client secret has at most 1000 characters on one line.")
	}
	if in.Kind == ProviderGitHub && in.lacksSecret() {
		e = e.WithField("clientSecret", "GitHub gives every app a client secret; it is needed.")
	}
	if in.Kind == ProviderGitHub && in.TrustsFactors {
		e = e.WithField("trustsFactors", "GitHub does not say whether it asked for a second factor.")
	}
	if sentence := in.normalScopes(); sentence != "" {
		e = e.WithField("scopes", sentence)
	}
	domains, ok := normalDomains(in.EmailDomains)
	if !ok {
		e = e.WithField("emailDomains", "Write domains such as example.org, one for each line.")
	}
	in.EmailDomains = domains
	if len(e.Fields) > 0 {
		return in, e
	}
	return in, nil
}

func issuerProblem(issuer string, private bool) string {
	u, err := url.Parse(issuer)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || len(issuer) > 500 || (u.Scheme != "https" && u.Scheme != "http"):
		return "The issuer is an address such as https://login.example.org, as the provider writes it."
	case u.Scheme == "http" && !private:
		return "The issuer must begin with https://, unless the provider is in your own network."
	default:
		return ""
	}
}

func normalDomains(in []string) ([]string, bool) {
	out := []string{}
	for _, d := range in {
		d = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(d), "@"))
		if !domainPattern.MatchString(d) || len(in) > 100 {
			return out, false
		}
		out = append(out, d)
	}
	return out, true
}
