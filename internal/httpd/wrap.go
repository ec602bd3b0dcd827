package httpd

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/limit"
	"tamatar.dev/tamatar/internal/platform/route"
)

// wrap gives a route its body limit, its deadline for the body, its caller and its price.
func (s *Server) wrap(rt route.Route, points int) http.Handler {
	limit := rt.Limit()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength > limit {
			s.fail(w, r, http.StatusRequestEntityTooLarge)
			return
		}
		if r.Body != nil && r.Body != http.NoBody {
			if limit <= smallBody {
				deadline := s.o.Clock.Now().Add(smallBodyTimeout)
				if real := time.Now().Add(smallBodyTimeout); deadline.Before(real) { //nolint:forbidigo // sockets know the machine's time only
					deadline = real
				}
				_ = http.NewResponseController(w).SetReadDeadline(deadline)
			}
			r.Body = http.MaxBytesReader(w, r.Body, limit)
		}
		if !rt.Cacheable {
			s.asCaller(w, r, rt, points)
		} else if s.charge(w, r, points) {
			rt.Handler.ServeHTTP(w, r)
		}
	})
}

// asCaller runs the route as whoever the request proves to be.
func (s *Server) asCaller(w http.ResponseWriter, r *http.Request, rt route.Route, points int) {
	actor, known, err := s.caller(r, rt.Basic)
	switch {
	case err != nil:
		e := errs.From(err)
		if !s.charge(w, r, route.DefaultPoints) { // whoever tries credentials pays for the looking up
			return
		}
		if e.Kind == errs.Unauthenticated {
			w.Header().Set("WWW-Authenticate", challenge(rt, `, error="invalid_token"`))
		}
		s.failWith(w, r, e)
		return
	case known:
		r = r.WithContext(s.spoken(identity.WithActor(r.Context(), actor), actor))
	}
	if !s.charge(w, r, points) {
		return
	}
	if err := needOf(rt).Check(r.Context()); err != nil {
		s.refuse(w, r, rt, errs.From(err))
		return
	}
	rt.Handler.ServeHTTP(w, r)
}

// spoken has errors told to people in their language. Programs, which come with a token, get them as they are documented.
func (s *Server) spoken(ctx context.Context, actor identity.Actor) context.Context {
	if s.o.Words == nil || actor.TokenID != "" {
		return ctx
	}
	if say := s.o.Words(actor.Locale); say != nil {
		return errs.WithWords(ctx, say)
	}
	return ctx
}

// charge makes the caller pay for a request. It answers the request itself when the caller cannot.
func (s *Server) charge(w http.ResponseWriter, r *http.Request, points int) bool {
	if points == 0 || s.o.Limiter == nil {
		return true
	}
	actor, _ := identity.ActorFrom(r.Context())
	v := s.o.Limiter.Take(r.Context(), limit.Caller{
		Account: actor.UserID, Token: actor.TokenID, Address: route.RequestFrom(r.Context()).Client,
	}, points)
	v.SetHeaders(w.Header())
	if v.Refused {
		s.failWith(w, r, errs.From(v.Err()))
	}
	return !v.Refused
}

// needOf is what the route demands of its caller.
func needOf(rt route.Route) identity.Need {
	n := identity.Need{SignIn: !rt.Public, AnyToken: rt.Scope == route.ScopePerOperation}
	if rt.Scope != "" && !n.AnyToken {
		n.Scopes = identity.Scopes{identity.Scope(rt.Scope)}
	}
	return n
}

// refuse turns a caller away who may not pass, and says in the header what would help (RFC 6750).
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, rt route.Route, e *errs.Error) {
	switch {
	case e.Kind == errs.Unauthenticated:
		w.Header().Set("WWW-Authenticate", challenge(rt, ""))
	case errors.Is(e, identity.ErrScopeMissing) && len(e.Fields) > 0:
		w.Header().Set("WWW-Authenticate", `Bearer realm="tamatar", error="insufficient_scope", scope="`+e.Fields[0].Name+`"`)
	}
	s.failWith(w, r, e)
}

// challenge is how a caller may prove who they are.
func challenge(rt route.Route, more string) string {
	if rt.Basic {
		return `Basic realm="tamatar"`
	}
	return `Bearer realm="tamatar"` + more
}

// caller proves who is calling. An Authorization header must prove somebody; a cookie that proves nobody makes
// its sender a stranger, who can then sign in again.
func (s *Server) caller(r *http.Request, basic bool) (identity.Actor, bool, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		if _, word, ok := r.BasicAuth(); basic && ok && strings.HasPrefix(word, identity.TokenPrefix) {
			header = "Bearer " + word
		}
		actor, err := s.o.Authenticate(r.Context(), header)
		return actor, err == nil, err
	}
	cookie, err := r.Cookie(s.o.Cookie)
	if errors.Is(err, http.ErrNoCookie) || cookie.Value == "" {
		return identity.Actor{}, false, nil
	}
	actor, err := s.o.Authenticate(r.Context(), cookie.Value)
	if known := errs.From(err); known != nil {
		if known.Kind == errs.Unauthenticated {
			return identity.Actor{}, false, nil
		}
		return identity.Actor{}, false, known
	}
	return actor, true, nil
}

// wantsPage reports whether a person looks at the answer.
func wantsPage(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "text/html")
}
