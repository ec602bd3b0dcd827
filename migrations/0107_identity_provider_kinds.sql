-- What the provider speaks: OpenID Connect, or the sign-in of GitHub.
ALTER TABLE identity_providers ADD COLUMN kind TEXT NOT NULL DEFAULT 'oidc' CHECK (kind IN ('oidc', 'github'));
