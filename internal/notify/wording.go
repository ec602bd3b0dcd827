package notify

// Wording turns notices into words in a person's language. The site implements it: it owns the catalogues. An unknown
// language falls back to English; facts are plain text and are escaped where they become HTML.
type Wording interface {
	// Line is the title and the body of a notice. The fact "time" is an instant in the person's zone, RFC 3339. An unknown
	// kind is an error.
	Line(kind, locale string, facts map[string]string) (title, body string, err error)
	// Category is the name of a category and what it brings.
	Category(key, locale string) (name, about string)
	// Together is the title of several notices in one push.
	Together(locale string, count int) string
	// Letter is a mail.
	Letter(l Letter) (subject, text, html string, err error)
}

// Letter is a mail of one or more notices, before it becomes words.
type Letter struct {
	Locale string
	// Instance is the name of the instance and BaseURL its address.
	Instance, BaseURL string
	// Name is how to address the person; it may be empty.
	Name string
	// Frequency is daily or weekly for a digest.
	Frequency Frequency
	Items     []LetterItem
	// More is how many further notices there are.
	More int
	// UnsubscribeURL stops such mails with one act; SettingsURL leads to all choices.
	UnsubscribeURL, SettingsURL string
}

// LetterItem is one notice of a letter. URL is empty when there is nothing to open.
type LetterItem struct{ Title, Body, URL string }

// Week is what a person did in a week; every number is counted, none is guessed.
type Week struct {
	From, To   string
	Entries    int
	Minutes    int
	ActiveDays int
	// Streak is the number of active days in the running streak; 0 when none runs.
	Streak int
	// Tags are the most used ones.
	Tags []string
}

// Unsubscription is what a link in a mail stops.
type Unsubscription struct {
	// Category is the key, or "daily" or "weekly" for everything in that digest.
	Category string
	// Name is the category in the person's language; empty for a digest.
	Name   string
	Locale string
	// Off says that those mails are stopped already.
	Off bool
}
