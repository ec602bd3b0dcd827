package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// signInFlags are how a command finds out who the person is.
type signInFlags struct {
	User          string `help:"Handle or address; asked for when left out." placeholder:"HANDLE"`
	PasswordStdin bool   `help:"Read the password, and on the next line the code of the second factor if there is one, from standard input."`
}

// loginCmd makes a token on an instance and keeps it.
type loginCmd struct {
	signInFlags
	URL   string   `arg:"" help:"Address of the instance, such as https://log.example.org."`
	Name  string   `help:"Name of the token in the settings; the name of this machine when left out."`
	Scope []string `default:"read,entries:write" help:"What the token may do: read, entries:write, profile:write, admin."`
	Days  int      `default:"90" help:"Days until it ends, 1 to 366; 0 for never."`
}

// Run signs in, makes a token, keeps it and signs out again: no password and no session stays on this machine.
func (c *loginCmd) Run(ctx context.Context) error {
	s, err := c.signIn(ctx, c.URL, bufio.NewReader(os.Stdin))
	if err != nil {
		return err
	}
	defer s.end(ctx)
	name := c.Name
	if name == "" {
		name = "command line"
		if host, err := os.Hostname(); err == nil {
			name += " on " + host
		}
	}
	made, err := s.createToken(ctx, name, c.Scope, c.Days)
	if err != nil {
		return err
	}
	path, err := profile{URL: s.client.base, Token: made.Secret, TokenID: made.ID, Handle: s.login}.save()
	if err != nil {
		return err
	}
	fmt.Printf("Signed in to %s as %s. The token %q is kept in %s.\n", s.client.base, s.login, name, path)
	return nil
}

// logoutCmd forgets the token, and revokes it where the person proves themselves.
type logoutCmd struct {
	signInFlags
	Keep bool `help:"Only forget the token here; it stays valid until it is revoked in the settings."`
}

// Run revokes the token with a short session, then removes the file.
func (c *logoutCmd) Run(ctx context.Context) error {
	p, err := readProfile()
	if err != nil {
		return err
	}
	if p.Token == "" {
		return errors.New("nobody is signed in here")
	}
	if !c.Keep {
		if c.User == "" {
			c.User = p.Handle
		}
		s, err := c.signIn(ctx, p.URL, bufio.NewReader(os.Stdin))
		if err != nil {
			return fmt.Errorf("%w; with --keep the token is only forgotten here", err)
		}
		defer s.end(ctx)
		if err := s.revokeToken(ctx, p.TokenID); err != nil {
			return err
		}
	}
	path, err := profilePath()
	if err != nil {
		return err
	}
	if err := os.Remove(path); err != nil {
		return err
	}
	fmt.Println("Signed out of", p.URL)
	return nil
}

// session is a short sign-in of the command line: for what no token may do.
type session struct {
	client *apiClient
	login  string
}

type signInAnswer struct {
	Tokens    *struct{ AccessToken string }
	Challenge *struct {
		Token   string
		Methods []string
	}
	Errors []userError
}

const (
	signInMutation = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) { tokens { accessToken } challenge { token methods } errors { code message } }
}`
	// signInBefore is for instances that know no second factor.
	signInBefore = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) { tokens { accessToken } errors { code message } }
}`
	completeMutation = `mutation CompleteSignIn($input: CompleteSignInInput!) {
  completeSignIn(input: $input) { tokens { accessToken } errors { code message } }
}`
)

// signIn asks for name and password, and for the code of a second factor where the account has one.
func (f signInFlags) signIn(ctx context.Context, address string, stdin *bufio.Reader) (*session, error) {
	client, err := newClient(address, "")
	if err != nil {
		return nil, err
	}
	login := f.User
	if login == "" {
		if login, err = ask(stdin, "Handle or address: "); err != nil {
			return nil, err
		}
	}
	password, err := f.secret(stdin, "Password: ")
	if err != nil {
		return nil, err
	}
	input := map[string]any{"input": map[string]any{"login": login, "password": password, "client": "tamatar command line"}}
	var data struct{ SignIn signInAnswer }
	err = client.do(ctx, signInMutation, input, &data)
	if errors.Is(err, errNotInSchema) {
		err = client.do(ctx, signInBefore, input, &data)
	}
	if err != nil {
		return nil, err
	}
	answer := data.SignIn
	if answer.Challenge != nil {
		if answer, err = f.complete(ctx, client, answer.Challenge.Token, stdin); err != nil {
			return nil, err
		}
	}
	if len(answer.Errors) > 0 {
		return nil, errors.New(answer.Errors[0].Message)
	}
	if answer.Tokens == nil {
		return nil, errors.New("the instance gave neither a sign-in nor a reason")
	}
	client.token = answer.Tokens.AccessToken
	return &session{client: client, login: login}, nil
}

func (f signInFlags) complete(ctx context.Context, client *apiClient, challenge string, stdin *bufio.Reader) (signInAnswer, error) {
	code, err := f.secret(stdin, "Code of the second factor, or a recovery code: ")
	if err != nil {
		return signInAnswer{}, err
	}
	var data struct{ CompleteSignIn signInAnswer }
	err = client.do(ctx, completeMutation, map[string]any{"input": map[string]any{"challenge": challenge, "code": code}}, &data)
	return data.CompleteSignIn, err
}

// secret reads a line without showing it on a terminal.
func (f signInFlags) secret(stdin *bufio.Reader, prompt string) (string, error) {
	if f.PasswordStdin || !isTerminal(os.Stdin) {
		return line(stdin)
	}
	fmt.Fprint(os.Stderr, prompt)
	raw, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(os.Stderr)
	return string(raw), err
}

func ask(stdin *bufio.Reader, prompt string) (string, error) {
	if isTerminal(os.Stdin) {
		fmt.Fprint(os.Stderr, prompt)
	}
	return line(stdin)
}

func line(r *bufio.Reader) (string, error) {
	text, err := r.ReadString('\n')
	if err != nil && (!errors.Is(err, io.EOF) || text == "") {
		return "", errors.New("standard input ended before everything was answered")
	}
	return strings.TrimRight(text, "\r\n"), nil
}

// end signs out; a session that cannot be ended now ends by itself.
func (s *session) end(ctx context.Context) {
	var data struct{ SignOut struct{ RevokedSessions int } }
	_ = s.client.do(ctx, `mutation { signOut { revokedSessions } }`, nil, &data)
}
