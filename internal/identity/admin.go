package identity

import (
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/page"
)

// Errors of administration.
var (
	// ErrAdminOnly says that the act needs the role admin.
	ErrAdminOnly = errs.New(errs.Forbidden, "identity.admin_only", "Only an administrator can do this.")
	// ErrLastAdmin protects the last administrator.
	ErrLastAdmin = errs.New(errs.Invalid, "identity.last_admin", "This is the last administrator. Make somebody else one first.")
	// ErrNotYourself refuses acts of administration on the own account.
	ErrNotYourself = errs.New(errs.Invalid, "identity.not_yourself", "You cannot do this to your own account.")
	// ErrWrongStatus says that the account is not in the state that the act needs.
	ErrWrongStatus = errs.New(errs.Conflict, "identity.wrong_status", "The account is not in the state that this needs. Look at it again.")
	// ErrReasonInvalid asks for a reason.
	ErrReasonInvalid = errs.New(errs.Invalid, "identity.reason_invalid", "Give a reason of 1 to 500 characters.")
)

// AdminUser is an account as administrators see it: nothing of what the person logs.
type AdminUser struct {
	ID            string
	Handle        string
	DisplayName   string
	Email         string
	EmailVerified bool
	Role          Role
	Status        UserStatus
	CreatedAt     time.Time
	LastSeenAt    *time.Time
	SessionCount  int
	// FactorCount is how many passkeys and authenticator apps the account has.
	FactorCount int
}

// AdminUserEdge is one account in a list, with its cursor.
type AdminUserEdge struct {
	Cursor string
	Node   AdminUser
}

// AdminUserConnection is a page of accounts.
type AdminUserConnection struct {
	Nodes      []AdminUser
	Edges      []AdminUserEdge
	PageInfo   page.Info
	TotalCount int
}

// AdminUserFilter narrows the list of accounts; what is empty does not narrow.
type AdminUserFilter struct {
	// Search matches the beginning of handle or address, or any part of the name.
	Search string
	Status UserStatus
}

// AdminCreateUserInput describes an account made by an administrator.
type AdminCreateUserInput struct {
	Email       string
	Handle      string
	DisplayName string
	Role        Role
}

// AdminUserPayload holds the account after the act, and a link where the act makes one.
type AdminUserPayload struct {
	User   *AdminUser
	Link   *string
	Errors []errs.UserError
}
