package sharing

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Bounds of feeds.
const (
	// MaxFeeds is how many private feeds a person may have.
	MaxFeeds = 20
	// MaxFeedName is the longest name of one, in characters.
	MaxFeedName = 60
	// FeedItems is how many entries a feed has, the newest.
	FeedItems = 50
)

// Errors of feeds.
var (
	// ErrFeedNotFound covers what does not exist and what is not the caller's.
	ErrFeedNotFound = errs.New(errs.NotFound, "sharing.feed_not_found", "This feed does not exist any more.")
	// ErrFeedName refuses an empty, a long and an unreadable name.
	ErrFeedName = errs.New(errs.Invalid, "sharing.feed_name", "Give the feed a name of 1 to 60 characters.")
	// ErrFeedLimit refuses one more than [MaxFeeds].
	ErrFeedLimit = errs.New(errs.Conflict, "sharing.feed_limit", "You have twenty private feeds. Switch one off first.")
)

// Feed is a feed at an address that cannot be guessed.
type Feed struct {
	ID   string
	Name string
	// Tag narrows it to a tag and those below; nil for everything that is shared.
	Tag *string
	// ViewID narrows it to what a saved search finds; nil for none.
	ViewID    *string
	CreatedAt time.Time
	// LastAt is when it was read last, LastNetwork and LastClient by whom.
	LastAt      *time.Time
	LastNetwork string
	LastClient  string
}

// CreateFeedInput asks for a private feed.
type CreateFeedInput struct {
	Name   string
	Tag    *string
	ViewID *string
}

// Normal is the input with its name trimmed. Error: [ErrFeedName].
func (in CreateFeedInput) Normal() (CreateFeedInput, error) {
	in.Name = strings.TrimSpace(in.Name)
	bad := strings.ContainsFunc(in.Name, func(r rune) bool { return !unicode.IsGraphic(r) })
	if n := utf8.RuneCountInString(in.Name); n < 1 || n > MaxFeedName || bad || !utf8.ValidString(in.Name) {
		return in, ErrFeedName.WithField("name", ErrFeedName.Public)
	}
	return in, nil
}

// CreateFeedPayload is the feed and its addresses, which are shown this once.
type CreateFeedPayload struct {
	Feed   *Feed
	URLs   *FeedURLs
	Errors []errs.UserError
}

// FeedURLs are the addresses of one feed in its three forms.
type FeedURLs struct{ RSS, Atom, JSON string }

// RevokeFeedPayload names the feed that ended.
type RevokeFeedPayload struct {
	RevokedID *string
	Errors    []errs.UserError
}
