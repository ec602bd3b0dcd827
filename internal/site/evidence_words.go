package site

import "tamatar.dev/tamatar/internal/evidence"

// Drafts names what stands in drafts made of evidence, in the reader's language.
type Drafts struct{ words *catalogues }

// Drafts writes with the catalogues of the letters.
func (l *Letters) Drafts() *Drafts { return &Drafts{words: l.words} }

// Evidence gives the words of a language; an unknown one falls back to English.
func (d *Drafts) Evidence(locale string) evidence.Words {
	w := d.words.accept(locale)
	return evidence.Words{
		Works: map[evidence.Work]string{
			evidence.WorkNew:      w.T("New"),
			evidence.WorkFixed:    w.T("Fixed"),
			evidence.WorkFaster:   w.T("Made faster"),
			evidence.WorkTidied:   w.T("Tidied up"),
			evidence.WorkTests:    w.T("Tests"),
			evidence.WorkDocs:     w.T("Documentation"),
			evidence.WorkUpkeep:   w.T("Upkeep"),
			evidence.WorkReverted: w.T("Taken back"),
			evidence.WorkMerged:   w.T("Merged"),
			evidence.WorkOther:    w.T("Also"),
		},
		Commits: func(n int) string { return w.N("%d commit", "%d commits", n, n) },
		More:    func(n int) string { return w.N("and %d more", "and %d more", n, n) },
	}
}
