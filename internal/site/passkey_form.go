package site

// passkeyForm is the button that asks for a passkey. It stays hidden where there is no script or no passkey to be had.
type passkeyForm struct {
	Action, Options, Next string
	Label                 string
	// First is true where the passkey is the way that is offered first.
	First bool
	// Refused and Failed are what the script says when the person stops, and when the server does not answer.
	Refused, Failed string
}

// PasskeyForm describes the button: the form that takes the answer and the address that gives the question.
func (v *view) PasskeyForm(action, options string, first bool) passkeyForm {
	return passkeyForm{
		Action: v.Link(action), Options: v.URL(options), Next: v.values["next"], Label: v.T("Sign in with a passkey"), First: first,
		Refused: v.T("No passkey was used. Try again, or take another way."),
		Failed:  v.T("This did not work. Wait a moment and try again."),
	}
}

// Passkeys reports whether the address of this instance is one that browsers allow passkeys for.
func (v *view) Passkeys() bool { return v.site.identity.PasskeysOffered() }
