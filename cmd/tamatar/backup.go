package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/backup/archive"
	"tamatar.dev/tamatar/internal/platform/blob"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/config"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/secret"
)

// backupCmd writes the instance into one file. The server may be running.
type backupCmd struct {
	config.Config  `embed:""`
	To             string   `help:"File, folder, or - for standard output; the current folder when left out." default:"." placeholder:"PATH"`
	AgeRecipient   []string `help:"Encrypt for this age recipient (age1…); may be given again. TAMATAR_BACKUP_RECIPIENTS when left out." placeholder:"RECIPIENT"`
	PassphraseFile string   `help:"Encrypt with the passphrase in this file." type:"existingfile" placeholder:"FILE"`
	WithKeyring    bool     `help:"Put the keyring inside; only in an encrypted backup."`
}

// Run writes the backup and says what is in it and what is not.
func (c *backupCmd) Run(ctx context.Context) (err error) {
	lock, err := c.lock()
	if err != nil {
		return err
	}
	src, closeAll, err := openSource(ctx, &c.Config)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeAll()) }()
	out, name, err := c.target(lock.On(), clock.System{})
	if err != nil {
		return err
	}
	shown := newProgress(os.Stderr)
	s, err := archive.Write(ctx, src, out, archive.Options{Lock: lock, WithKeyring: c.WithKeyring, Progress: shown.step})
	shown.end()
	if err = errors.Join(err, out.finish(err == nil)); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "Backed up %d rows of %d tables and %d files: %s\n", s.Rows(), len(s.End.Tables), s.End.Files.Count, name)
	if !s.WithKeyring {
		fmt.Fprintf(os.Stderr, "The keyring is not in it. Keep a copy of %s apart: without it no password and no sealed secret works after a restore.\n",
			filepath.Join(c.DataDir, secret.KeyringFile))
	}
	if !s.Encrypted {
		fmt.Fprintln(os.Stderr, "It is not encrypted: whoever can read the file can read every journal.")
	}
	return nil
}

func (c *backupCmd) lock() (archive.Lock, error) {
	if len(c.AgeRecipient) == 0 && c.PassphraseFile == "" {
		return archive.NewLock(c.BackupRecipients, c.BackupPassphrase)
	}
	passphrase, err := readPassphrase(c.PassphraseFile)
	if err != nil {
		return archive.Lock{}, err
	}
	return archive.NewLock(c.AgeRecipient, passphrase)
}

// target is where the backup goes: it appears under its name only when it is whole.
func (c *backupCmd) target(encrypted bool, now clock.Clock) (*target, string, error) {
	if c.To == "-" {
		return &target{File: os.Stdout}, "standard output", nil
	}
	name := c.To
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		name = filepath.Join(name, archive.Name(now.Now(), encrypted))
	}
	f, err := os.OpenFile(name+".partial", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the operator names the file.
	if err != nil {
		return nil, "", fmt.Errorf("make the backup: %w", err)
	}
	return &target{File: f, name: name}, name, nil
}

type target struct {
	*os.File

	name string
}

// finish flushes the file and gives it its name, or removes it.
func (t *target) finish(whole bool) error {
	if t.name == "" {
		return nil
	}
	if !whole {
		return errors.Join(t.Close(), os.Remove(t.Name()))
	}
	if err := errors.Join(t.Sync(), t.Close()); err != nil {
		return errors.Join(err, os.Remove(t.Name()))
	}
	return os.Rename(t.Name(), t.name)
}

// openSource opens database, files and keyring as they are: nothing is migrated or made.
func openSource(ctx context.Context, cfg *config.Config) (archive.Source, func() error, error) {
	keys, err := keyringOf(cfg)
	if err != nil {
		return archive.Source{}, nil, err
	}
	if keys == nil {
		return archive.Source{}, nil, fmt.Errorf("there is no instance in %s: name its data folder with --data-dir or TAMATAR_DATA_DIR", cfg.DataDir)
	}
	d, err := db.Open(ctx, db.Options{DSN: cfg.DSN()})
	if err != nil {
		return archive.Source{}, nil, err
	}
	files, err := blob.Open(ctx, cfg.Files())
	if err != nil {
		return archive.Source{}, nil, errors.Join(err, d.Close())
	}
	return archive.Source{DB: d, Files: files, Keyring: keys, Clock: clock.System{}, MadeBy: app.Version},
		func() error { return errors.Join(files.Close(), d.Close()) }, nil
}

// keyringOf is the keyring of the settings or of the data folder; nil when there is none.
func keyringOf(cfg *config.Config) (*secret.Keyring, error) {
	if cfg.Keyring != "" {
		return secret.ParseKeyring([]byte(cfg.Keyring))
	}
	return secret.FindKeyring(cfg.DataDir)
}

func readPassphrase(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	raw, err := os.ReadFile(file) //nolint:gosec // the operator names the file.
	if err != nil {
		return "", fmt.Errorf("read the passphrase: %w", err)
	}
	text := strings.TrimRight(string(raw), "\r\n")
	if text == "" {
		return "", fmt.Errorf("%s holds no passphrase", file)
	}
	return text, nil
}

// keyFlags say how to open an encrypted backup.
type keyFlags struct {
	IdentityFile   string `help:"age identity file for an encrypted backup." type:"existingfile" placeholder:"FILE"`
	PassphraseFile string `help:"File with the passphrase of an encrypted backup." type:"existingfile" placeholder:"FILE"`
}

func (f keyFlags) key(cfg *config.Config) (archive.Key, error) {
	passphrase, err := readPassphrase(f.PassphraseFile)
	if err != nil {
		return archive.Key{}, err
	}
	if passphrase == "" {
		passphrase = cfg.BackupPassphrase
	}
	if f.IdentityFile == "" {
		return archive.NewKey(nil, passphrase)
	}
	file, err := os.Open(f.IdentityFile)
	if err != nil {
		return archive.Key{}, err
	}
	defer file.Close()
	return archive.NewKey(file, passphrase)
}

func fileOpener(path string) archive.Opener {
	return func() (io.ReadCloser, error) { return os.Open(path) } //nolint:gosec // the operator names the file.
}
