package identitysvc_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/descope/virtualwebauthn"
	"github.com/pquerna/otp/totp"

	"tamatar.dev/tamatar/internal/identity"
)

// withTOTP sets an authenticator app up and gives its secret and the recovery codes.
func (w *world) withTOTP(ctx context.Context) (key string, codes []string) {
	w.t.Helper()
	setUp, err := w.s.BeginTOTP(ctx)
	must(w.t, err)
	codes, err = w.s.ConfirmTOTP(ctx, w.code(setUp.Secret))
	must(w.t, err)
	return setUp.Secret, codes
}

// code is what the app shows now.
func (w *world) code(key string) string { return w.codeAt(key, w.clock.Now()) }

func (w *world) codeAt(key string, at time.Time) string {
	w.t.Helper()
	code, err := totp.GenerateCode(key, at)
	must(w.t, err)
	return code
}

// nextStep moves to the next time step, so that the code changes.
func (w *world) nextStep() { w.clock.Advance(identity.TOTPStep) }

// half does the first step with the password and gives the challenge.
func (w *world) half(handle string) *identity.SignInChallenge {
	w.t.Helper()
	in, err := w.s.SignInBrowser(from("192.0.2.7"), identity.SignInForm{Login: handle, Password: goodPassword})
	must(w.t, err)
	if in.Challenge == nil || in.SessionToken != "" || in.Device != "" || in.Tokens != nil {
		w.t.Fatalf("the first step gave %+v, want a challenge and nothing else", in)
	}
	return in.Challenge
}

func (w *world) second(challenge, code string) (identity.SignInResult, error) {
	return w.s.CompleteSignIn(from("192.0.2.7"), identity.SecondStepForm{Challenge: challenge, Code: code})
}

// device is a browser with a passkey of its own.
type device struct {
	w    *world
	rp   virtualwebauthn.RelyingParty
	auth virtualwebauthn.Authenticator
	cred virtualwebauthn.Credential
}

func (w *world) device() *device {
	return &device{
		w: w, rp: virtualwebauthn.RelyingParty{ID: "log.example", Name: "Test", Origin: baseURL},
		auth: virtualwebauthn.NewAuthenticator(), cred: newCredential(),
	}
}

// wholeKey is the length in bytes of a public key on P-256 as COSE writes it, with both coordinates of 32 bytes.
const wholeKey = 77

// newCredential makes keys until one has no coordinate that begins with zeros: those the virtual authenticator writes
// short, one in 128, which no real one does and no server takes.
func newCredential() virtualwebauthn.Credential {
	for {
		if c := virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2); len(c.Key.AttestationData()) == wholeKey {
			return c
		}
	}
}

// create answers a registration.
func (d *device) create(options string) string {
	d.w.t.Helper()
	asked, err := virtualwebauthn.ParseAttestationOptions(options)
	must(d.w.t, err)
	return virtualwebauthn.CreateAttestationResponse(d.rp, d.auth, d.cred, *asked)
}

// get answers a question; a real authenticator counts each answer.
func (d *device) get(options string) string {
	d.w.t.Helper()
	asked, err := virtualwebauthn.ParseAssertionOptions(options)
	must(d.w.t, err)
	d.cred.Counter++
	return virtualwebauthn.CreateAssertionResponse(d.rp, d.auth, d.cred, *asked)
}

// withPasskey registers a passkey for the person of the context.
func (w *world) withPasskey(ctx context.Context, userID, name string) (*device, []string) {
	w.t.Helper()
	d := w.device()
	d.auth.Options.UserHandle = []byte(userID)
	options, err := w.s.BeginPasskeyRegistration(ctx)
	must(w.t, err)
	codes, err := w.s.RegisterPasskey(ctx, identity.RegisterPasskeyInput{Name: name, Credential: d.create(options)})
	must(w.t, err)
	return d, codes
}

// atOnce runs n at the same time and counts those without an error.
func atOnce(n int, act func(i int) error) (won int) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-start
			if act(i) == nil {
				mu.Lock()
				won++
				mu.Unlock()
			}
		})
	}
	close(start)
	wg.Wait()
	return won
}

// oneWinner fails unless exactly one of 20 wins.
func oneWinner(t *testing.T, what string, act func(i int) error) {
	t.Helper()
	if won := atOnce(20, act); won != 1 {
		t.Errorf("%s: %d of 20 won, want 1", what, won)
	}
}
