package config

import (
	"fmt"
	"os"

	"github.com/alecthomas/kong"
)

// Options are what a kong parser needs to read a [Config]: the *_FILE variables and the group titles.
func Options() []kong.Option {
	return []kong.Option{
		kong.Resolvers(fileResolver{}),
		kong.ExplicitGroups([]kong.Group{
			{Key: "web", Title: "Web"},
			{Key: "data", Title: "Data"},
			{Key: "accounts", Title: "Accounts"},
			{Key: "limits", Title: "Limits"},
			{Key: "mail", Title: "Mail"},
			{Key: "backup", Title: "Backup"},
			{Key: "operation", Title: "Operation"},
		}),
	}
}

// Parse reads a Config from arguments and the environment alone, without commands, and validates it.
func Parse(args []string) (*Config, error) {
	var c Config
	parser, err := kong.New(&c, append(Options(), kong.Exit(func(int) {}))...)
	if err != nil {
		return nil, fmt.Errorf("make parser: %w", err)
	}
	if _, err := parser.Parse(args); err != nil {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	return &c, c.Validate()
}

// fileResolver gives every flag the value of its <ENV>_FILE variable's file. Flags on the command line win.
type fileResolver struct{}

// Validate accepts every application.
func (fileResolver) Validate(*kong.Application) error { return nil }

// Resolve reads the file of the flag's variable; it is an error to set both the variable and its file.
func (fileResolver) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, env := range flag.Envs {
		path, ok := os.LookupEnv(env + "_FILE")
		if !ok || path == "" {
			continue
		}
		if _, both := os.LookupEnv(env); both {
			return nil, fmt.Errorf("%s and %s_FILE are both set; remove one", env, env)
		}
		value, err := readSecretFile(env+"_FILE", path)
		if err != nil {
			return nil, err
		}
		return value, nil
	}
	return nil, nil //nolint:nilnil // kong's way to say "not mine"
}
