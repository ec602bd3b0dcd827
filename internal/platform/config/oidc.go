package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// maxOIDCFile bounds the file of TAMATAR_OIDC_FILE, in bytes.
const maxOIDCFile = 256 << 10

// OIDCProvider is a sign-in provider as the file of TAMATAR_OIDC_FILE declares it; what may stand in its fields is decided
// by the room of accounts.
type OIDCProvider struct {
	// Kind is oidc or github; "" is oidc.
	Kind     string `json:"kind"`
	Slug     string `json:"slug"`
	Name     string `json:"name"`
	Issuer   string `json:"issuer"`
	ClientID string `json:"client_id"`
	// ClientSecretFile names a file with the secret; a path that is not absolute begins at the folder of the declaration.
	ClientSecretFile string   `json:"client_secret_file"`
	Scopes           []string `json:"scopes"`
	EmailDomains     []string `json:"email_domains"`
	Enabled          *bool    `json:"enabled"`
	SignUp           *bool    `json:"sign_up"`
	Private          bool     `json:"private"`
	TrustsFactors    bool     `json:"trusts_factors"`
	// Secret is what stands in the file of ClientSecretFile; "" without one.
	Secret string `json:"-"`
}

// OIDCProviders reads the declared providers with their secrets; none without TAMATAR_OIDC_FILE. The error joins one plain
// sentence per fault.
func (c *Config) OIDCProviders() ([]OIDCProvider, error) {
	if c.OIDCFile == "" {
		return nil, nil
	}
	text, err := readOIDCFile(c.OIDCFile)
	if err != nil {
		return nil, fmt.Errorf("TAMATAR_OIDC_FILE: %w", err)
	}
	var declared struct {
		Providers []OIDCProvider `json:"providers"`
	}
	read := json.NewDecoder(bytes.NewReader(text))
	read.DisallowUnknownFields()
	if err := read.Decode(&declared); err != nil {
		return nil, fmt.Errorf("TAMATAR_OIDC_FILE: %s is not the JSON that is expected: %w; see Sign-in providers in docs/operations.md", c.OIDCFile, err)
	}
	if _, err := read.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("TAMATAR_OIDC_FILE: %s goes on after its end; write one object with the list providers", c.OIDCFile)
	}
	var f faults
	for i := range declared.Providers {
		p := &declared.Providers[i]
		if p.ClientSecretFile == "" {
			continue
		}
		path := p.ClientSecretFile
		if !filepath.IsAbs(path) {
			path = filepath.Join(filepath.Dir(c.OIDCFile), path)
		}
		if p.Secret, err = readSecretFile(fmt.Sprintf("TAMATAR_OIDC_FILE, provider %d (%s), client_secret_file", i+1, p.Slug), path); err != nil {
			f = append(f, err)
		}
	}
	return declared.Providers, errors.Join(f...)
}

// readOIDCFile reads the declaration. It holds no secret, so others may read it, but whoever may write it could let
// themselves in.
func readOIDCFile(path string) ([]byte, error) {
	f, err := os.Open(path) // #nosec G304 -- the operator names the file
	if err != nil {
		return nil, fmt.Errorf("the file cannot be opened: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, fmt.Errorf("the file cannot be looked at: %w", err)
	case info.Mode().Perm()&0o002 != 0:
		return nil, fmt.Errorf("%s can be written by every account of this machine (mode %04o); run: chmod o-w %s", path, info.Mode().Perm(), path)
	case info.Size() > maxOIDCFile:
		return nil, fmt.Errorf("%s is larger than %d bytes", path, maxOIDCFile)
	}
	text, err := io.ReadAll(io.LimitReader(f, maxOIDCFile))
	if err != nil {
		return nil, fmt.Errorf("the file cannot be read: %w", err)
	}
	return text, nil
}
