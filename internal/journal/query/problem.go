package query

import "tamatar.dev/tamatar/internal/platform/errs"

// What a query can have wrong with it. None of these is an error of the request: they come back beside the hits.
var (
	// ErrOperatorUnknown says that a word before a colon is no operator; it was searched as text.
	ErrOperatorUnknown = errs.New(errs.Invalid, "journal.search_operator_unknown",
		"This is no search operator, so it was searched as text. There are kind, tag, mood, energy, minutes, has, is, source, on, after, before and age.")
	// ErrValueMissing says that nothing stands behind an operator.
	ErrValueMissing = errs.New(errs.Invalid, "journal.search_value_missing", "The operator needs a value right behind the colon, such as kind:done.")
	// ErrKindUnknown refuses a kind that there is not.
	ErrKindUnknown = errs.New(errs.Invalid, "journal.search_kind_unknown", "A kind is one of done, learned, blocked, plan, note, decision, meeting.")
	// ErrTagInvalid refuses what cannot be the name of a tag.
	ErrTagInvalid = errs.New(errs.Invalid, "journal.search_tag_invalid", "A tag is made of letters, digits and - _ . + #, with / between levels: tag:go/generics.")
	// ErrScaleInvalid refuses what is no mood or energy.
	ErrScaleInvalid = errs.New(errs.Invalid, "journal.search_scale_invalid", "Mood and energy go from 1 to 5: mood:4, mood:>3, mood:2..4.")
	// ErrMinutesInvalid refuses what is no duration.
	ErrMinutesInvalid = errs.New(errs.Invalid, "journal.search_minutes_invalid", "Give minutes or hours: minutes:30, minutes:>90, minutes:1h..2h30m.")
	// ErrHasUnknown refuses what an entry cannot have.
	ErrHasUnknown = errs.New(errs.Invalid, "journal.search_has_unknown", "An entry can have code, task, link, image, tag, mood, energy or minutes: has:code.")
	// ErrIsUnknown refuses what an entry cannot be.
	ErrIsUnknown = errs.New(errs.Invalid, "journal.search_is_unknown", "An entry can be private, followers, team, unlisted, public, shared, draft, late or edited: is:public.")
	// ErrSourceUnknown refuses a source that there is not.
	ErrSourceUnknown = errs.New(errs.Invalid, "journal.search_source_unknown", "This source is not known. Try source:written, source:cli, source:git or source:markdown.")
	// ErrDateInvalid refuses what is no date.
	ErrDateInvalid = errs.New(errs.Invalid, "journal.search_date_invalid", "Give a day, month or year, or two with dots between: on:2026-11-22, on:2026-11, on:today, on:2026-01..2026-03.")
	// ErrAgeInvalid refuses what is no age.
	ErrAgeInvalid = errs.New(errs.Invalid, "journal.search_age_invalid", "Give an age in days, weeks, months or years: age:<7d, age:>2w, age:<=3m, age:>1y.")
	// ErrGroupOpen says that a group was closed at the end.
	ErrGroupOpen = errs.New(errs.Invalid, "journal.search_group_open", "This parenthesis is not closed, so the group goes on to the end.")
	// ErrGroupStray says that a closing parenthesis was left out.
	ErrGroupStray = errs.New(errs.Invalid, "journal.search_group_stray", "This parenthesis closes nothing and was left out.")
	// ErrTooManyTerms says that the end of a query was left out.
	ErrTooManyTerms = errs.New(errs.Invalid, "journal.search_too_many_terms", "A search has 32 terms at most, so what comes from here on was left out.")
)

// Problem is a part of a query that could not be taken as typed.
type Problem struct {
	// From and To are where it stands, in characters (Unicode code points): from the first to behind the last.
	From, To int
	// Err says what is wrong.
	Err *errs.Error
	// Blocking says that the query is not what was meant without this part.
	Blocking bool
}
