package notify

import "time"

// The kinds of notices of this room.
const (
	KindSignInNew       = "sign_in_new"
	KindSessionEnded    = "session_ended"
	KindPasswordChanged = "password_changed"
	KindEmailChanged    = "email_changed"
	KindEmailRestored   = "email_restored"
	KindTokenCreated    = "token_created"
	KindTokenRotated    = "token_rotated"
	KindRoleChanged     = "role_changed"
	KindSignInLocked    = "sign_in_locked"

	KindAccountApproved = "account_approved"
	KindInviteUsed      = "invite_used"
	KindTokenExpiring   = "token_expiring"
	KindTest            = "test"

	KindLogToday = "log_today"
	KindWeek     = "week"

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
	{Name: KindTokenRotated, Category: CategorySecurity},
	{Name: KindRoleChanged, Category: CategorySecurity},
	{Name: KindSignInLocked, Category: CategorySecurity, HasLetter: true},
	{Name: KindAccountApproved, Category: CategoryAccount, HasLetter: true},
	{Name: KindInviteUsed, Category: CategoryAccount},
	{Name: KindTokenExpiring, Category: CategoryAccount},
	{Name: KindTest, Category: CategoryAccount, OnTime: true},
	{Name: KindLogToday, Category: CategoryReminders, OnTime: true, Life: 6 * time.Hour},
	{Name: KindWeek, Category: CategorySummaries, OnTime: true},
	{Name: KindJobsDead, Category: CategoryInstance},
	{Name: KindVersionChanged, Category: CategoryInstance},
}
