package notify

import "time"

// The kinds of notices of this room.
const (
	KindSignInNew        = "sign_in_new"
	KindSessionEnded     = "session_ended"
	KindPasswordChanged  = "password_changed"
	KindEmailChanged     = "email_changed"
	KindEmailRestored    = "email_restored"
	KindTokenCreated     = "token_created"
	KindFactorAdded      = "factor_added"
	KindFactorRemoved    = "factor_removed"
	KindFactorsReset     = "factors_reset"
	KindRecoveryCodes    = "recovery_codes"
	KindRecoveryCodeUsed = "recovery_code_used"
	KindProviderLinked   = "provider_linked"
	KindProviderUnlinked = "provider_unlinked"
	KindTokenRotated     = "token_rotated"
	KindRoleChanged      = "role_changed"
	KindSignInLocked     = "sign_in_locked"
	KindSecondStepLocked = "second_step_locked"

	KindAccountApproved = "account_approved"
	KindExportReady     = "export_ready"
	KindExportFailed    = "export_failed"
	KindDepartureSet    = "departure_set"
	KindInviteUsed      = "invite_used"
	KindTokenExpiring   = "token_expiring"
	KindTest            = "test"

	KindLogToday = "log_today"
	KindWeek     = "week"

	KindApprovalWanted = "approval_wanted"
	KindBackupFailed   = "backup_failed"
	KindJobsDead       = "jobs_dead"
	KindVersionChanged = "version_changed"
)

// ownKinds says of each kind where it belongs. Identity writes letters about what could be an attack, whatever the
// person chose, so those are not mailed a second time.
var ownKinds = []Kind{
	{Name: KindSignInNew, Category: CategorySecurity},
	{Name: KindSessionEnded, Category: CategorySecurity, HasLetter: true},
	{Name: KindPasswordChanged, Category: CategorySecurity, HasLetter: true},
	{Name: KindEmailChanged, Category: CategorySecurity, HasLetter: true},
	{Name: KindEmailRestored, Category: CategorySecurity, HasLetter: true},
	{Name: KindTokenCreated, Category: CategorySecurity},
	{Name: KindFactorAdded, Category: CategorySecurity, HasLetter: true},
	{Name: KindFactorRemoved, Category: CategorySecurity, HasLetter: true},
	{Name: KindFactorsReset, Category: CategorySecurity, HasLetter: true},
	{Name: KindRecoveryCodes, Category: CategorySecurity, HasLetter: true},
	{Name: KindRecoveryCodeUsed, Category: CategorySecurity, HasLetter: true},
	{Name: KindProviderLinked, Category: CategorySecurity, HasLetter: true},
	{Name: KindProviderUnlinked, Category: CategorySecurity, HasLetter: true},
	{Name: KindTokenRotated, Category: CategorySecurity},
	{Name: KindRoleChanged, Category: CategorySecurity},
	{Name: KindSignInLocked, Category: CategorySecurity, HasLetter: true},
	{Name: KindSecondStepLocked, Category: CategorySecurity, HasLetter: true},
	{Name: KindAccountApproved, Category: CategoryAccount, HasLetter: true},
	{Name: KindExportReady, Category: CategoryAccount},
	{Name: KindExportFailed, Category: CategoryAccount},
	{Name: KindDepartureSet, Category: CategoryAccount, HasLetter: true},
	{Name: KindInviteUsed, Category: CategoryAccount},
	{Name: KindTokenExpiring, Category: CategoryAccount},
	{Name: KindTest, Category: CategoryAccount, OnTime: true},
	{Name: KindLogToday, Category: CategoryReminders, OnTime: true, Life: 6 * time.Hour},
	{Name: KindWeek, Category: CategorySummaries, OnTime: true},
	{Name: KindApprovalWanted, Category: CategoryInstance, HasLetter: true},
	{Name: KindBackupFailed, Category: CategoryInstance},
	{Name: KindJobsDead, Category: CategoryInstance},
	{Name: KindVersionChanged, Category: CategoryInstance},
}
