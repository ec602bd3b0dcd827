package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/config"
)

// providersCmd looks after sign-in providers on the machine of the instance. It is also the way back in when a provider
// has failed while passwords are switched off. Every act is in the audit log.
type providersCmd struct {
	List      providersListCmd      `cmd:"" help:"List the sign-in providers."`
	Add       providersAddCmd       `cmd:"" help:"Add a sign-in provider, or change the one with the same slug."`
	Passwords providersPasswordsCmd `cmd:"" help:"Switch the sign-in by password on or off."`
}

type providersListCmd struct {
	config.Config `embed:""`
}

// Run prints one line per provider.
func (c *providersListCmd) Run(ctx context.Context) error {
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		list, err := a.Identity.SystemProviders(ctx)
		if err != nil {
			return err
		}
		out := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
		fmt.Fprintln(out, "SLUG\tKIND\tNAME\tISSUER\tENABLED\tLINKED\tREDIRECT ADDRESS")
		for _, p := range list {
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%t\t%d\t%s\n", p.Slug, p.Kind, p.Name, p.Issuer, p.Enabled, p.LinkCount, p.CallbackURL)
		}
		return out.Flush()
	})
}

type providersAddCmd struct {
	config.Config     `embed:""`
	Slug              string   `arg:"" help:"Its part of addresses: /sign-in/with/SLUG."`
	Kind              string   `enum:"oidc,github" default:"oidc" help:"What it speaks: OpenID Connect, or the sign-in of GitHub."`
	Name              string   `required:"" help:"Name on the button."`
	Issuer            string   `help:"Issuer, exactly as the provider writes it: https://login.example.org/realms/main. Of the kind github: the address of a GitHub Enterprise; none is github.com."`
	ClientID          string   `required:"" name:"client-id" help:"Client id that the provider gave."`
	ClientSecretStdin bool     `help:"Read the client secret from the first line of standard input. Without it, a secret that is there stays."`
	Scope             []string `help:"Scopes to ask for. None: openid, profile and email, or what a GitHub needs."`
	EmailDomain       []string `help:"Domains whose addresses the provider may vouch for. None: all."`
	NoSignUp          bool     `help:"Let nobody make an account with it."`
	Private           bool     `help:"It is in your own network: private addresses, any port and plain http are allowed."`
	TrustsFactors     bool     `help:"Its word that it asked for a second factor counts."`
	Disabled          bool     `help:"Save it without offering it."`
}

// Run saves the provider and prints what it has to be told.
func (c *providersAddCmd) Run(ctx context.Context) error {
	in := identity.SaveProviderInput{
		Kind: identity.ProviderKind(c.Kind), Slug: c.Slug, Name: c.Name, Issuer: c.Issuer, ClientID: c.ClientID, Scopes: c.Scope, EmailDomains: c.EmailDomain,
		Enabled: !c.Disabled, SignUp: !c.NoSignUp, Private: c.Private, TrustsFactors: c.TrustsFactors,
	}
	if c.ClientSecretStdin {
		secret, err := firstLine(os.Stdin)
		if err != nil {
			return err
		}
		in.ClientSecret = &secret
	}
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		list, err := a.Identity.SystemProviders(ctx)
		if err != nil {
			return err
		}
		for _, p := range list {
			if p.Slug == strings.TrimSpace(c.Slug) {
				in.ID = &p.ID
			}
		}
		p, err := a.Identity.SystemSaveProvider(ctx, in)
		if err != nil {
			return err
		}
		fmt.Println("Saved. Tell the provider this redirect address:")
		fmt.Println(p.CallbackURL)
		return nil
	})
}

type providersPasswordsCmd struct {
	config.Config `embed:""`
	State         string `arg:"" enum:"on,off" help:"on or off."`
}

// Run switches passwords.
func (c *providersPasswordsCmd) Run(ctx context.Context) error {
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		return a.Identity.SystemSetProviderOnly(ctx, c.State == "off")
	})
}
