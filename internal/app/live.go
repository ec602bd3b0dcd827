package app

import (
	"context"
	"net/url"
	"strings"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/events"
	"tamatar.dev/tamatar/internal/platform/realtime"
	"tamatar.dev/tamatar/internal/platform/ticket"
	"tamatar.dev/tamatar/internal/portability"
)

// Topics that open tabs listen to. The web app knows them by the same names (web/src/lib/live.ts).
const (
	topicJournal  = "journal"
	topicProfile  = "profile"
	topicSessions = "sessions"
)

// ticketKey is what tickets of live connections are sealed for.
const ticketKey = "realtime.tickets"

// assembleLive makes the desk for tickets and the hub of live connections, and lets it hear what happens.
func (a *App) assembleLive() {
	var shared ticket.Once
	if a.redis != nil {
		shared = a.redis
	}
	a.Tickets = ticket.NewDesk(a.Keyring.Derive(ticketKey), a.Clock, shared)
	a.Live = realtime.New(realtime.Options{
		Caller: liveCaller, Ended: a.endedLogins, SameOrigin: sameOrigin(a.Config.Base(), a.Config.Hosts()),
		Desk: a.Tickets, RedisURL: a.Config.RedisURL, PerPerson: a.Config.LivePerPerson, Clock: a.Clock, Log: a.Log,
	})
	a.watchJournal()
	a.watchIdentity()
}

// liveCaller is the login that a request proves.
func liveCaller(ctx context.Context) (realtime.Login, bool) {
	actor, ok := identity.ActorFrom(ctx)
	return realtime.Login{UserID: actor.UserID, ID: actor.LoginID()}, ok
}

// endedLogins tells which of the logins behind open connections are no longer good.
func (a *App) endedLogins(ctx context.Context, logins []realtime.Login) ([]realtime.Login, error) {
	ids, users := make([]string, len(logins)), make(map[string]string, len(logins))
	for i, l := range logins {
		ids[i], users[l.ID] = l.ID, l.UserID
	}
	ended, err := a.Identity.EndedLogins(ctx, ids)
	out := make([]realtime.Login, 0, len(ended))
	for _, id := range ended {
		if a.demonstration == nil || id != visitorLogin { // visitors have no login that could end
			out = append(out, realtime.Login{UserID: users[id], ID: id})
		}
	}
	return out, err
}

// sameOrigin compares an Origin header with the base URL and the further host names, which share its scheme and port.
func sameOrigin(base *url.URL, hosts []string) func(string) bool {
	return func(origin string) bool {
		u, err := url.Parse(origin)
		if err != nil || u.Scheme != base.Scheme || u.Port() != base.Port() {
			return false
		}
		for _, h := range hosts {
			if strings.EqualFold(strings.Trim(h, "[]"), u.Hostname()) {
				return true
			}
		}
		return false
	}
}

func (a *App) watchJournal() {
	tell := func(author string) { a.Live.Publish(context.Background(), author, topicJournal) }
	events.Watch(a.Bus, func(e journal.EntryWritten) { tell(e.AuthorID) })
	events.Watch(a.Bus, func(e journal.EntryEdited) { tell(e.AuthorID) })
	events.Watch(a.Bus, func(e journal.EntryDeleted) { tell(e.AuthorID) })
	events.Watch(a.Bus, func(e journal.EntryRestored) { tell(e.AuthorID) })
	events.Watch(a.Bus, func(e journal.EntryPurged) { tell(e.AuthorID) })
}

func (a *App) watchIdentity() {
	ctx := context.Background()
	profile := func(user string) { a.Live.Publish(ctx, user, topicProfile) }
	events.Watch(a.Bus, func(e identity.ProfileUpdated) { profile(e.UserID) })
	events.Watch(a.Bus, func(e identity.HandleChanged) { profile(e.UserID) })
	events.Watch(a.Bus, func(e identity.EmailChanged) { profile(e.UserID) })
	events.Watch(a.Bus, func(e portability.DepartureSet) { profile(e.UserID) })
	events.Watch(a.Bus, func(e portability.DepartureWithdrawn) { profile(e.UserID) })

	sessions := func(user string) { a.Live.Publish(ctx, user, topicSessions) }
	events.Watch(a.Bus, func(e identity.SessionStarted) { sessions(e.UserID) })
	events.Watch(a.Bus, func(e identity.TokenCreated) { sessions(e.UserID) })
	events.Watch(a.Bus, func(e identity.FactorAdded) { sessions(e.UserID) })
	events.Watch(a.Bus, func(e identity.FactorRemoved) { sessions(e.UserID) })
	events.Watch(a.Bus, func(e identity.FactorsReset) { sessions(e.UserID) })
	ended := func(user string) {
		a.Live.Recheck(ctx, user)
		sessions(user)
	}
	events.Watch(a.Bus, func(e identity.SessionRevoked) { ended(e.UserID) })
	events.Watch(a.Bus, func(e identity.TokenRevoked) { ended(e.UserID) })
	events.Watch(a.Bus, func(e identity.UserSuspended) { ended(e.UserID) })
	events.Watch(a.Bus, func(e identity.UserDeleted) { ended(e.UserID) })
}
