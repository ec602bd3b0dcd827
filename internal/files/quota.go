package files

import "tamatar.dev/tamatar/internal/platform/errs"

// MaxQuotaMegabytes is the largest space that an administrator can give a person, in MiB.
const MaxQuotaMegabytes = 1 << 20

// ErrQuotaInvalid refuses a space out of range.
var ErrQuotaInvalid = errs.New(errs.Invalid, "files.quota_invalid", "The space must be from 0 to 1048576 megabytes.")

// CheckQuota refuses a space out of range; nil is the usual one. Error: [ErrQuotaInvalid].
func CheckQuota(megabytes *int) error {
	if megabytes != nil && (*megabytes < 0 || *megabytes > MaxQuotaMegabytes) {
		return ErrQuotaInvalid.WithField("megabytes", ErrQuotaInvalid.Public)
	}
	return nil
}

// AdminStorage is how much space a person uses and may use, as administrators see it.
type AdminStorage struct {
	// UsedBytes is a whole number that may be larger than GraphQL's Int.
	UsedBytes float64
	Files     int
	// Megabytes is what an administrator gave the person; nil where the usual space holds.
	Megabytes *int
	// UsualMegabytes is what everybody else has.
	UsualMegabytes int
}

// AdminStoragePayload answers adminSetFileQuota.
type AdminStoragePayload struct {
	Storage *AdminStorage
	Errors  []errs.UserError
}
