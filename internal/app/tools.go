package app

import (
	"tamatar.dev/tamatar/internal/api"
	"tamatar.dev/tamatar/internal/api/mcp"
	"tamatar.dev/tamatar/internal/api/rest"
	"tamatar.dev/tamatar/internal/platform/route"
)

// toolRoutes are the doors for tools: REST, and MCP unless it is switched off.
func (a *App) toolRoutes() []route.Route {
	s := &api.Service{Identity: a.Identity, Journal: a.Journal, Tags: a.Tags, Insights: a.Insights, Clock: a.Clock}
	routes := rest.Routes(s, a.Log, Version)
	if a.Config.MCP == "on" {
		routes = append(routes, mcp.Routes(mcp.Deps{API: s, Recorder: a.Identity, Log: a.Log, Version: Version})...)
	}
	return routes
}
