package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"tamatar.dev/tamatar/tools/instance"
)

// inNamespace marks the copy of this program that may mount.
const inNamespace = "TAMATAR_FAULT_NAMESPACE"

// fullDisk fills a small disk of its own: refused writes say so, reading goes on, nothing acknowledged is lost, and it
// heals by itself when there is room again. Mounting needs root, or a namespace of users that unprivileged people may make.
func fullDisk(ctx context.Context, o options) (string, error) {
	dir, err := os.MkdirTemp("", "tamatar-disk-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	if out, err := mount(ctx, dir, "size=8m"); err != nil {
		if os.Getenv(inNamespace) != "" {
			return "", fmt.Errorf("mount a small disk: %w: %s", err, out)
		}
		return elsewhere(ctx, o)
	}
	defer func() { _ = exec.Command("umount", "-l", dir).Run() }()
	return fillDisk(ctx, o, dir)
}

func mount(ctx context.Context, dir, size string) (string, error) {
	out, err := exec.CommandContext(ctx, "mount", "-t", "tmpfs", "-o", size, "tmpfs", dir).CombinedOutput()
	return string(out), err
}

// elsewhere does the round in a namespace of its own.
func elsewhere(ctx context.Context, o options) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, "unshare", "--user", "--map-root-user", "--mount", self, "--binary", o.binary, "--only", "disk")
	cmd.Env = append(os.Environ(), inNamespace+"=1")
	out, err := cmd.CombinedOutput()
	return "in a namespace of its own: " + strings.TrimSpace(string(out)), err
}

func fillDisk(ctx context.Context, o options, dir string) (string, error) {
	in, err := instance.New(ctx, instance.Config{Binary: o.binary, Dir: dir})
	if err != nil {
		return "", err
	}
	if _, err := in.Start(ctx); err != nil {
		return "", err
	}
	defer in.Stop()
	l, n, refused, read := newLedger(), 0, 0, 0
	next := func() bool {
		n++
		return once(ctx, in, l, fmt.Sprintf("fault-disk-%06d", n), 20_000)
	}
	for n < 2000 && refused < 200 {
		if next() {
			continue
		}
		refused++
		answer, err := in.Ask(ctx, `{ viewer { entries(first: 5) { nodes { id } } } }`, nil)
		if err == nil && answer.Code == "" {
			read++
		}
	}
	before := len(l.acked)
	if out, err := exec.CommandContext(ctx, "mount", "-o", "remount,size=128m", dir).CombinedOutput(); err != nil {
		return "", fmt.Errorf("make room: %w: %s", err, out)
	}
	began, healed := time.Now(), time.Duration(0)
	for time.Since(began) < 10*time.Second && healed == 0 {
		if next() {
			healed = time.Since(began)
		}
	}
	for range 50 {
		next()
	}
	in.Stop()
	t, err := count(ctx, "sqlite:"+dir+"/data/tamatar.db", l.before(time.Now()), l)
	figures := fmt.Sprintf("%d acknowledged until the disk was full, %d refused (%v), %d of %d reads answered meanwhile, writing again %s after there was room; %s",
		before, refused, l.codes, read, refused, healed.Round(time.Millisecond), t)
	said := l.codes["database.full"]
	return figures, errors.Join(err, t.whole(), demand(refused > 0 && said == refused, "%d of %d refusals say that the disk is full", said, refused),
		demand(read == refused, "reading stopped"), demand(healed > 0, "it does not heal"))
}
