-- True when the password is shorter than one may be that stands alone: the last second factor cannot go before it changes.
ALTER TABLE identity_users ADD COLUMN short_password BOOLEAN NOT NULL DEFAULT FALSE;

-- The authenticator app of an account; not yet in force while confirmed_at is empty.
CREATE TABLE identity_totp (
    user_id      TEXT   NOT NULL PRIMARY KEY REFERENCES identity_users (id) ON DELETE CASCADE,
    -- Sealed.
    secret       TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_used_at BIGINT,
    -- The newest time step whose code was used: every step is good once.
    last_step    BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE identity_recovery_codes (
    hash       TEXT   NOT NULL PRIMARY KEY,
    user_id    TEXT   NOT NULL REFERENCES identity_users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    used_at    BIGINT
);
CREATE INDEX identity_recovery_codes_user_id ON identity_recovery_codes (user_id);

CREATE TABLE identity_passkeys (
    id            TEXT    NOT NULL PRIMARY KEY,
    user_id       TEXT    NOT NULL REFERENCES identity_users (id) ON DELETE CASCADE,
    -- The id that the authenticator gave, in base64url.
    credential_id TEXT    NOT NULL,
    -- The public key and what goes with it, sealed.
    credential    TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    -- A copy is kept by the person's password manager or platform.
    synced        BOOLEAN NOT NULL,
    created_at    BIGINT  NOT NULL,
    last_used_at  BIGINT
);
CREATE UNIQUE INDEX identity_passkeys_credential_id ON identity_passkeys (credential_id);
CREATE INDEX identity_passkeys_user_id ON identity_passkeys (user_id);

-- What was asked and waits for its answer: the second step of a sign-in (the half-session), or the signature of a passkey.
CREATE TABLE identity_challenges (
    id           TEXT   NOT NULL PRIMARY KEY,
    purpose      TEXT   NOT NULL CHECK (purpose IN ('second_step','passkey_sign_in','passkey_register','passkey_confirm')),
    -- The SHA-256 of what the browser or client holds.
    hash         TEXT   NOT NULL,
    -- Empty while it is not known who signs in.
    user_id      TEXT   REFERENCES identity_users (id) ON DELETE CASCADE,
    -- The session that asked, where there is one.
    session_id   TEXT   REFERENCES identity_sessions (id) ON DELETE CASCADE,
    auth_version BIGINT NOT NULL DEFAULT 0,
    -- The session that the first step asked for.
    kind         TEXT   NOT NULL DEFAULT '',
    client       TEXT   NOT NULL DEFAULT '',
    how          TEXT   NOT NULL DEFAULT '',
    -- What a passkey has to sign.
    ceremony     TEXT   NOT NULL DEFAULT '',
    tries        BIGINT NOT NULL DEFAULT 0,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    used_at      BIGINT
);
CREATE UNIQUE INDEX identity_challenges_hash ON identity_challenges (hash);
CREATE INDEX identity_challenges_user_id ON identity_challenges (user_id);
CREATE INDEX identity_challenges_session_id ON identity_challenges (session_id);
CREATE INDEX identity_challenges_expires_at ON identity_challenges (expires_at);
