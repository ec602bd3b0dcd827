package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/config"
)

// userCmd manages accounts on the machine of the instance, with or without a mail server. Every act is in the audit log.
type userCmd struct {
	List          userListCmd    `cmd:"" help:"List the accounts."`
	Create        userCreateCmd  `cmd:"" help:"Create an account; prints a one-time link to set the password unless one is given."`
	ResetPassword userResetCmd   `cmd:"" help:"Print a one-time link with which the person sets a new password."`
	ResetFactors  userFactorsCmd `cmd:"" help:"Take the passkeys, authenticator app and recovery codes of somebody away who has lost them."`
	Token         userTokenCmd   `cmd:"" help:"Create a personal access token for a person and print it, this once."`
	SetRole       userRoleCmd    `cmd:"" help:"Make somebody an administrator or a member."`
	Quota         userQuotaCmd   `cmd:"" help:"Show how much space somebody has for files, or set it."`
	Suspend       userSuspendCmd `cmd:"" help:"Suspend an account: it is signed out everywhere."`
	Reinstate     userHandleCmd  `cmd:"" help:"Lift a suspension."`
	Export        userExportCmd  `cmd:"" help:"Write everything of a person as one archive."`
	Delete        userDeleteCmd  `cmd:"" help:"Delete an account and everything it logged."`
}

// userHandle names one account.
type userHandle struct {
	Handle string `arg:"" help:"Handle of the account."`
}

// withApp opens the instance without serving it, does something, and closes it.
func withApp(ctx context.Context, cfg *config.Config, do func(ctx context.Context, a *app.App) error) error {
	a, err := app.Open(ctx, cfg)
	if err != nil {
		return err
	}
	return errors.Join(do(ctx, a), a.Close())
}

type userListCmd struct {
	config.Config `embed:""`
	Search        string `arg:"" optional:"" help:"Part of a handle, a name or an address."`
}

// Run prints one line per account.
func (c *userListCmd) Run(ctx context.Context) error {
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		users, err := a.Identity.SystemUsers(ctx, c.Search)
		if err != nil {
			return err
		}
		out := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
		fmt.Fprintln(out, "HANDLE\tADDRESS\tROLE\tSTATUS\tSINCE")
		for _, u := range users {
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", u.Handle, u.Email, u.Role, u.Status, u.CreatedAt.Format("2006-01-02"))
		}
		return out.Flush()
	})
}

type userCreateCmd struct {
	config.Config `embed:""`
	Handle        string `required:"" help:"Handle of the new account."`
	Email         string `required:"" help:"Address of the person."`
	Name          string `help:"Name to show; the handle when left out."`
	Role          string `default:"member" enum:"member,admin" help:"member or admin."`
	PasswordStdin bool   `help:"Read the password from the first line of standard input."`
}

// Run creates the account.
func (c *userCreateCmd) Run(ctx context.Context) error {
	password, err := "", error(nil)
	if c.PasswordStdin {
		if password, err = firstLine(os.Stdin); err != nil {
			return err
		}
	}
	name := c.Name
	if name == "" {
		name = c.Handle
	}
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		user, link, err := a.Identity.SystemCreateUser(ctx, identity.AdminCreateUserInput{
			Email: c.Email, Handle: c.Handle, DisplayName: name, Role: identity.Role(c.Role),
		}, password)
		if err != nil {
			return err
		}
		fmt.Printf("Created %s (%s).\n", user.Handle, user.Role)
		if link != "" {
			fmt.Println("Set the password here; the link works once:", link)
		}
		return nil
	})
}

func firstLine(r io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(r, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read the password: %w", err)
	}
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", errors.New("no password on standard input: write it on the first line")
	}
	return line, nil
}

type userResetCmd struct {
	config.Config `embed:""`
	userHandle
}

// Run prints the link.
func (c *userResetCmd) Run(ctx context.Context) error {
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		link, expires, err := a.Identity.SystemResetLink(ctx, c.Handle)
		if err != nil {
			return err
		}
		fmt.Println(link)
		fmt.Fprintln(os.Stderr, "It works once, until", expires.Format("2006-01-02 15:04 MST"))
		return nil
	})
}

type userFactorsCmd struct {
	config.Config `embed:""`
	userHandle
}

// Run takes the second factors away.
func (c *userFactorsCmd) Run(ctx context.Context) error {
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		if err := a.Identity.SystemResetFactors(ctx, c.Handle); err != nil {
			return err
		}
		fmt.Fprintln(os.Stderr, "Done: the password alone signs in, and every session has ended. The person is told by mail.")
		return nil
	})
}

type userTokenCmd struct {
	config.Config `embed:""`
	userHandle
	Name          string   `default:"command line" help:"Name of the token in the list."`
	Scope         []string `default:"read,entries:write" help:"What it may do: read, entries:write, profile:write, admin."`
	ExpiresInDays int      `default:"0" help:"Days until it ends, 1 to 366; 0 for never."`
}

// Run prints the token and nothing else.
func (c *userTokenCmd) Run(ctx context.Context) error {
	in := identity.CreateTokenInput{Name: c.Name}
	for _, s := range c.Scope {
		in.Scopes = append(in.Scopes, identity.Scope(s))
	}
	if c.ExpiresInDays > 0 {
		in.ExpiresInDays = &c.ExpiresInDays
	}
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		_, secret, err := a.Identity.SystemCreateToken(ctx, c.Handle, in)
		if err == nil {
			fmt.Println(secret)
		}
		return err
	})
}

type userRoleCmd struct {
	config.Config `embed:""`
	userHandle
	Role string `arg:"" enum:"member,admin" help:"member or admin."`
}

// Run sets the role.
func (c *userRoleCmd) Run(ctx context.Context) error {
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		return a.Identity.SystemSetRole(ctx, c.Handle, identity.Role(c.Role))
	})
}

type userSuspendCmd struct {
	config.Config `embed:""`
	userHandle
	Reason string `required:"" help:"Why; the person can read it."`
}

// Run suspends the account.
func (c *userSuspendCmd) Run(ctx context.Context) error {
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		return a.Identity.SystemSuspend(ctx, c.Handle, c.Reason)
	})
}

// userHandleCmd is an act that needs the handle alone: lifting a suspension.
type userHandleCmd struct {
	config.Config `embed:""`
	userHandle
}

// Run lifts the suspension.
func (c *userHandleCmd) Run(ctx context.Context) error {
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		return a.Identity.SystemReinstate(ctx, c.Handle)
	})
}

type userDeleteCmd struct {
	config.Config `embed:""`
	userHandle
	Yes bool `help:"Do it: everything of the account goes, and nothing brings it back."`
}

// Run deletes the account.
func (c *userDeleteCmd) Run(ctx context.Context) error {
	if !c.Yes {
		return fmt.Errorf("this removes %s and everything they logged for good: add --yes to do it", c.Handle)
	}
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		return a.Identity.SystemDelete(ctx, c.Handle)
	})
}
