package identitysvc_test

import (
	"testing"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
)

// TestProvingAnAddressIsNoApproval: who waits for an administrator gets no session by the code or the link of the letter.
func TestProvingAnAddressIsNoApproval(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		for n, handle := range []string{"ada", "grace"} {
			address := handle + "@mail.example"
			out, err := w.s.SignUp(from("10.32.0.1"), identity.SignUpForm{
				Email: address, Handle: handle, DisplayName: handle, Password: goodPassword, TimeZone: "UTC",
			})
			must(t, err)
			letter := w.letter(identity.LetterVerify, address)
			var in identity.SignInResult
			if n == 0 {
				in, err = w.s.VerifyByCode(from("10.32.0.1"), identity.VerifyCodeForm{Ticket: out.Ticket, Code: letter["code"]})
			} else {
				in, err = w.s.VerifyByLink(from("10.32.0.1"), identity.VerifyLinkForm{Link: linkIn(t, letter["url"]), Password: goodPassword})
			}
			must(t, err)
			if !in.Wait || in.SessionToken != "" {
				t.Errorf("%s was let in: %+v", handle, in)
			}
		}
		if n := w.rows(`SELECT COUNT(*) FROM identity_sessions`); n != 0 {
			t.Errorf("%d sessions of people who wait", n)
		}
	}, func(d *identitysvc.Deps) { d.Registration = identity.RegistrationApproval })
}
