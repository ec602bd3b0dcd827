package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"
)

// tokenCmd looks after the personal access tokens of the person, on any instance.
type tokenCmd struct {
	List   tokenListCmd   `cmd:"" help:"List your tokens."`
	Create tokenCreateCmd `cmd:"" help:"Make a token and print it, this once. Asks for your password."`
	Rotate tokenRotateCmd `cmd:"" help:"Give a token a new secret and print it, this once. Asks for your password."`
	Revoke tokenRevokeCmd `cmd:"" help:"End a token. Asks for your password."`
}

type tokenRow struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Prefix     string     `json:"prefix"`
	Scopes     []string   `json:"scopes"`
	ExpiresAt  *time.Time `json:"expiresAt"`
	LastUsedAt *time.Time `json:"lastUsedAt"`
	LastClient string     `json:"lastClient"`
}

type tokenListCmd struct {
	apiFlags
	JSON bool `name:"json" help:"Print JSON."`
}

// Run lists the tokens of whoever the token in use belongs to.
func (c *tokenListCmd) Run(ctx context.Context) error {
	client, err := c.client()
	if err != nil {
		return err
	}
	var data struct {
		Viewer *struct{ Tokens []tokenRow }
	}
	if err := client.do(ctx, `query Tokens { viewer { tokens { id name prefix scopes expiresAt lastUsedAt lastClient } } }`, nil, &data); err != nil {
		return err
	}
	if data.Viewer == nil {
		return errors.New("the token is not accepted: create a new one in the settings")
	}
	if c.JSON {
		return printJSON(os.Stdout, data.Viewer.Tokens)
	}
	return printTokens(os.Stdout, data.Viewer.Tokens)
}

func printTokens(out io.Writer, list []tokenRow) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tNAME\tBEGINS\tMAY\tENDS\tLAST USED")
	for _, t := range list {
		scopes := make([]string, len(t.Scopes))
		for i, s := range t.Scopes {
			scopes[i] = strings.ToLower(strings.Replace(s, "_", ":", 1))
		}
		used := shortDay(t.LastUsedAt, "never")
		if t.LastClient != "" {
			used += " by " + t.LastClient
		}
		fmt.Fprintf(w, "%s\t%s\t%s…\t%s\t%s\t%s\n", t.ID, t.Name, t.Prefix, strings.Join(scopes, ","), shortDay(t.ExpiresAt, "never"), used)
	}
	return w.Flush()
}

func shortDay(at *time.Time, none string) string {
	if at == nil {
		return none
	}
	return at.Local().Format("2006-01-02")
}

func printJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// where is the instance that a command with a sign-in of its own talks to.
func (f apiFlags) where() (string, error) {
	if f.URL != "" {
		return f.URL, nil
	}
	p, err := readProfile()
	if err != nil || p.URL == "" {
		return defaultURL, err
	}
	return p.URL, nil
}

type tokenCreateCmd struct {
	apiFlags
	signInFlags
	Name  string   `arg:"" help:"Name of the token in the settings."`
	Scope []string `default:"read,entries:write" help:"What it may do: read, entries:write, profile:write, admin."`
	Days  int      `default:"90" help:"Days until it ends, 1 to 366; 0 for never."`
}

// Run prints the token and nothing else.
func (c *tokenCreateCmd) Run(ctx context.Context) error {
	return withSession(ctx, c.apiFlags, c.signInFlags, func(s *session) error {
		made, err := s.createToken(ctx, c.Name, c.Scope, c.Days)
		if err == nil {
			fmt.Println(made.Secret)
		}
		return err
	})
}

type tokenRotateCmd struct {
	apiFlags
	signInFlags
	ID    string `arg:"" help:"Id of the token, from tamatar token list."`
	Grace int    `default:"24" help:"Hours for which the old secret still works, 0 to 168."`
}

// Run prints the new secret and nothing else.
func (c *tokenRotateCmd) Run(ctx context.Context) error {
	return withSession(ctx, c.apiFlags, c.signInFlags, func(s *session) error {
		var data struct{ RotateToken secretAnswer }
		err := s.client.do(ctx, `mutation Rotate($input: RotateTokenInput!) { rotateToken(input: $input) { token { id } secret errors { code message } } }`,
			map[string]any{"input": map[string]any{"id": c.ID, "graceHours": c.Grace}}, &data)
		if err != nil {
			return err
		}
		made, err := data.RotateToken.made()
		if err == nil {
			fmt.Println(made.Secret)
		}
		return err
	})
}

type tokenRevokeCmd struct {
	apiFlags
	signInFlags
	ID string `arg:"" help:"Id of the token, from tamatar token list."`
}

// Run ends the token.
func (c *tokenRevokeCmd) Run(ctx context.Context) error {
	return withSession(ctx, c.apiFlags, c.signInFlags, func(s *session) error { return s.revokeToken(ctx, c.ID) })
}

func withSession(ctx context.Context, api apiFlags, who signInFlags, act func(*session) error) error {
	address, err := api.where()
	if err != nil {
		return err
	}
	s, err := who.signIn(ctx, address, bufio.NewReader(os.Stdin))
	if err != nil {
		return err
	}
	defer s.end(ctx)
	return act(s)
}

type madeToken struct{ ID, Secret string }

// secretAnswer is the payload of what makes a secret.
type secretAnswer struct {
	Token  *struct{ ID string }
	Secret string
	Errors []userError
}

func (a secretAnswer) made() (madeToken, error) {
	if len(a.Errors) > 0 {
		return madeToken{}, errors.New(a.Errors[0].Message)
	}
	if a.Token == nil {
		return madeToken{}, errors.New("the instance gave neither a token nor a reason")
	}
	return madeToken{ID: a.Token.ID, Secret: a.Secret}, nil
}

func (s *session) createToken(ctx context.Context, name string, scopes []string, days int) (madeToken, error) {
	input := map[string]any{"name": name, "scopes": make([]string, len(scopes))}
	for i, scope := range scopes {
		input["scopes"].([]string)[i] = strings.ToUpper(strings.ReplaceAll(scope, ":", "_"))
	}
	if days > 0 {
		input["expiresInDays"] = days
	}
	var data struct{ CreateToken secretAnswer }
	err := s.client.do(ctx, `mutation Create($input: CreateTokenInput!) { createToken(input: $input) { token { id } secret errors { code message } } }`,
		map[string]any{"input": input}, &data)
	if err != nil {
		return madeToken{}, err
	}
	return data.CreateToken.made()
}

func (s *session) revokeToken(ctx context.Context, id string) error {
	var data struct{ RevokeToken struct{ Errors []userError } }
	return s.client.do(ctx, `mutation Revoke($id: ID!) { revokeToken(id: $id) { revokedId errors { code message } } }`, map[string]any{"id": id}, &data)
}
