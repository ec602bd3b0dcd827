package app_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/platform/config"
)

// serving is a server in this process, on a socket.
type serving struct {
	out  *apptest.Buffer
	stop context.CancelFunc
	done chan error
}

func start(t *testing.T, dir string) *serving {
	t.Helper()
	cfg, err := config.Parse([]string{"--dev", "--data-dir=" + dir, "--listen=127.0.0.1:0", "--ops-listen=127.0.0.1:0", "--log-level=error"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	s := &serving{out: &apptest.Buffer{}, stop: cancel, done: make(chan error, 1)}
	go func() { s.done <- app.Serve(ctx, cfg, s.out) }()
	deadline := time.Now().Add(20 * time.Second)
	for s.address() == "" {
		select {
		case err := <-s.done:
			t.Fatal("the server ended:", err)
		case <-time.After(5 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			t.Fatal("not ready:", s.out.String())
		}
	}
	return s
}

var (
	listening = regexp.MustCompile(`listening on (\S+),`)
	claimLink = regexp.MustCompile(`/claim\?link=(\S+)`)
)

func (s *serving) address() string {
	if m := listening.FindStringSubmatch(s.out.String()); m != nil {
		return m[1]
	}
	return ""
}

func (s *serving) end(t *testing.T) {
	t.Helper()
	began := time.Now()
	s.stop()
	if err := <-s.done; err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Fatal("stopping took", took)
	}
}

// send asks the server under the host name of its base URL; the client takes no redirects.
func (s *serving) send(t *testing.T, method, path string, body io.Reader) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, "http://"+s.address()+path, body)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = apptest.Host
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, res.Body)
	_ = res.Body.Close()
	return res
}

func TestAttack_A31_FirstStartIsClaimedOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := start(t, dir)
	m := claimLink.FindStringSubmatch(s.out.String())
	if m == nil {
		t.Fatal("no claim link:", s.out.String())
	}
	if res := s.send(t, http.MethodGet, "/claim?link="+m[1], nil); res.StatusCode != http.StatusOK {
		t.Fatal("the page of the link:", res.StatusCode)
	}
	claim := func(handle string) int {
		return s.send(t, http.MethodPost, "/claim", strings.NewReader(url.Values{
			"link": {m[1]}, "email": {handle + "@example.org"}, "handle": {handle}, "displayName": {handle}, "password": {apptest.Password}, "timeZone": {"Europe/Berlin"},
		}.Encode())).StatusCode
	}
	results := make([]int, 2)
	var wg sync.WaitGroup
	for i, handle := range []string{"first", "second"} {
		wg.Add(1)
		go func() { defer wg.Done(); results[i] = claim(handle) }()
	}
	wg.Wait()
	if won := (results[0] == http.StatusSeeOther) != (results[1] == http.StatusSeeOther); !won {
		t.Fatal("exactly one of two claims wins:", results)
	}
	if status := claim("third"); status == http.StatusSeeOther {
		t.Fatal("a third claim won")
	}
	s.end(t)

	again := start(t, dir)
	defer again.end(t)
	if claimLink.MatchString(again.out.String()) {
		t.Fatal("a claimed instance prints a link:", again.out.String())
	}
}

// lateBody tells when the server asks for it, and comes only then when it is released.
type lateBody struct {
	asked   func()
	release <-chan struct{}
	text    *strings.Reader
}

func (b *lateBody) Read(p []byte) (int, error) {
	b.asked()
	<-b.release
	return b.text.Read(p)
}

func TestStoppingFinishesWhatIsRunning(t *testing.T) {
	s := start(t, filepath.Join(t.TempDir(), "data"))
	const requests = 20
	statuses := make(chan int, requests)
	release := make(chan struct{})
	var running sync.WaitGroup
	transport := &http.Transport{ExpectContinueTimeout: 10 * time.Second}
	defer transport.CloseIdleConnections()
	for range requests {
		running.Add(1)
		body := &lateBody{asked: sync.OnceFunc(running.Done), release: release, text: strings.NewReader(`{"query":"{instance{name}}"}`)}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+s.address()+"/graphql", body)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = apptest.Host
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Expect", "100-continue") // the server answers when its handler reads the body
		go func() {
			res, err := transport.RoundTrip(r)
			if err != nil {
				statuses <- 0
				return
			}
			_ = res.Body.Close()
			statuses <- res.StatusCode
		}()
	}
	running.Wait()
	s.stop()
	close(release)
	for range requests {
		if status := <-statuses; status != http.StatusOK {
			t.Errorf("a request in flight got %d", status)
		}
	}
	s.end(t)
}
