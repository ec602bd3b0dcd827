package githubtest

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// hook is a webhook of a repository.
type hook struct {
	ID     int64      `json:"id"`
	Type   string     `json:"type"`
	Name   string     `json:"name"`
	Active bool       `json:"active"`
	Events []string   `json:"events"`
	Config hookConfig `json:"config"`
	URL    string     `json:"url"`

	repo *Repository
}

// hookConfig is where a hook sends to. The secret is hidden in answers.
type hookConfig struct {
	URL         string `json:"url"`
	ContentType string `json:"content_type"`
	Secret      string `json:"secret,omitempty"`
	InsecureSSL string `json:"insecure_ssl"`
}

func (h *hook) shown() hook {
	out := *h
	if out.Config.Secret != "" {
		out.Config.Secret = "********"
	}
	return out
}

// delivery is one sending of a hook.
type delivery struct {
	ID          int64     `json:"id"`
	GUID        string    `json:"guid"`
	DeliveredAt time.Time `json:"delivered_at"`
	Redelivery  bool      `json:"redelivery"`
	Event       string    `json:"event"`
	Status      string    `json:"status"`
	StatusCode  int       `json:"status_code"`

	hook *hook
	body []byte
}

func (f *Fake) hookRoutes() {
	const at = "/repos/{owner}/{repo}/hooks"
	f.managing("POST "+at, f.createHook)
	f.managing("GET "+at, func(w http.ResponseWriter, r *http.Request, repo *Repository) {
		out := []hook{}
		for _, h := range f.hooksOf(repo) {
			out = append(out, h.shown())
		}
		f.write(w, http.StatusOK, paged(r, out).items)
	})
	f.managing("DELETE "+at+"/{id}", f.withHook(func(w http.ResponseWriter, _ *http.Request, h *hook) {
		f.mu.Lock()
		f.hooks = slices.DeleteFunc(f.hooks, func(o *hook) bool { return o == h })
		f.mu.Unlock()
		w.WriteHeader(http.StatusNoContent)
	}))
	f.managing("POST "+at+"/{id}/pings", f.withHook(func(w http.ResponseWriter, r *http.Request, h *hook) {
		f.ping(r.Context(), h)
		w.WriteHeader(http.StatusNoContent)
	}))
	f.managing("POST "+at+"/{id}/tests", f.withHook(func(w http.ResponseWriter, r *http.Request, h *hook) {
		if slices.Contains(h.Events, "push") || slices.Contains(h.Events, "*") {
			f.push(r.Context(), h)
		}
		w.WriteHeader(http.StatusNoContent)
	}))
	f.managing("GET "+at+"/{id}/deliveries", f.withHook(func(w http.ResponseWriter, r *http.Request, h *hook) {
		out := f.deliveriesOf(h)
		slices.Reverse(out)
		f.write(w, http.StatusOK, paged(r, out).items)
	}))
	f.managing("POST "+at+"/{id}/deliveries/{delivery}/attempts", f.withHook(f.redeliver))
}

// managing serves a request of whoever may manage the hooks of a repository.
func (f *Fake) managing(pattern string, serve func(w http.ResponseWriter, r *http.Request, repo *Repository)) {
	method, path, _ := strings.Cut(pattern, " ")
	f.mux.HandleFunc(method+" /api/v3"+path, func(w http.ResponseWriter, r *http.Request) {
		who, good := f.caller(r)
		repo := f.data.visible(r.PathValue("owner"), r.PathValue("repo"), who)
		switch {
		case !good || who == nil:
			f.problem(w, http.StatusUnauthorized, "Bad credentials")
		case !f.bounded(w, r, who, "core"):
		case repo == nil || repo.Owner.Login != who.user.Login || !who.allows("repo", "admin:repo_hook", "write:repo_hook"):
			f.problem(w, http.StatusNotFound, "Not Found")
		default:
			q, _ := f.look(r, who, "core", 1)
			q.tell(w, "core")
			serve(w, r, repo)
		}
	})
}

func (f *Fake) withHook(serve func(w http.ResponseWriter, r *http.Request, h *hook)) func(http.ResponseWriter, *http.Request, *Repository) {
	return func(w http.ResponseWriter, r *http.Request, repo *Repository) {
		for _, h := range f.hooksOf(repo) {
			if strconv.FormatInt(h.ID, 10) == r.PathValue("id") {
				serve(w, r, h)
				return
			}
		}
		f.problem(w, http.StatusNotFound, "Not Found")
	}
}

func (f *Fake) hooksOf(repo *Repository) []*hook {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(f.hooks), func(h *hook) bool { return h.repo != repo })
}

func (f *Fake) deliveriesOf(h *hook) []*delivery {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(f.deliveries), func(d *delivery) bool { return d.hook != h })
}

func (f *Fake) createHook(w http.ResponseWriter, r *http.Request, repo *Repository) {
	h := &hook{Type: "Repository", Name: "web", Active: true, Events: []string{"push"}, repo: repo}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 64<<10)).Decode(h); err != nil || h.Config.URL == "" {
		f.problem(w, http.StatusUnprocessableEntity, "Validation Failed")
		return
	}
	if h.Config.InsecureSSL == "" {
		h.Config.InsecureSSL = "0"
	}
	f.mu.Lock()
	f.serial++
	h.ID = 9000 + int64(f.serial)
	f.hooks = append(f.hooks, h)
	f.mu.Unlock()
	h.URL = repo.URL + "/hooks/" + strconv.FormatInt(h.ID, 10)
	f.ping(r.Context(), h)
	f.write(w, http.StatusCreated, h.shown())
}

func (f *Fake) ping(ctx context.Context, h *hook) {
	f.deliver(ctx, h, "ping", map[string]any{"zen": "Keep it logically awesome.", "hook_id": h.ID, "hook": h.shown(), "repository": h.repo})
}

// push tells about the newest commit of the repository.
func (f *Fake) push(ctx context.Context, h *hook) {
	payload := map[string]any{"ref": "refs/heads/" + h.repo.DefaultBranch, "repository": h.repo, "sender": h.repo.Owner, "commits": []any{}}
	if len(h.repo.commits) > 0 {
		c := h.repo.commits[0]
		told := map[string]any{
			"id": c.SHA, "message": c.Commit.Message, "timestamp": c.Commit.Author.Date, "url": c.HTMLURL, "distinct": true,
			"author": map[string]string{"name": c.Commit.Author.Name, "email": c.Commit.Author.Email, "username": c.Author.Login},
		}
		payload["after"], payload["commits"], payload["head_commit"] = c.SHA, []any{told}, told
		if len(c.Parents) > 0 {
			payload["before"] = c.Parents[0].SHA
		}
	}
	f.deliver(ctx, h, "push", payload)
}

func (f *Fake) deliver(ctx context.Context, h *hook, event string, payload any) {
	if !h.Active {
		return
	}
	word := f.next("delivery")
	guid := word[:8] + "-" + word[8:12] + "-" + word[12:16] + "-" + word[16:20] + "-" + word[20:32]
	f.send(ctx, &delivery{GUID: guid, Event: event, hook: h, body: encoded(payload)})
}

// send posts a delivery, signed, and waits for the answer.
func (f *Fake) send(ctx context.Context, d *delivery) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	h := d.hook
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.Config.URL, bytes.NewReader(d.body))
	d.Status, d.DeliveredAt = "failed to connect to host", f.Now()
	if err == nil {
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("User-Agent", "GitHub-Hookshot/fake")
		r.Header.Set("X-Github-Event", d.Event)
		r.Header.Set("X-Github-Delivery", d.GUID)
		r.Header.Set("X-Github-Hook-Id", strconv.FormatInt(h.ID, 10))
		r.Header.Set("X-Github-Hook-Installation-Target-Id", strconv.FormatInt(h.repo.ID, 10))
		r.Header.Set("X-Github-Hook-Installation-Target-Type", "repository")
		if h.Config.Secret != "" {
			r.Header.Set("X-Hub-Signature-256", Signature256(h.Config.Secret, d.body))
		}
		client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		if res, err := client.Do(r); err == nil {
			_ = res.Body.Close()
			d.Status, d.StatusCode = http.StatusText(res.StatusCode), res.StatusCode
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.serial++
	d.ID = 70000 + int64(f.serial)
	f.deliveries = append(f.deliveries, d)
}

// redeliver sends the same body under the same GUID again.
func (f *Fake) redeliver(w http.ResponseWriter, r *http.Request, h *hook) {
	for _, d := range f.deliveriesOf(h) {
		if strconv.FormatInt(d.ID, 10) == r.PathValue("delivery") {
			f.send(r.Context(), &delivery{GUID: d.GUID, Event: d.Event, Redelivery: true, hook: h, body: d.body})
			f.write(w, http.StatusAccepted, map[string]any{})
			return
		}
	}
	f.problem(w, http.StatusNotFound, "Not Found")
}

// Signature256 is the header X-Hub-Signature-256 of a body under a secret.
func Signature256(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}
