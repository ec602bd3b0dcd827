package app

import (
	"context"
	"net/http"
)

func (a *App) startOps(context.Context, *Web) (*http.Server, error) { return nil, nil }
