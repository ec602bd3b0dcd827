package app

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/prometheus/client_golang/prometheus"

	"tamatar.dev/tamatar/internal/graph"
	"tamatar.dev/tamatar/internal/httpd"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/mail"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/site"
	"tamatar.dev/tamatar/web"
)

// Web is the server over an [App]: the pages, the web app, the API.
type Web struct {
	Server *httpd.Server
	Engine *graph.Engine
	// Routes are those of the pages, the domains and the API; tests go through them one by one.
	Routes []route.Route
	// Above tells that something stands above the app on its page: the banner of a demonstration, or the toolbar.
	Above   bool
	metrics []prometheus.Collector
}

// NewWeb assembles the server. Every request passes measure, which may be nil.
func NewWeb(a *App, measure func(http.Handler) http.Handler) (*Web, error) {
	cfg := a.Config
	mailbox, _ := a.Mail.(*mail.Mailbox)
	pages, err := site.New(site.Deps{
		Identity: a.Identity, Unsubscriber: a.Notify, Shared: a.Sharing, BaseURL: cfg.Base().String(), Mailbox: mailbox, Clock: a.Clock, Log: a.Log,
		Tokens: web.Tokens, Pseudo: cfg.Dev, Demo: a.demonstration.site(), PasswordMin: cfg.MinPasswordLength,
	})
	if err != nil {
		return nil, fmt.Errorf("load pages: %w", err)
	}
	documents, err := graph.LoadDocuments(web.PersistedDocuments)
	if err != nil {
		return nil, err
	}
	engine := graph.NewEngine(graph.NewSchema(graph.Services{
		Tickets:  a.Tickets,
		Identity: a.Identity, Tags: a.Tags, Files: a.Files, Journal: a.Journal, Sharing: a.Sharing, Capture: a.Capture, Insights: a.Insights, Reviews: a.Reviews, Evidence: a.Evidence, Audit: a.Audit,
		Operations: a.Operations, Backup: a.Backup,
		Notify:      a.Notify,
		Portability: a.Portability,
	}), a.Log)
	engine.Charge(a.Limiter)
	seconds := operationSeconds()
	explorer := &explorerSwitch{app: a}
	api := graph.NewHandler(engine, graph.HandlerOptions{
		Documents: documents, AdHoc: explorer.on, Observe: observe(seconds), Changed: a.forgetEndedSession,
	})

	routes := a.routes(pages, api)
	above := a.above(pages)
	server := httpd.New(httpd.Options{
		Base: cfg.Base(), Hosts: cfg.Hosts(), Proxies: cfg.Proxies(),
		Connections: cfg.Connections, Limiter: a.Limiter,
		Authenticate: a.authenticate, Words: site.NewLetters().Refusals, Cookie: site.JarAt(cfg.Base()).Name(site.SessionCookie),
		Routes:    routes,
		WebApp:    httpd.WebApp{Files: web.Dist, Fonts: web.Fonts, Favicon: web.Favicon, Above: above},
		Explorer:  httpd.Explorer{On: explorer.on, Tokens: web.Tokens},
		ErrorPage: pages.Error, Measure: measure, Clock: a.Clock, Log: a.Log,
	})
	metrics := slices.Concat(server.Collectors(), engine.Collectors(), a.Limiter.Collectors(), a.Live.Collectors(), a.Backup.Collectors())
	return &Web{Server: server, Engine: engine, Routes: routes, Above: above != nil, metrics: append(metrics, seconds)}, nil
}

// routes are those of the pages, the domains and the API.
func (a *App) routes(pages *site.Site, api http.Handler) []route.Route {
	graphql := func(pattern string) route.Route {
		return route.Route{
			Pattern: pattern, Handler: api, MaxBody: graph.MaxBody, Public: true, Scope: route.ScopePerOperation, Points: route.OwnPoints,
		}
	}
	routes := append([]route.Route{graphql("/graphql")}, a.toolbar().routes()...)
	routes = append(routes, pages.Routes()...)
	routes = append(routes, a.Live.Routes()...)
	routes = append(routes, a.Identity.Routes()...)
	routes = append(routes, a.Backup.Routes()...)
	routes = append(routes, a.toolRoutes()...)
	routes = append(routes, a.Portability.Routes()...)
	routes = append(routes, a.Sharing.Routes()...)
	routes = append(routes, a.Capture.Routes()...)
	routes = append(routes, a.Files.Routes()...)
	return append(routes, a.Journal.Routes()...)
}

// forgetEndedSession wipes what the browser keeps when the mutation has ended the browser's own session.
func (a *App) forgetEndedSession(w http.ResponseWriter, r *http.Request) {
	jar := site.JarAt(a.Config.Base())
	cookie, err := r.Cookie(jar.Name(site.SessionCookie))
	if err != nil {
		return
	}
	if _, err := a.authenticate(r.Context(), cookie.Value); errs.From(err) == nil || errs.From(err).Kind != errs.Unauthenticated {
		return
	}
	jar.Drop(w, site.SessionCookie)
	jar.Forget(w)
}
