// Package day is the calculus of civil days: which day an instant belongs to for a person, where that day
// begins and ends, and what streaks follow from the days somebody was active.
//
// Three things make a civil day: an instant, an IANA zone and the hour at which the person's day begins
// (0..11, so that work after midnight counts for the evening before). [Of] and [Bounds] are exact through every
// clock change: days follow each other without gap or overlap, and later instants never fall on earlier days.
//
// An entry stores its [Date] when it is written. Everything after that (charts, streaks, reminders) counts stored
// days, so travel, daylight saving and changed settings never create or remove one. [ComputeStreak] is the only
// definition of a streak; [PreviewChange] tells what a changed zone or day start would mean today.
//
// The package is pure: it reads no clock, no database and no settings.
package day
