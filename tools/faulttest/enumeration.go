package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/tools/instance"
)

const (
	// samplesPerDoor is how often each door is asked for a known address, and as often for an unknown one.
	samplesPerDoor, samplesShort = 500, 30
	// peoplePerDoor keeps each address below the limits of its account: at most five times each.
	peoplePerDoor, peopleShort = 100, 6
	// lanes ask at the same time: fewer than hash at once, so that no sample waits for another.
	lanes = 2
	// medianShare is how far the medians may lie apart, rankChance how unlikely the order of the samples may be.
	medianShare, rankChance, rankChanceShort = 0.05, 0.01, 0.001
	// measurements is how often a door is measured that seems to tell: chance does not do that time after time, a leak does.
	measurements = 3
)

// timedDoor is a form that must not tell whether an address is known.
type timedDoor struct {
	path string
	form func(address string, n int) url.Values
}

var timedDoors = []timedDoor{
	{"/sign-in", func(address string, _ int) url.Values {
		return url.Values{"login": {address}, "password": {"not the password of anybody"}}
	}},
	{"/sign-up", func(address string, n int) url.Values {
		return url.Values{"email": {address}, "handle": {fmt.Sprintf("newcomer%d", n)}, "password": {"a quiet ember in the pines"}, "zone": {"UTC"}}
	}},
	{"/reset", func(address string, _ int) url.Values { return url.Values{"login": {address}} }},
}

// enumeration asks sign-in, sign-up and reset for known and unknown addresses in turn and compares the answers and how
// long they took, on each database.
func enumeration(ctx context.Context, o options) (string, error) {
	figures, failures := "", []error{}
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		text, err := enumerationOn(ctx, o, engine)
		figures += "\n  " + string(engine) + ": " + text
		failures = append(failures, err)
	}
	return figures, errors.Join(failures...)
}

func enumerationOn(ctx context.Context, o options, engine db.Dialect) (string, error) {
	dir, err := os.MkdirTemp("", "tamatar-enumeration-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	dsn := "sqlite:" + filepath.Join(dir, "tamatar.db")
	if engine == db.Postgres {
		server, err := dbtest.StartPostgres(ctx, dbtest.PostgresOptions{Durable: true})
		if err != nil {
			return "", err
		}
		defer server.Stop()
		if dsn, _, err = server.NewDatabase(ctx, ""); err != nil {
			return "", err
		}
	}
	in, err := instance.New(ctx, instance.Config{Binary: o.binary, Dir: dir, DSN: dsn, Env: []string{"TAMATAR_DEV=true", "TAMATAR_REGISTRATION=open"}})
	if err != nil {
		return "", err
	}
	e := &enumerator{in: in, samples: samplesPerDoor, people: peoplePerDoor}
	if o.short {
		e.samples, e.people = samplesShort, peopleShort
	}
	for n := range e.people {
		if err := in.CreateUser(ctx, fmt.Sprintf("known%d", n), "a quiet ember in the pines"); err != nil {
			return "", err
		}
	}
	if _, err := in.Start(ctx); err != nil {
		return "", err
	}
	defer in.Stop()
	in.FromManyHosts() // each request from a network of its own: the limits are not what is measured
	var figures []string
	var faults []error
	for _, door := range timedDoors {
		text, err := e.judge(ctx, door, o.short)
		figures, faults = append(figures, text), append(faults, err)
	}
	return strings.Join(figures, "; "), errors.Join(faults...)
}

type enumerator struct {
	in              *instance.Instance
	samples, people int
	mu              sync.Mutex
	asked           int
}

// judge measures a door, again when it seems to tell.
func (e *enumerator) judge(ctx context.Context, door timedDoor, short bool) (text string, err error) {
	for range measurements {
		known, unknown, fault := e.measure(ctx, door)
		if fault != nil {
			return door.path, fault
		}
		a, b, p := quantile(known, .5), quantile(unknown, .5), rankTest(known, unknown)
		text = fmt.Sprintf("%s: %d+%d samples, median %s known, %s unknown (%.2f %%), rank test p = %.3f",
			door.path, len(known), len(unknown), a.Round(time.Microsecond), b.Round(time.Microsecond), 100*apart(a, b), p)
		if err = tells(a, b, p, short); err == nil {
			return text, nil
		}
	}
	return text, fmt.Errorf("%s: %w, %d times", door.path, err, measurements)
}

// tells is nil when nobody can tell the two apart. A short round has too few samples for each figure alone to mean much:
// it fails when both say the same.
func tells(known, unknown time.Duration, p float64, short bool) error {
	medians := demand(apart(known, unknown) < medianShare, "medians of %s and %s", known, unknown)
	if short && p > rankChanceShort {
		return nil
	}
	if short {
		return medians
	}
	return errors.Join(medians, demand(p > rankChance, "p = %.4f", p))
}

func apart(a, b time.Duration) float64 { return float64((a - b).Abs()) / float64(max(min(a, b), 1)) }

// measure asks in lanes; each lane asks for a known and for an unknown address in turn.
func (e *enumerator) measure(ctx context.Context, door timedDoor) (known, unknown []time.Duration, err error) {
	var all sync.WaitGroup
	faults := make([]error, lanes)
	for lane := range lanes {
		all.Go(func() {
			for n := lane; n < e.samples && faults[lane] == nil; n += lanes {
				k, u, err := e.pair(ctx, door, n)
				e.mu.Lock()
				known, unknown, faults[lane] = append(known, k), append(unknown, u), err
				e.mu.Unlock()
			}
		})
	}
	all.Wait()
	return known, unknown, errors.Join(faults...)
}

// pair asks for both, the one first in one sample and the other in the next, and compares what they said.
func (e *enumerator) pair(ctx context.Context, door timedDoor, n int) (known, unknown time.Duration, err error) {
	e.mu.Lock()
	e.asked++
	serial := e.asked
	e.mu.Unlock()
	addresses := [2]string{fmt.Sprintf("known%d@example.org", n%e.people), fmt.Sprintf("other%d@example.org", n%e.people)}
	if door.path == "/sign-up" { // whoever signed up is known from then on
		addresses[1] = fmt.Sprintf("other%d@example.org", serial)
	}
	var took [2]time.Duration
	var said [2]string
	for i := range 2 {
		who := (i + n) % 2
		if took[who], said[who], err = e.ask(ctx, door.path, door.form(addresses[who], 2*serial+who)); err != nil {
			return 0, 0, err
		}
	}
	return took[0], took[1], demand(said[0] == said[1], "known: %s; unknown: %s", said[0], said[1])
}

// ask posts a form and tells how it was answered: the status and where to go on.
func (e *enumerator) ask(ctx context.Context, path string, form url.Values) (time.Duration, string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, e.in.URL()+path, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, "", err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	began := time.Now()
	res, err := e.in.Send(r)
	if err != nil {
		return 0, "", err
	}
	_, err = io.Copy(io.Discard, res.Body)
	took := time.Since(began)
	if err := errors.Join(err, res.Body.Close()); err != nil {
		return 0, "", err
	}
	if res.StatusCode == http.StatusTooManyRequests || res.StatusCode >= http.StatusInternalServerError {
		return 0, "", fmt.Errorf("%s answered %d: this measures something else", path, res.StatusCode)
	}
	return took, fmt.Sprint(res.StatusCode, " ", res.Header.Get("Location")), nil
}
