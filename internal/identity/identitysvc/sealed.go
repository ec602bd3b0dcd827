package identitysvc

import "tamatar.dev/tamatar/internal/platform/sealed"

// SealedColumns are the columns of identity that hold sealed values; key rotation seals them anew.
func SealedColumns() []sealed.Column {
	return []sealed.Column{
		{Table: "identity_refresh_tokens", Name: "successor", Row: "hash"},
		{Table: "identity_providers", Name: "client_secret", Row: "id"},
		{Table: "identity_totp", Name: "secret", Row: "user_id"},
		{Table: "identity_passkeys", Name: "credential", Row: "id"},
	}
}
