package apptest

import (
	"github.com/pquerna/otp/totp"

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

// WithApp gives the person an authenticator app: every sign-in from now on waits for a second step.
func (p *Person) WithApp(as Credential) (key string) {
	p.in.t.Helper()
	key = p.in.Must(as, "mutation{beginTotp{setUp{secret} errors{code}}}", nil).Text("beginTotp", "setUp", "secret")
	a := p.in.Must(as, "mutation($c:String!){confirmTotp(input:{code:$c}){security{totp{createdAt}} errors{code}}}", map[string]any{"c": p.Code(key)})
	if a.At("confirmTotp", "security", "totp") == nil {
		p.in.t.Fatalf("no authenticator app: %s", a.Raw)
	}
	p.in.Settle()
	return key
}

// Code is what the authenticator app shows now.
func (p *Person) Code(key string) string {
	p.in.t.Helper()
	code, err := totp.GenerateCode(key, p.in.Clock.Now())
	if err != nil {
		p.in.t.Fatal(err)
	}
	return code
}

// Half does the first step of signing in on a browser, for somebody with a second factor. The challenge stands in the
// place of every other proof, too: nothing may take it for one.
func (p *Person) Half() Credential {
	p.in.t.Helper()
	result, err := p.in.App.Identity.SignInBrowser(p.in.t.Context(), identity.SignInForm{Login: p.Handle, Password: Password})
	if err != nil {
		p.in.t.Fatal(err)
	}
	if result.Challenge == nil || result.SessionToken != "" {
		p.in.t.Fatal("the first step asked for no second one")
	}
	return Credential{Challenge: result.Challenge.Token, Cookie: result.Challenge.Token}
}
