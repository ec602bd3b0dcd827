package identity

import "time"

// LinkPurpose is what a one-time link is for. A link of one purpose is worth nothing for another.
type LinkPurpose string

// The purposes of links.
const (
	LinkVerify      LinkPurpose = "verify"
	LinkReset       LinkPurpose = "reset"
	LinkEmailChange LinkPurpose = "email_change"
	LinkEmailUndo   LinkPurpose = "email_undo"
	LinkClaim       LinkPurpose = "claim"
	LinkInvite      LinkPurpose = "invite"
)

// Life is how long a link of the purpose is good.
func (p LinkPurpose) Life() time.Duration {
	switch p {
	case LinkReset:
		return 15 * time.Minute
	case LinkEmailUndo, LinkClaim:
		return 7 * 24 * time.Hour
	case LinkVerify, LinkEmailChange, LinkInvite:
		return time.Hour
	default:
		return 0
	}
}

// AdminLinkLife is how long a link is good that an administrator hands out.
const AdminLinkLife = 24 * time.Hour

// VerifyCodeTries is how often the six digits may be typed before their link is dead.
const VerifyCodeTries = 5

// LinkPath is the page that a link of the purpose opens.
func LinkPath(p LinkPurpose) string {
	switch p {
	case LinkVerify:
		return "/verify"
	case LinkReset:
		return "/reset/new"
	case LinkEmailChange:
		return "/email-change"
	case LinkEmailUndo:
		return "/email-undo"
	case LinkClaim:
		return "/claim"
	case LinkInvite:
		return "/invite"
	default:
		return "/"
	}
}
