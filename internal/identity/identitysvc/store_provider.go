package identitysvc

import (
	"context"
	"encoding/json"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// providerRow is a row of identity_providers.
type providerRow struct {
	ID            string `db:"id"`
	Kind          string `db:"kind"`
	Slug          string `db:"slug"`
	Name          string `db:"name"`
	Issuer        string `db:"issuer"`
	ClientID      string `db:"client_id"`
	ClientSecret  string `db:"client_secret"`
	Scopes        string `db:"scopes"`
	EmailDomains  string `db:"email_domains"`
	Enabled       bool   `db:"enabled"`
	SignUp        bool   `db:"sign_up"`
	Private       bool   `db:"private"`
	TrustsFactors bool   `db:"trusts_factors"`
	// Declared: only the file of the configuration changes it.
	Declared  bool  `db:"declared"`
	CreatedAt int64 `db:"created_at"`
}

const providerColumns = `p.id, p.kind, p.slug, p.name, p.issuer, p.client_id, p.client_secret, p.scopes, p.email_domains, p.enabled, p.sign_up,
	p.private, p.trusts_factors, p.declared, p.created_at`

func (r *providerRow) domains() []string {
	out := []string{}
	_ = json.Unmarshal([]byte(r.EmailDomains), &out) // written by this package alone
	return out
}

func (r *providerRow) public() identity.SignInProvider {
	return identity.SignInProvider{Slug: r.Slug, Name: r.Name, Confirms: r.kind().Confirms()}
}

func (r *providerRow) kind() identity.ProviderKind { return identity.ProviderKind(r.Kind) }

func (r *providerRow) noun(callback string, links int) identity.Provider {
	return identity.Provider{
		ID: r.ID, Kind: r.kind(), Slug: r.Slug, Name: r.Name, Issuer: r.Issuer, ClientID: r.ClientID, HasSecret: r.ClientSecret != "",
		Scopes: strings.Fields(r.Scopes), EmailDomains: r.domains(), Enabled: r.Enabled, SignUp: r.SignUp, Private: r.Private,
		TrustsFactors: r.TrustsFactors, Declared: r.Declared, CallbackURL: callback, LinkCount: links,
	}
}

// providers lists them all, by name; there are at most [identity.MaxProviders].
func (store) providers(ctx context.Context, q db.Querier) ([]*providerRow, error) {
	return db.Select[*providerRow](ctx, q, `SELECT `+providerColumns+` FROM identity_providers p ORDER BY p.name, p.id`)
}

func (store) provider(ctx context.Context, q db.Querier, providerID string) (*providerRow, error) {
	return db.Get[*providerRow](ctx, q, `SELECT `+providerColumns+` FROM identity_providers p WHERE p.id = $1`, providerID)
}

func (store) providerBySlug(ctx context.Context, q db.Querier, slug string) (*providerRow, error) {
	return db.Get[*providerRow](ctx, q, `SELECT `+providerColumns+` FROM identity_providers p WHERE p.slug = $1 AND p.enabled`, slug)
}

func (store) countProviderLinks(ctx context.Context, q db.Querier) (map[string]int, error) {
	type row struct {
		ProviderID string `db:"provider_id"`
		N          int    `db:"n"`
	}
	rows, err := db.Select[row](ctx, q, `SELECT provider_id, COUNT(*) AS n FROM identity_provider_links GROUP BY provider_id`)
	out := map[string]int{}
	for _, r := range rows {
		out[r.ProviderID] = r.N
	}
	return out, err
}

func (store) insertProvider(ctx context.Context, tx *db.Tx, r *providerRow) error {
	_, err := tx.Exec(ctx, `INSERT INTO identity_providers (id, slug, name, issuer, client_id, client_secret, scopes, email_domains, enabled, sign_up,
		private, trusts_factors, created_at, declared, kind) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		r.ID, r.Slug, r.Name, r.Issuer, r.ClientID, r.ClientSecret, r.Scopes, r.EmailDomains, r.Enabled, r.SignUp, r.Private, r.TrustsFactors, r.CreatedAt, r.Declared, r.Kind)
	return err
}

func (store) updateProvider(ctx context.Context, tx *db.Tx, r *providerRow) error {
	_, err := tx.Exec(ctx, `UPDATE identity_providers SET slug = $2, name = $3, issuer = $4, client_id = $5, client_secret = $6, scopes = $7,
		email_domains = $8, enabled = $9, sign_up = $10, private = $11, trusts_factors = $12, declared = $13 WHERE id = $1`,
		r.ID, r.Slug, r.Name, r.Issuer, r.ClientID, r.ClientSecret, r.Scopes, r.EmailDomains, r.Enabled, r.SignUp, r.Private, r.TrustsFactors, r.Declared)
	return err
}

func (store) deleteProvider(ctx context.Context, tx *db.Tx, providerID string) error {
	_, err := tx.Exec(ctx, `DELETE FROM identity_providers WHERE id = $1`, providerID)
	return err
}

// providerLinkRow is a row of identity_provider_links with its provider.
type providerLinkRow struct {
	ID         string `db:"id"`
	UserID     string `db:"user_id"`
	ProviderID string `db:"provider_id"`
	Label      string `db:"label"`
	CreatedAt  int64  `db:"created_at"`
	LastUsedAt *int64 `db:"last_used_at"`
	Slug       string `db:"slug"`
	Kind       string `db:"kind"`
	Name       string `db:"name"`
	Enabled    bool   `db:"enabled"`
}

const providerLinkColumns = `l.id, l.user_id, l.provider_id, l.label, l.created_at, l.last_used_at, p.kind, p.slug, p.name, p.enabled`

func (r providerLinkRow) noun() identity.ProviderLink {
	return identity.ProviderLink{
		ID: r.ID, Provider: identity.SignInProvider{Slug: r.Slug, Name: r.Name, Confirms: identity.ProviderKind(r.Kind).Confirms()}, Label: r.Label,
		CreatedAt: db.FromMillis(r.CreatedAt), LastUsedAt: instant(r.LastUsedAt),
	}
}

func (store) providerLinks(ctx context.Context, q db.Querier, userID string) ([]providerLinkRow, error) {
	return db.Select[providerLinkRow](ctx, q, `SELECT `+providerLinkColumns+` FROM identity_provider_links l
		JOIN identity_providers p ON p.id = l.provider_id WHERE l.user_id = $1 ORDER BY l.created_at, l.id`, userID)
}

// linkedTo finds the account of somebody at a provider. Error: ErrNoRows.
func (store) linkedTo(ctx context.Context, q db.Querier, issuer, subject string) (providerLinkRow, error) {
	return db.Get[providerLinkRow](ctx, q, `SELECT `+providerLinkColumns+` FROM identity_provider_links l
		JOIN identity_providers p ON p.id = l.provider_id WHERE l.issuer = $1 AND l.subject = $2`, issuer, subject)
}

func (store) insertProviderLink(ctx context.Context, tx *db.Tx, linkID, userID, providerID, issuer, subject, label string, nowMs int64) error {
	_, err := tx.Exec(ctx, `INSERT INTO identity_provider_links (id, user_id, provider_id, issuer, subject, label, created_at, last_used_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $7)`, linkID, userID, providerID, issuer, subject, label, nowMs)
	return err
}

func (store) touchProviderLink(ctx context.Context, tx *db.Tx, linkID string, nowMs int64) error {
	_, err := tx.Exec(ctx, `UPDATE identity_provider_links SET last_used_at = $2 WHERE id = $1`, linkID, nowMs)
	return err
}

func (store) deleteProviderLink(ctx context.Context, tx *db.Tx, linkID, userID string) (int64, error) {
	return tx.Exec(ctx, `DELETE FROM identity_provider_links WHERE id = $1 AND user_id = $2`, linkID, userID)
}

func (store) dropProviderLinks(ctx context.Context, tx *db.Tx, userID string) error {
	_, err := tx.Exec(ctx, `DELETE FROM identity_provider_links WHERE user_id = $1`, userID)
	return err
}

// spendState notes that a sign-in is being finished; false when it was before.
func (store) spendState(ctx context.Context, q db.Querier, hash string, expiresMs int64) (bool, error) {
	n, err := q.Exec(ctx, `INSERT INTO identity_provider_states (hash, expires_at) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING`, hash, expiresMs)
	return n == 1, err
}

func (store) setProviderOnly(ctx context.Context, tx *db.Tx, on bool) error {
	_, err := tx.Exec(ctx, `UPDATE identity_settings SET sso_only = $1 WHERE id = 1`, on)
	return err
}
