// Package evidencesvc is the machinery of package evidence: it asks every [Source] about a day, finds what is cited
// already, and makes the draft. A further source is one more line in [New].
package evidencesvc
