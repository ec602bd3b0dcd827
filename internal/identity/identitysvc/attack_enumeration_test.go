package identitysvc_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
)

// TestAttack_A04_FiveHundredSamplesEach measures known and unknown addresses in turn, so that the noise of the machine
// falls on both. A sample is the real time of the work plus the levelling sleep, which runs on the clock of the test: the
// floor is not there to hide the work, so this is stricter than what a stranger can measure.
func TestAttack_A04_FiveHundredSamplesEach(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		w.person("ada")
		for door, ask := range map[string]func(who string, i int) error{
			"sign-in": func(who string, i int) error {
				_, err := w.s.SignInBrowser(from(fmt.Sprintf("10.6.%d.1", i%250)), identity.SignInForm{Login: who, Password: "wrong one"})
				return err
			},
			"sign-up": func(who string, i int) error {
				_, err := w.s.SignUp(from(fmt.Sprintf("10.7.%d.1", i%250)), identity.SignUpForm{Email: who, Handle: fmt.Sprintf("h%s%d", who[:3], i), Password: goodPassword})
				return err
			},
			"reset": func(who string, i int) error {
				return w.s.RequestReset(from(fmt.Sprintf("10.8.%d.1", i%250)), identity.RequestResetForm{Login: who})
			},
		} {
			var took [2][]time.Duration
			for i := range 500 {
				w.clock.Advance(2 * time.Hour)
				for k, who := range []string{"ada@mail.example", fmt.Sprintf("eve%d@mail.example", i)} {
					w.slept.Store(0)
					start := time.Now()
					err := ask(who, i)
					took[k] = append(took[k], time.Since(start)+time.Duration(w.slept.Load()))
					if errorIs(err, identity.ErrTooManyTries) {
						t.Fatalf("%s %d: %v", door, i, err)
					}
				}
			}
			slices.Sort(took[0])
			slices.Sort(took[1])
			known, unknown := took[0][250], took[1][250]
			t.Logf("%s: median %v known, %v unknown", door, known, unknown)
			if diff := (known - unknown).Abs(); diff*20 >= min(known, unknown) {
				t.Errorf("%s tells who is known: %v and %v", door, known, unknown)
			}
		}
	})
}
