package apptest

import (
	"tamatar.dev/tamatar/internal/identity"
)

// Person is somebody with an account, and ways to act as them.
type Person struct {
	ID, Handle, Email string
	in                *Instance
}

// Person makes an account with [Password].
func (i *Instance) Person(handle string, role identity.Role) *Person {
	i.t.Helper()
	p := &Person{Handle: handle, Email: handle + "@example.org", in: i}
	user, _, err := i.App.Identity.SystemCreateUser(i.t.Context(), identity.AdminCreateUserInput{
		Email: p.Email, Handle: handle, DisplayName: handle, Role: role,
	}, Password)
	if err != nil {
		i.t.Fatal(err)
	}
	p.ID = user.ID
	i.Settle()
	return p
}

// Browser signs the person in on a browser.
func (p *Person) Browser() Credential {
	p.in.t.Helper()
	result, err := p.in.App.Identity.SignInBrowser(p.in.t.Context(), identity.SignInForm{Login: p.Handle, Password: Password})
	if err != nil {
		p.in.t.Fatal(err)
	}
	return Credential{Cookie: result.SessionToken}
}

// API signs the person in as an API client.
func (p *Person) API() (access Credential, refresh string) {
	p.in.t.Helper()
	pair, err := p.in.App.Identity.SignIn(p.in.t.Context(), identity.SignInInput{Login: p.Handle, Password: Password, Client: "test"})
	if err != nil {
		p.in.t.Fatal(err)
	}
	return Credential{Bearer: pair.Tokens.AccessToken}, pair.Tokens.RefreshToken
}

// Token makes a personal access token.
func (p *Person) Token(scopes ...identity.Scope) Credential {
	p.in.t.Helper()
	_, secret, err := p.in.App.Identity.SystemCreateToken(p.in.t.Context(), p.Handle, identity.CreateTokenInput{Name: "test", Scopes: scopes})
	if err != nil {
		p.in.t.Fatal(err)
	}
	return Credential{Bearer: secret}
}
