// Command tamatar is the whole product: the server, and the tools around it.
//
// Without arguments it serves. `tamatar --help` lists the subcommands.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"tamatar.dev/tamatar/internal/platform/config"
)

// commands are the subcommands, one file each.
type commands struct {
	Serve      serveCmd      `cmd:"" default:"withargs" help:"Run the instance (the default)."`
	Log        logCmd        `cmd:"" help:"Write an entry from the terminal."`
	Search     searchCmd     `cmd:"" help:"Find your entries."`
	Today      todayCmd      `cmd:"" help:"Show what you logged today, and your streak."`
	Standup    standupCmd    `cmd:"" help:"Print what you did, learned and decided, what is next and what blocks: of a day, a week, a month or a year."`
	Login      loginCmd      `cmd:"" help:"Sign in to an instance: makes a token and keeps it on this machine."`
	Logout     logoutCmd     `cmd:"" help:"Revoke the token that login made, and forget it."`
	Token      tokenCmd      `cmd:"" help:"Look after your personal access tokens."`
	Export     exportCmd     `cmd:"" help:"Take everything you logged along as one archive."`
	Import     importCmd     `cmd:"" help:"Import real history: Git repositories or Markdown notes."`
	User       userCmd       `cmd:"" help:"Manage accounts on the machine of the instance."`
	Providers  providersCmd  `cmd:"" help:"Look after sign-in providers, and switch passwords on again."`
	Keys       keysCmd       `cmd:"" help:"Look after the keys under which secrets are stored."`
	Audit      auditCmd      `cmd:"" help:"Look after the log of acts."`
	Demo       demoCmd       `cmd:"" help:"Load three demo people with eighteen months of logs, or remove them."`
	Migrate    migrateCmd    `cmd:"" help:"Bring the database schema up to date and exit."`
	Backup     backupCmd     `cmd:"" help:"Write the whole instance into one file, while it is in use."`
	Restore    restoreCmd    `cmd:"" help:"Fill an empty instance from a backup."`
	Verify     verifyCmd     `cmd:"" help:"Restore a backup into a throw-away database and compare."`
	Health     healthCmd     `cmd:"" help:"Ask the running instance whether it is well: for containers."`
	Copydb     copydbCmd     `cmd:"" help:"Copy an instance between SQLite and PostgreSQL."`
	Completion completionCmd `cmd:"" help:"Print what a shell needs to complete commands: source <(tamatar completion bash)."`
	Complete   completeCmd   `cmd:"" hidden:""`
	Version    versionCmd    `cmd:"" help:"Print the version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		stop()
		fmt.Fprintln(os.Stderr, "tamatar:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	var cli commands
	options := append(config.Options(),
		kong.Name("tamatar"),
		kong.Description("A developer's companion: log your day, see your year."),
		kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	parser, err := kong.New(&cli, options...)
	if err != nil {
		return fmt.Errorf("read the command line: %w", err)
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		var parse *kong.ParseError
		if errors.As(err, &parse) {
			_ = parse.Context.PrintUsage(true)
		}
		return err
	}
	return chosen.Run()
}
