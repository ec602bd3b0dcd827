package auditsvc

import "tamatar.dev/tamatar/internal/platform/sealed"

// SealedColumns are the columns of this room that hold values sealed with the keyring.
func SealedColumns() []sealed.Column {
	return []sealed.Column{{Table: "audit_keys", Name: "sealed", Row: "person_id"}}
}
