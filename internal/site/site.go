package site

import (
	"cmp"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/identity/identitysvc"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/mail"
	"tamatar.dev/tamatar/internal/platform/route"
)

// Deps is what the pages need.
type Deps struct {
	Identity *identitysvc.Service
	// Unsubscriber stops mails by the link in them.
	Unsubscriber Unsubscriber
	// Shared is what people share with strangers; nil leaves its pages out.
	Shared Shared
	// BaseURL is the configured address of the instance, without a slash at its end.
	BaseURL string
	// Mailbox is the development mailbox; nil when mail is sent or there is none.
	Mailbox *mail.Mailbox
	Clock   clock.Clock
	Log     *slog.Logger
	// Tokens is the token sheet that the pages share with the app.
	Tokens []byte
	// PasswordMin is the least length of a password in characters, for the hint under the field; zero means 12.
	PasswordMin int
	// Demo is set where strangers look around as made-up people.
	Demo *Demonstration
	// Pseudo offers the pseudo-locale x-pseudo, for tests of the layout.
	Pseudo bool
}

// Site serves the strangers' pages. It is safe for concurrent use.
type Site struct {
	identity     *identitysvc.Service
	unsubscriber Unsubscriber
	shared       Shared
	base         *url.URL
	jar          Jar
	mailbox      *mail.Mailbox
	clock        clock.Clock
	log          *slog.Logger
	words        *catalogues
	pages        pages
	assets       assets
	pseudo       bool
	demo         *Demonstration

	passwordMin int
}

// New reads the templates. It fails on a broken one or on a base URL that is not absolute.
func New(d Deps) (*Site, error) {
	base, err := url.Parse(strings.TrimSuffix(d.BaseURL, "/"))
	if err != nil || base.Host == "" {
		return nil, fmt.Errorf("site: the base URL %q is not absolute", d.BaseURL)
	}
	pages, err := parsePages()
	if err != nil {
		return nil, err
	}
	s := &Site{
		identity: d.Identity, unsubscriber: d.Unsubscriber, shared: d.Shared, base: base, jar: JarAt(base), mailbox: d.Mailbox, clock: d.Clock, log: d.Log,
		words: newCatalogues(), pages: pages, assets: newAssets(d.Tokens, base.Path), pseudo: d.Pseudo, demo: d.Demo,
		passwordMin: cmp.Or(d.PasswordMin, 12),
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	return s, nil
}

// Routes are the routes of the pages. All are open to strangers; the server adds cross-origin protection, the host
// check, the body limit, the nonce of the request and the actor.
func (s *Site) Routes() []route.Route {
	page := func(pattern string, h http.HandlerFunc) route.Route {
		return route.Route{Pattern: pattern, Handler: h, Public: true, MaxBody: maxForm}
	}
	routes := []route.Route{
		page("GET /{$}", s.landing),
		page("GET /sign-in", s.signInPage), page("POST /sign-in", s.signIn),
		page("GET /sign-in/second", s.secondStepPage), page("POST /sign-in/second", s.secondStep),
		page("POST /sign-in/second/options", s.secondOptions),
		page("POST /sign-in/passkey", s.passkeySignIn), page("POST /sign-in/passkey/options", s.passkeyOptions),
		page("GET /sign-up", s.signUpPage), page("POST /sign-up", s.signUp),
		page("GET /verify", s.verifyPage), page("POST /verify", s.verify), page("POST /verify/resend", s.resend),
		page("GET /reset", s.resetPage), page("POST /reset", s.reset),
		page("GET /reset/new", s.passwordPage), page("POST /reset/new", s.setPassword),
		page("GET /invite", s.invitePage), page("POST /invite", s.signUp),
		page("GET /claim", s.claimPage), page("POST /claim", s.claim),
		page("GET /email-change", s.linkPage(identity.LinkEmailChange)), page("POST /email-change", s.confirmEmail),
		page("GET /email-undo", s.linkPage(identity.LinkEmailUndo)), page("POST /email-undo", s.undoEmail),
		page("GET /approve-wait", s.waitPage),
		page("GET /sign-out", s.signOutPage), page("POST /sign-out", s.signOut),
		page("GET "+notify.UnsubscribePath, s.unsubscribePage), page("POST "+notify.UnsubscribePath, s.unsubscribe),
		page("POST /preferences", s.preferences),
	}
	if s.demo != nil {
		for i, r := range routes {
			if r.Pattern == "GET /{$}" || r.Pattern == "GET /sign-in" || r.Pattern == "GET /sign-up" {
				routes[i].Handler = http.HandlerFunc(s.toDemo)
			}
		}
		routes = append(routes, page("GET /demo", s.demoPage), page("POST /demo", s.enterDemo))
	}
	routes = append(routes, s.providerRoutes()...)
	routes = append(routes, s.assetRoutes()...)
	if s.shared != nil {
		routes = append(routes, s.sharedRoutes()...)
	}
	if s.mailbox != nil {
		routes = append(routes, page("GET /mailbox", s.mailboxPage), page("GET /mailbox/{id}", s.mailboxLetter))
	}
	return routes
}

// maxForm is the largest body of a form in bytes: passwords may be long, nothing else is.
const maxForm = 16 << 10
