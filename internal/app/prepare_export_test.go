package app

import "context"

// Prepare is what Serve does before it listens.
func (a *App) Prepare(ctx context.Context) error { return a.prepare(ctx) }
