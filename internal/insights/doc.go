// Package insights answers what the days add up to: today, the streak, what is next, the year, weeks and tags.
//
// It is a read model: everything is counted from the entries' stored civil days when somebody asks, so a count
// always equals the entries that the journal lists for the day. What a streak is, is defined in platform/day alone.
//
// A day is active when an entry belongs to it. A plan makes its day active only when it was written on that
// day or later; written ahead, it shows in the counts but is no proof of work.
//
// Tables: insights_streak_rules (rest weekdays and freeze policy, each from a day on, so that a change never
// rewrites the past), insights_days_off (sick and vacation days). It reads journal_entries, journal_entry_tags
// and tags_tags.
// Events in: none; portability asks for exports, imports and erasures (portable.go). Events out: none.
// Who may do what: everybody sees and sets their own, nobody another's.
package insights
