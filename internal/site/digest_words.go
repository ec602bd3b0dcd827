package site

import "tamatar.dev/tamatar/internal/reviews"

// Digests names the sections of digests in the reader's language.
type Digests struct{ words *catalogues }

// Digests writes with the catalogues of the letters.
func (l *Letters) Digests() *Digests { return &Digests{words: l.words} }

// Digest gives the words of a language; an unknown one falls back to English.
func (d *Digests) Digest(locale string) reviews.Words {
	w := d.words.accept(locale)
	return reviews.Words{
		Groups: map[reviews.DigestGroup]string{
			reviews.DigestGroupDone:    w.T("Done"),
			reviews.DigestGroupLearned: w.T("Learned"),
			reviews.DigestGroupDecided: w.T("Decided"),
			reviews.DigestGroupNext:    w.T("Next"),
			reviews.DigestGroupBlocked: w.T("Blocked"),
		},
		Nothing:    w.T("Nothing is logged for this time."),
		Incomplete: w.T("There is more than fits here: choose a shorter time."),
	}
}
