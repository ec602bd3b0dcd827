-- Sign-in providers (OpenID Connect) that administrators configured.
CREATE TABLE identity_providers (
    id             TEXT    NOT NULL PRIMARY KEY,
    -- In addresses; each provider has a callback of its own.
    slug           TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    issuer         TEXT    NOT NULL,
    client_id      TEXT    NOT NULL,
    -- Sealed; empty for a public client.
    client_secret  TEXT    NOT NULL DEFAULT '',
    scopes         TEXT    NOT NULL,
    -- Domains whose addresses the provider may vouch for; empty: all.
    email_domains  TEXT    NOT NULL DEFAULT '[]',
    enabled        BOOLEAN NOT NULL,
    sign_up        BOOLEAN NOT NULL,
    -- May be reached in the local network.
    private        BOOLEAN NOT NULL,
    -- Its word that it asked for a second factor counts.
    trusts_factors BOOLEAN NOT NULL,
    created_at     BIGINT  NOT NULL
);
CREATE UNIQUE INDEX identity_providers_slug ON identity_providers (slug);

-- Who somebody is at a provider. Only issuer and subject tie an account to it, never an address.
CREATE TABLE identity_provider_links (
    id           TEXT   NOT NULL PRIMARY KEY,
    user_id      TEXT   NOT NULL REFERENCES identity_users (id) ON DELETE CASCADE,
    provider_id  TEXT   NOT NULL REFERENCES identity_providers (id) ON DELETE CASCADE,
    issuer       TEXT   NOT NULL,
    subject      TEXT   NOT NULL,
    -- What the person was called there when they linked, so that they know it again.
    label        TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE UNIQUE INDEX identity_provider_links_subject ON identity_provider_links (issuer, subject);
CREATE UNIQUE INDEX identity_provider_links_user_id ON identity_provider_links (user_id, provider_id);
CREATE INDEX identity_provider_links_provider_id ON identity_provider_links (provider_id);

-- Sign-ins that were finished, so that none is finished twice.
CREATE TABLE identity_provider_states (
    hash       TEXT   NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX identity_provider_states_expires_at ON identity_provider_states (expires_at);

-- Passwords let nobody in while this is set.
ALTER TABLE identity_settings ADD COLUMN sso_only BOOLEAN NOT NULL DEFAULT FALSE;
