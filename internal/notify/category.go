package notify

import (
	"slices"
	"time"
)

// The categories of this room. Other rooms add theirs with [Catalogue.Add].
const (
	CategorySecurity  = "security"
	CategoryAccount   = "account"
	CategoryReminders = "reminders"
	CategorySummaries = "summaries"
	CategoryInstance  = "instance"
)

// Category is a group of notices that a person switches together.
type Category struct {
	// Key is the stable name, and the name of its sentences in package site.
	Key string
	// AdminsOnly categories exist for administrators alone.
	AdminsOnly bool
	// Rules has one rule for each channel that the category can use.
	Rules map[Channel]Rule
}

// Rule is what a category allows on one channel. The first of Choices holds until the person chooses.
type Rule struct{ Choices []Frequency }

// Default is the frequency that holds until the person chooses.
func (r Rule) Default() Frequency {
	if len(r.Choices) == 0 {
		return FrequencyOff
	}
	return r.Choices[0]
}

// Allows reports whether f is one of the choices.
func (r Rule) Allows(f Frequency) bool { return slices.Contains(r.Choices, f) }

// Kind is one sort of notice.
type Kind struct {
	// Name is stable; it is the name of its sentences in package site.
	Name     string
	Category string
	// HasLetter says that the room of the event writes a mail itself, so that none is sent from here.
	HasLetter bool
	// OnTime notices come at an instant that the person chose: quiet hours do not hold them.
	OnTime bool
	// Life is how long it is worth bringing; 0 is for good. What could not go out by then is dropped.
	Life time.Duration
}

// Catalogue is every category and kind that the instance knows.
type Catalogue struct {
	categories []Category
	kinds      map[string]Kind
}

// NewCatalogue has the categories and kinds of this room.
func NewCatalogue() *Catalogue {
	c := &Catalogue{kinds: map[string]Kind{}}
	for _, category := range ownCategories() {
		c.Add(category)
	}
	for _, kind := range ownKinds {
		c.AddKind(kind)
	}
	return c
}

// Add registers a category, in place of one with the same key. Call it before the service starts.
func (c *Catalogue) Add(category Category) {
	if i := slices.IndexFunc(c.categories, func(o Category) bool { return o.Key == category.Key }); i >= 0 {
		c.categories[i] = category
		return
	}
	c.categories = append(c.categories, category)
}

// AddKind registers a kind of notice. Call it before the service starts.
func (c *Catalogue) AddKind(kind Kind) { c.kinds[kind.Name] = kind }

// Categories are those that somebody has, in the order in which they are shown.
func (c *Catalogue) Categories(admin bool) []Category {
	out := make([]Category, 0, len(c.categories))
	for _, category := range c.categories {
		if admin || !category.AdminsOnly {
			out = append(out, category)
		}
	}
	return out
}

// Category finds one by its key.
func (c *Catalogue) Category(key string) (Category, bool) {
	i := slices.IndexFunc(c.categories, func(o Category) bool { return o.Key == key })
	if i < 0 {
		return Category{}, false
	}
	return c.categories[i], true
}

// Kind finds a kind and its category.
func (c *Catalogue) Kind(name string) (Kind, Category, bool) {
	k, ok := c.kinds[name]
	if !ok {
		return Kind{}, Category{}, false
	}
	category, ok := c.Category(k.Category)
	return k, category, ok
}

// Kinds are the names of all kinds, sorted.
func (c *Catalogue) Kinds() []string {
	out := make([]string, 0, len(c.kinds))
	for name := range c.kinds {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// The frequencies to choose from; the first is the default.
var (
	always    = Rule{[]Frequency{FrequencyAtOnce}}
	onOrOff   = Rule{[]Frequency{FrequencyAtOnce, FrequencyOff}}
	offOrOn   = Rule{[]Frequency{FrequencyOff, FrequencyAtOnce}}
	onDigest  = Rule{[]Frequency{FrequencyAtOnce, FrequencyDaily, FrequencyWeekly, FrequencyOff}}
	offDigest = Rule{[]Frequency{FrequencyOff, FrequencyAtOnce, FrequencyDaily, FrequencyWeekly}}
)

func ownCategories() []Category {
	return []Category{
		// The inbox always tells: somebody who took an account over must not be able to hide it.
		{Key: CategorySecurity, Rules: map[Channel]Rule{ChannelInbox: always, ChannelMail: onDigest, ChannelPush: onOrOff}},
		{Key: CategoryAccount, Rules: map[Channel]Rule{ChannelInbox: onOrOff, ChannelMail: onDigest, ChannelPush: offDigest}},
		{Key: CategoryReminders, Rules: map[Channel]Rule{ChannelInbox: onOrOff, ChannelMail: offOrOn, ChannelPush: onOrOff}},
		{Key: CategorySummaries, Rules: map[Channel]Rule{ChannelInbox: onOrOff, ChannelMail: offOrOn, ChannelPush: offOrOn}},
		{Key: CategoryInstance, AdminsOnly: true, Rules: map[Channel]Rule{ChannelInbox: onOrOff, ChannelMail: onDigest, ChannelPush: offDigest}},
	}
}
