package app

import (
	"context"
	"sync"
	"time"
)

// explorerReach is how long what was read of the setting is believed, so that a request costs no statement for it.
const explorerReach = 2 * time.Second

// explorerSwitch is the instance's setting whether the explorer is offered.
type explorerSwitch struct {
	app *App

	mu    sync.Mutex
	value bool
	until time.Time
}

// on reports whether the explorer is offered; when that cannot be read, it is not.
func (e *explorerSwitch) on(ctx context.Context) bool {
	now := e.app.Clock.Now()
	e.mu.Lock()
	defer e.mu.Unlock()
	if now.Before(e.until) {
		return e.value
	}
	instance, err := e.app.Identity.Instance(ctx)
	if err != nil {
		return false
	}
	e.value, e.until = instance.Explorer, now.Add(explorerReach)
	return e.value
}
