package realtime

import (
	"sync"

	"github.com/centrifugal/centrifuge"
)

// people knows the connections of this node by person.
type people struct {
	limit int

	mu    sync.Mutex
	open  map[string]map[*centrifuge.Client]string // user id -> connection -> login id
	count int
}

func newPeople(limit int) *people {
	return &people{limit: limit, open: map[string]map[*centrifuge.Client]string{}}
}

// full reports whether the person may open no further connection.
func (p *people) full(userID string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.open[userID]) >= p.limit
}

// enter adds a connection unless the person has too many.
func (p *people) enter(l Login, c *centrifuge.Client) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	of := p.open[l.UserID]
	if len(of) >= p.limit {
		return false
	}
	if of == nil {
		of = map[*centrifuge.Client]string{}
		p.open[l.UserID] = of
	}
	of[c] = l.ID
	p.count++
	return true
}

// leave takes a connection out.
func (p *people) leave(userID string, c *centrifuge.Client) {
	p.mu.Lock()
	defer p.mu.Unlock()
	of := p.open[userID]
	if _, known := of[c]; !known {
		return
	}
	p.count--
	if delete(of, c); len(of) == 0 {
		delete(p.open, userID)
	}
}

// of lists the connections of a login.
func (p *people) of(l Login) []*centrifuge.Client {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []*centrifuge.Client
	for c, id := range p.open[l.UserID] {
		if l.ID == id {
			out = append(out, c)
		}
	}
	return out
}

// all lists every connection.
func (p *people) all() []*centrifuge.Client {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := make([]*centrifuge.Client, 0, p.count)
	for _, of := range p.open {
		for c := range of {
			out = append(out, c)
		}
	}
	return out
}

// logins lists every login with a connection, once; of one person when userID is not empty.
func (p *people) logins(userID string) []Login {
	p.mu.Lock()
	defer p.mu.Unlock()
	seen := map[Login]bool{}
	var out []Login
	add := func(user string) {
		for _, id := range p.open[user] {
			if l := (Login{user, id}); !seen[l] {
				seen[l] = true
				out = append(out, l)
			}
		}
	}
	if userID != "" {
		add(userID)
		return out
	}
	for user := range p.open {
		add(user)
	}
	return out
}

// size is the number of connections.
func (p *people) size() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.count
}
