package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/platform/config"
	"tamatar.dev/tamatar/internal/platform/sealed"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// keysCmd looks after the keyring while the instance serves. With --print it writes the new keyring to standard output
// and changes nothing, for instances whose keyring is the setting TAMATAR_KEYRING.
type keysCmd struct {
	List   keysListCmd   `cmd:"" help:"List the keys and how many values are sealed with each."`
	Add    keysAddCmd    `cmd:"" help:"Add a standby key: every node learns it before the next rotation uses it."`
	Rotate keysRotateCmd `cmd:"" help:"Use a new key (the standby, if there is one) and seal everything anew with it."`
	Reseal keysResealCmd `cmd:"" help:"Seal everything anew that is not sealed with the current key."`
	Retire keysRetireCmd `cmd:"" help:"Take a key out of use that holds nothing any more."`
}

type keysListCmd struct {
	config.Config `embed:""`
}

// Run prints one line per key.
func (c *keysListCmd) Run(ctx context.Context) error {
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		keys, err := app.KeysOf(a).List(ctx)
		if err != nil {
			return err
		}
		out := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
		fmt.Fprintln(out, "KEY\tSTATE\tREPLACED\tSEALED VALUES")
		for _, k := range keys {
			replaced := "-"
			if !k.ReplacedAt.IsZero() {
				replaced = k.ReplacedAt.Format("2006-01-02 15:04 MST")
			}
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", k.ID, keyState(k.Key), replaced, strconv.FormatInt(k.Uses.Total(), 10))
		}
		return out.Flush()
	})
}

func keyState(k secret.Key) string {
	var words []string
	switch {
	case k.Current:
		words = append(words, "current")
	case k.Standby:
		words = append(words, "standby")
	case k.Retired:
		words = append(words, "retired")
	default:
		words = append(words, "old")
	}
	if k.Root {
		words = append(words, "root")
	}
	return strings.Join(words, ", ")
}

type printed struct {
	Print bool `help:"Write the new keyring to standard output and change nothing."`
}

func printKeyring(cfg *config.Config, with func(*secret.Keyring) (*secret.Keyring, error)) error {
	text, err := app.ChangedKeyring(cfg, with)
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(text)
	return err
}

type keysAddCmd struct {
	config.Config `embed:""`
	printed
}

// Run adds the key.
func (c *keysAddCmd) Run(context.Context) error {
	if c.Print {
		return printKeyring(&c.Config, func(old *secret.Keyring) (*secret.Keyring, error) { return old.WithStandby(), nil })
	}
	if c.Keyring != "" {
		return errors.New("the keyring is the text of TAMATAR_KEYRING: add --print and put the new text in its place")
	}
	k, err := app.AddKey(&c.Config)
	if err != nil {
		return err
	}
	ids := k.KeyIDs()
	fmt.Println("Added", ids[len(ids)-1]+".", "Once every node has it, run: tamatar keys rotate")
	return nil
}

type keysRotateCmd struct {
	config.Config `embed:""`
	printed
}

// Run rotates and seals anew.
func (c *keysRotateCmd) Run(ctx context.Context) error {
	if c.Print {
		return printKeyring(&c.Config, app.RotatedNow)
	}
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		old := a.Keyring.Current()
		report, err := app.KeysOf(a).Rotate(ctx)
		if err != nil {
			return err
		}
		fmt.Printf("The current key is %s now, %s before.\n", a.Keyring.Current(), old)
		return tellResealed(report)
	})
}

func tellResealed(r sealed.Report) error {
	fmt.Printf("Sealed anew: %d values.\n", r.Done)
	if len(r.Left) > 0 {
		return fmt.Errorf("%d values do not open with any key: %s", len(r.Left), strings.Join(r.Left, ", "))
	}
	return nil
}

type keysResealCmd struct {
	config.Config `embed:""`
}

// Run seals anew.
func (c *keysResealCmd) Run(ctx context.Context) error {
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		report, err := app.KeysOf(a).Reseal(ctx)
		if err != nil {
			return err
		}
		return tellResealed(report)
	})
}

type keysRetireCmd struct {
	config.Config `embed:""`
	printed
	Key string `arg:"" help:"Name of the key, as keys list shows it."`
	Now bool   `help:"Also end the access tokens that it signed: for a key that has leaked."`
}

// Run retires the key.
func (c *keysRetireCmd) Run(ctx context.Context) error {
	return withApp(ctx, &c.Config, func(ctx context.Context, a *app.App) error {
		keys := app.KeysOf(a)
		if !c.Print {
			if err := keys.Retire(ctx, c.Key, c.Now); err != nil {
				return err
			}
			fmt.Println("Retired", c.Key+".")
			return nil
		}
		if err := keys.MayRetire(ctx, c.Key, c.Now); err != nil {
			return err
		}
		return printKeyring(&c.Config, func(old *secret.Keyring) (*secret.Keyring, error) { return old.Retired(c.Key) })
	})
}
