package identity

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// HandleHold is how long a handle that was given up stays out of reach for others. It leads to its old owner that long.
const HandleHold = 90 * 24 * time.Hour

// Errors of handles.
var (
	// ErrHandleInvalid says what a handle looks like.
	ErrHandleInvalid = errs.New(errs.Invalid, "identity.handle_invalid", "A handle has 3 to 30 characters: a to z, 0 to 9, - and _, with a letter or digit at both ends.")
	// ErrHandleTaken says that the handle, or one that looks like it, is taken or kept back.
	ErrHandleTaken = errs.New(errs.Conflict, "identity.handle_taken", "This handle, or one that looks like it, is taken. Choose another.")
)

var handlePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{1,28}[a-z0-9]$`)

// reservedHandles are words of the product's addresses and words that would let somebody pose as the instance.
var reservedHandles = []string{
	"about", "abuse", "account", "admin", "administrator", "api", "app", "approve-wait", "assets", "audit", "auth", "avatar",
	"blog", "bot", "claim", "contact", "csp-report", "dashboard", "deleted", "demo", "docs", "download", "email-change",
	"email-undo", "everyone", "explorer", "explore", "export", "favicon", "feed", "feeds", "files", "followers", "graphql",
	"group", "groups", "healthz", "help", "home", "host", "hostmaster", "import", "info", "invite", "legal", "login", "logout",
	"mail", "mailbox", "mailer-daemon", "me", "metrics", "moderator", "news", "nobody", "noreply", "no-reply", "notifications",
	"null", "official", "operator", "org", "orgs", "owner", "password", "postmaster", "press", "privacy", "private", "profile",
	"project", "projects", "public", "readyz", "register", "reset", "robots", "root", "rss", "search", "security", "service",
	"session", "sessions", "settings", "signin", "sign-in", "signout", "sign-out", "signup", "sign-up", "site", "sitemap",
	"staff", "static", "status", "support", "sysadmin", "system", "tag", "tags", "tamatar", "team", "teams", "terms", "test",
	"token", "tokens", "undefined", "unlisted", "user", "users", "verify", "viewer", "webhook", "webhooks", "webmaster",
	"well-known", "www", "you",
}

var reservedSkeletons = func() map[string]bool {
	m := make(map[string]bool, len(reservedHandles))
	for _, h := range reservedHandles {
		m[HandleSkeleton(h)] = true
	}
	return m
}()

// NormalHandle is a handle as a person typed it (with @, capitals, spaces around, full-width letters) in its stored form.
// It does not check the rules; see [ParseHandle].
func NormalHandle(text string) string {
	text = strings.ToLower(norm.NFKC.String(strings.TrimSpace(text)))
	return strings.TrimPrefix(text, "@")
}

// ParseHandle gives the stored form of a new handle. Errors: [ErrHandleInvalid]; [ErrHandleTaken] for reserved words.
func ParseHandle(text string) (string, error) {
	h := NormalHandle(text)
	if !handlePattern.MatchString(h) {
		return "", ErrHandleInvalid
	}
	if reservedSkeletons[HandleSkeleton(h)] {
		return "", ErrHandleTaken
	}
	return h, nil
}

// HandleSkeleton is equal for handles that look alike: "paul_l" and "pauI-1" share one. Two people never do.
func HandleSkeleton(handle string) string {
	return lookAlikePairs.Replace(lookAlike.Replace(strings.ToLower(handle)))
}

var (
	lookAlike      = strings.NewReplacer("-", "", "_", "", "0", "o", "1", "l", "i", "l", "5", "s", "2", "z", "8", "b")
	lookAlikePairs = strings.NewReplacer("rn", "m", "vv", "w", "cl", "d")
)
