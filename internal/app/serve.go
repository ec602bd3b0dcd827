package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime/debug"
	"time"

	"tamatar.dev/tamatar/internal/platform/config"
)

const (
	// stopWithin is how long requests and jobs in flight get to finish when the process is told to stop.
	stopWithin = 9 * time.Second
	// settleAfter is when the memory that the start needed is handed back to the system.
	settleAfter = 2 * time.Second
	// collectAt is how far the heap may grow before it is collected, in percent of what is alive, where GOGC does not
	// say. Little is alive here, so Go's own 100 collects all the time: a seventh of the CPU of a busy server. Idle it makes no difference.
	collectAt = 400
)

// Serve runs the instance until ctx ends, then stops gracefully within ten seconds. The address, and on the first
// start the link to claim the instance, are written to out. It returns nil after a graceful stop.
func Serve(ctx context.Context, cfg *config.Config, out io.Writer) (err error) {
	a, err := Open(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if err := a.prepare(ctx); err != nil {
		return err
	}
	ops, err := newWatch(a)
	if err != nil {
		return err
	}
	a.Jobs.Observe(ops.metrics.Job)
	web, err := NewWeb(a, ops.measure)
	if err != nil {
		return err
	}
	if err := web.Measure(ops.metrics); err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", cfg.Listen)
	if err != nil {
		return fmt.Errorf("listen on TAMATAR_LISTEN: %w", err)
	}
	if err := ops.listen(ctx, a, web); err != nil {
		return errors.Join(err, listener.Close())
	}
	claim, err := a.claimLink(ctx)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	if err := a.Jobs.Start(ctx); err != nil {
		return errors.Join(fmt.Errorf("start jobs: %w", err), listener.Close())
	}
	failed := make(chan error, 2)
	mail, err := a.listenMail(ctx, failed)
	if err != nil {
		return errors.Join(err, listener.Close(), a.Jobs.Stop(context.WithoutCancel(ctx)))
	}
	go func() { failed <- web.Server.Serve(listener) }()
	banner(out, a, listener.Addr().String(), claim)
	go a.followKeyring(ctx)
	collectLate()
	settling := time.AfterFunc(settleAfter, settle)
	defer settling.Stop()

	select {
	case err = <-failed:
	case <-ctx.Done():
		a.Log.Info("stopping")
	}
	return errors.Join(err, mail.stop(context.WithoutCancel(ctx)), a.stop(ctx, web, ops))
}

// claimLink is the link by which somebody becomes the administrator; "" when there is one, or must be none.
func (a *App) claimLink(ctx context.Context) (string, error) {
	if a.demonstration != nil {
		return "", nil
	}
	return a.Identity.EnsureClaimLink(ctx)
}

// prepare brings what the settings declare into the database, and what an older version left undone.
func (a *App) prepare(ctx context.Context) error {
	if err := a.demonstration.check(ctx); err != nil {
		return err
	}
	declared, err := declaredProviders(a.Config)
	if err != nil {
		return err
	}
	if err := a.Identity.DeclareProviders(ctx, declared); err != nil {
		return fmt.Errorf("TAMATAR_OIDC_FILE: %w", err)
	}
	return a.Identity.FoldNames(ctx)
}

// stop sends live connections away, ends requests, then jobs, then the operations listener, within [stopWithin].
func (a *App) stop(ctx context.Context, web *Web, ops *watch) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	err := a.Live.Stop(ctx)
	return errors.Join(err, web.Server.Shutdown(ctx), a.Jobs.Stop(ctx), ops.stop(ctx))
}

// collectLate sets [collectAt], unless the operator has set GOGC.
func collectLate() {
	if before := debug.SetGCPercent(collectAt); before != goDefault {
		debug.SetGCPercent(before)
	}
}

// goDefault is what Go takes where GOGC is not set.
const goDefault = 100
