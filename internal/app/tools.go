package app

import (
	"tamatar.dev/tamatar/internal/api"
	"tamatar.dev/tamatar/internal/api/rest"
	"tamatar.dev/tamatar/internal/platform/route"
)

// toolRoutes are the doors for tools: REST.
func (a *App) toolRoutes() []route.Route {
	s := &api.Service{Identity: a.Identity, Journal: a.Journal, Tags: a.Tags, Insights: a.Insights, Clock: a.Clock}
	return rest.Routes(s, a.Log, Version)
}
