package identitysvc

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/github"
	"tamatar.dev/tamatar/internal/platform/openid"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/secret"
)

const (
	// flowLife is how long somebody may take at the provider.
	flowLife = 10 * time.Minute
	// newcomerLife is how long somebody may take to choose a handle.
	newcomerLife = 30 * time.Minute
	// providerPerMinute bounds how often one network makes this instance ask providers.
	providerPerMinute = 30
)

// providerClient signs people in with providers of one kind.
type providerClient interface {
	// Begin gives the address where the person signs in.
	Begin(ctx context.Context, server openid.Server, f openid.Flow) (string, error)
	// Finish gives the person for the answer that their browser brought back.
	Finish(ctx context.Context, server openid.Server, f openid.Flow, answer url.Values) (openid.Person, error)
	// Test asks the provider who it is.
	Test(ctx context.Context, server openid.Server) (openid.Report, error)
	// Forget drops what is kept about an issuer.
	Forget(issuer string)
}

// providers is what the sign-in with providers needs beside the store.
type providers struct {
	clients map[identity.ProviderKind]providerClient
	// sealer closes what the browser keeps between two requests. Its key does not rotate, and nothing of it is stored.
	sealer *page.Sealer
}

func newProviders(d Deps) providers {
	clients := map[identity.ProviderKind]providerClient{identity.ProviderOIDC: openid.New(d.Clock), identity.ProviderGitHub: github.New(d.Clock)}
	return providers{clients: clients, sealer: page.NewSealer(d.Keyring.Derive("identity.provider_flow"))}
}

func clientSecretAAD(providerID string) string {
	return secret.AAD("identity_providers", "client_secret", providerID)
}

// callbackURL is where a provider sends people back to: each provider has one of its own, so that the answer of one is
// never taken for the answer of another.
func (s *Service) callbackURL(slug string) string {
	return s.BaseURL + "/sign-in/with/" + slug + "/callback"
}

// server is the provider with its secret opened.
func (s *Service) server(p *providerRow) (openid.Server, error) {
	out := openid.Server{
		Issuer: p.Issuer, ClientID: p.ClientID, RedirectURL: s.callbackURL(p.Slug), Scopes: strings.Fields(p.Scopes), Private: p.Private,
	}
	if p.ClientSecret != "" {
		plain, err := s.Keyring.Open(clientSecretAAD(p.ID), p.ClientSecret)
		if err != nil {
			return out, fmt.Errorf("open client secret: %w", err)
		}
		out.ClientSecret = string(plain)
	}
	return out, nil
}

// SignInProviders lists what the sign-in page offers.
func (s *Service) SignInProviders(ctx context.Context) ([]identity.SignInProvider, error) {
	rows, err := s.store.providers(ctx, s.DB.Reader())
	if err != nil {
		return nil, err
	}
	out := []identity.SignInProvider{}
	for _, p := range rows {
		if p.Enabled {
			out = append(out, p.public())
		}
	}
	return out, nil
}

// enabledProvider finds a provider that is switched on. Error: [identity.ErrProviderNotFound].
func (s *Service) enabledProvider(ctx context.Context, slug string) (*providerRow, error) {
	p, err := s.store.providerBySlug(ctx, s.DB.Reader(), slug)
	if errors.Is(err, db.ErrNoRows) {
		return nil, identity.ErrProviderNotFound
	}
	return p, err
}

// flow is a sign-in on its way, as the browser keeps it.
type flow struct {
	openid.Flow

	purpose   identity.ProviderPurpose
	next      string
	sessionID string // whose account is linked or confirmed
	invite    string
}

// BeginProvider sends the browser to a provider. For linking and confirming the ticket must be of the session that asks.
// Errors: [identity.ErrProviderNotFound], [identity.ErrProviderUnavailable], [identity.ErrProviderRefused],
// [identity.ErrTooManyTries].
func (s *Service) BeginProvider(ctx context.Context, in identity.BeginProviderForm) (identity.ProviderStart, error) {
	p, err := s.enabledProvider(ctx, in.Slug)
	if err != nil {
		return identity.ProviderStart{}, err
	}
	f := flow{purpose: identity.ProviderSignIn, next: in.Next, invite: in.Invite}
	if in.Ticket != "" {
		if f, err = s.openTicket(ctx, in.Slug, in.Ticket); err != nil {
			return identity.ProviderStart{}, err
		}
	}
	if err := s.take(ctx, limit{"provider:net:" + throttleNetwork(ctx), providerPerMinute, time.Minute}); err != nil {
		return identity.ProviderStart{}, err
	}
	server, err := s.server(p)
	if err != nil {
		return identity.ProviderStart{}, err
	}
	now := s.now()
	f.Flow = openid.NewFlow(now, f.purpose == identity.ProviderConfirm)
	address, err := s.providers.clients[p.kind()].Begin(ctx, server, f.Flow)
	if err != nil {
		return identity.ProviderStart{}, s.providerError(ctx, p, err)
	}
	return identity.ProviderStart{URL: address, Flow: s.sealFlow(p.Slug, f), ExpiresAt: now.Add(flowLife)}, nil
}

func (s *Service) sealFlow(slug string, f flow) string {
	how := string(f.purpose) + " " + f.sessionID
	return s.providers.sealer.Seal("provider.flow:"+slug, "", f.State, f.Nonce, f.Verifier, how, f.next, f.invite, page.Int(db.Millis(f.Began)))
}

// openFlow reads what this browser began. Error: [identity.ErrProviderRefused].
func (s *Service) openFlow(slug, sealed string) (flow, error) {
	parts, err := s.providers.sealer.Open("provider.flow:"+slug, "", sealed)
	if err != nil || len(parts) != 7 {
		return flow{}, identity.ErrProviderRefused.With(err)
	}
	began, err := page.ParseInt(parts[6])
	if err != nil {
		return flow{}, identity.ErrProviderRefused.With(err)
	}
	at := db.FromMillis(began)
	if age := s.now().Sub(at); age < -time.Minute || age > flowLife {
		return flow{}, identity.ErrProviderRefused
	}
	purpose, session, _ := strings.Cut(parts[3], " ")
	f := flow{purpose: identity.ProviderPurpose(purpose), next: parts[4], sessionID: session, invite: parts[5]}
	f.Flow = openid.Flow{State: parts[0], Nonce: parts[1], Verifier: parts[2], Began: at, Fresh: f.purpose == identity.ProviderConfirm}
	return f, nil
}

// StartProvider gives the address that begins to link a provider with the account of the session, or to confirm the
// session. The address works in this session alone. Linking is sensitive. Errors: [identity.ErrProviderNotFound],
// [identity.ErrProviderNoConfirm].
func (s *Service) StartProvider(ctx context.Context, in identity.StartProviderInput) (string, error) {
	action, purpose := identity.ActionLinkProvider, identity.ProviderLinking
	if in.Confirm {
		action, purpose = identity.ActionConfirm, identity.ProviderConfirm
	}
	a, err := s.allowed(ctx, action)
	if err != nil {
		return "", err
	}
	p, err := s.enabledProvider(ctx, in.Slug)
	if err != nil {
		return "", err
	}
	if in.Confirm && !p.kind().Confirms() {
		return "", identity.ErrProviderNoConfirm
	}
	ticket := s.providers.sealer.Seal("provider.ticket:"+p.Slug, a.SessionID, string(purpose), clip(in.Next, 300), page.Int(db.Millis(s.now())))
	return s.BaseURL + "/sign-in/with/" + p.Slug + "?ticket=" + url.QueryEscape(ticket), nil
}

// openTicket reads what [Service.StartProvider] gave to this very session. Error: [identity.ErrProviderRefused].
func (s *Service) openTicket(ctx context.Context, slug, ticket string) (flow, error) {
	a, ok := identity.ActorFrom(ctx)
	if !ok || a.SessionID == "" {
		return flow{}, identity.ErrProviderRefused
	}
	parts, err := s.providers.sealer.Open("provider.ticket:"+slug, a.SessionID, ticket)
	if err != nil || len(parts) != 3 {
		return flow{}, identity.ErrProviderRefused.With(err)
	}
	made, err := page.ParseInt(parts[2])
	if err != nil || s.now().Sub(db.FromMillis(made)) > 2*time.Minute {
		return flow{}, identity.ErrProviderRefused.With(err)
	}
	return flow{purpose: identity.ProviderPurpose(parts[0]), next: parts[1], sessionID: a.SessionID}, nil
}

// providerError gives an error of package openid its sentence, and the operator its cause.
func (s *Service) providerError(ctx context.Context, p *providerRow, err error) error {
	var away *openid.Unavailable
	switch {
	case errors.As(err, &away):
		s.Log.WarnContext(ctx, "sign-in provider is not available", "provider", p.Slug, "err", err, "retry_after", away.RetryAfter)
		return identity.ErrProviderUnavailable.With(err).WithRetryAfter(max(away.RetryAfter, time.Second))
	case errors.Is(err, openid.ErrDenied):
		return identity.ErrProviderDenied.With(err)
	case errors.Is(err, openid.ErrAnswer):
		s.Log.WarnContext(ctx, "answer of a sign-in provider refused", "provider", p.Slug, "err", err)
		return identity.ErrProviderRefused.With(err)
	default:
		return err
	}
}

// personLabel is what the person is called at the provider, for the list in their settings.
func personLabel(p openid.Person) string {
	for _, text := range []string{p.Email, p.Username, p.Name} {
		if text = strings.Join(strings.Fields(text), " "); text != "" && strconv.CanBackquote(text) {
			return clip(text, 100)
		}
	}
	return ""
}
