package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"tamatar.dev/tamatar/internal/backup/archive"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/config"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// restoreCmd fills an instance that has never been started.
type restoreCmd struct {
	config.Config  `embed:""`
	keyFlags       `embed:""`
	Archive        string `arg:"" help:"The backup." type:"existingfile"`
	Foreign        bool   `help:"Take a backup that this keyring has not sealed: you trust where it comes from."`
	WithoutKeyring bool   `help:"Restore though the keyring is lost: everybody must set a new password."`
}

// Run restores and says what came in.
func (c *restoreCmd) Run(ctx context.Context) (err error) {
	key, err := c.key(&c.Config)
	if err != nil {
		return err
	}
	keys, err := keyringOf(&c.Config)
	if err != nil {
		return err
	}
	if err := c.EnsureDataDir(); err != nil {
		return err
	}
	d, err := db.Open(ctx, db.Options{DSN: c.DSN()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	files, err := blob.Open(ctx, c.Files())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, files.Close()) }()
	began := clock.System{}.Now()
	s, err := archive.Restore(ctx, fileOpener(c.Archive), key, archive.Target{
		DB: d, Files: files, Keyring: keys,
		SaveKeyring: func(k *secret.Keyring) error { return secret.PlaceKeyring(c.DataDir, k) },
	}, archive.Consent{Foreign: c.Foreign, WithoutKeyring: c.WithoutKeyring})
	if err != nil {
		return err
	}
	fmt.Printf("Restored %s of %s (%s, schema %d) into %s in %s; every table has the checksum it was backed up with.\n",
		describe(s), s.MadeAt.Format("2006-01-02 15:04 MST"), s.Engine, s.SchemaVersion(), d.Dialect(), clock.System{}.Now().Sub(began).Round(time.Millisecond))
	if s.WithKeyring && keys == nil {
		fmt.Println("The keyring of the backup is in place.")
	}
	return nil
}

func describe(s archive.Summary) string {
	return fmt.Sprintf("%d rows in %d tables and %d files", s.Rows(), len(s.End.Tables), s.End.Files.Count)
}

// verifyCmd proves that a backup can be restored, without an instance.
type verifyCmd struct {
	config.Config `embed:""`
	keyFlags      `embed:""`
	Archive       string `arg:"" help:"The backup." type:"existingfile"`
}

// Run restores into a throw-away database and prints what every table holds.
func (c *verifyCmd) Run(ctx context.Context) error {
	key, err := c.key(&c.Config)
	if err != nil {
		return err
	}
	keys, err := keyringOf(&c.Config)
	if err != nil {
		return err
	}
	began := clock.System{}.Now()
	s, err := archive.Prove(ctx, fileOpener(c.Archive), key, os.TempDir())
	if err != nil {
		return err
	}
	for _, t := range s.End.Tables {
		fmt.Printf("%-32s %10d rows  %s\n", t.Name, t.Rows, t.SHA256[:16])
	}
	fmt.Printf("Proven in %s: %s of %s, made by %s on %s, schema %d, restored and compared.\n", clock.System{}.Now().Sub(began).Round(time.Millisecond),
		describe(s), s.MadeAt.Format("2006-01-02 15:04 MST"), s.MadeBy, s.Engine, s.SchemaVersion())
	switch {
	case s.SealedBy(keys):
		fmt.Println("It was made with the keyring in", c.DataDir+".")
	case keys != nil:
		fmt.Println("It was not made with the keyring in", c.DataDir+": restoring it there needs --foreign.")
	default:
		fmt.Println("There is no keyring here to tell whose it is.")
	}
	if !s.WithKeyring {
		fmt.Println("The keyring is not in it: keep it apart, it is needed to restore.")
	}
	return nil
}
