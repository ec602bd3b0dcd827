package githubtest_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-github/v74/github"
)

func TestHooksAreSigned(t *testing.T) {
	f, _ := start(t)
	const secret = "of the hook"
	var heard []any
	var names, refused []string
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := github.ValidatePayload(r, []byte(secret))
		if err != nil {
			refused = append(refused, err.Error())
			http.Error(w, "no", http.StatusUnauthorized)
			return
		}
		event, err := github.ParseWebHook(github.WebHookType(r), body)
		if err != nil {
			t.Error(err)
		}
		heard, names = append(heard, event), append(names, github.DeliveryID(r))
	}))
	t.Cleanup(receiver.Close)
	ctx, c := t.Context(), client(t, f, f.Token("octavia", "admin:repo_hook"))
	add := func(key string) *github.Hook {
		t.Helper()
		h, _, err := c.Repositories.CreateHook(ctx, "octavia", "tomato-clock", &github.Hook{
			Events: []string{"push"}, Config: &github.HookConfig{URL: &receiver.URL, Secret: &key, ContentType: github.Ptr("json")},
		})
		if err != nil || h.GetID() == 0 || h.GetConfig().GetSecret() == key {
			t.Fatalf("%v, %v", h, err)
		}
		return h
	}
	h := add(secret)
	if _, err := c.Repositories.TestHook(ctx, "octavia", "tomato-clock", h.GetID()); err != nil {
		t.Fatal(err)
	}
	if len(heard) != 2 || len(refused) != 0 {
		t.Fatal(heard, refused)
	}
	if ping, ok := heard[0].(*github.PingEvent); !ok || ping.GetHookID() != h.GetID() {
		t.Errorf("%+v", heard[0])
	}
	push, ok := heard[1].(*github.PushEvent)
	if !ok || push.GetRef() != "refs/heads/main" || push.GetHeadCommit().GetID() == "" || push.GetRepo().GetID() != 3001 || names[0] == names[1] {
		t.Errorf("%+v", heard[1])
	}
	list, _, err := c.Repositories.ListHookDeliveries(ctx, "octavia", "tomato-clock", h.GetID(), nil)
	if err != nil || len(list) != 2 || list[0].GetGUID() != names[1] || list[0].GetStatusCode() != http.StatusOK {
		t.Fatal(list, err)
	}
	if _, err := c.Repositories.PingHook(ctx, "octavia", "tomato-clock", h.GetID()); err != nil || len(heard) != 3 {
		t.Error(err, len(heard))
	}
	r, err := c.NewRequest(http.MethodPost, "repos/octavia/tomato-clock/hooks/"+number(h.GetID())+"/deliveries/"+number(list[0].GetID())+"/attempts", nil)
	if err != nil {
		t.Fatal(err)
	}
	var accepted *github.AcceptedError
	if _, err := c.Do(ctx, r, nil); err != nil && !asAccepted(err, &accepted) || len(names) != 4 || names[3] != names[1] {
		t.Error("sent again under another name:", err, names)
	}
	add("another secret")
	if len(refused) != 1 {
		t.Error("a wrong signature is taken:", refused)
	}
	if _, res, err := client(t, f, f.Token("octavia", "user:email")).Repositories.ListHooks(ctx, "octavia", "tomato-clock", nil); err == nil || res.StatusCode != http.StatusNotFound {
		t.Error("hooks without the scope:", err)
	}
	if _, err := c.Repositories.DeleteHook(ctx, "octavia", "tomato-clock", h.GetID()); err != nil {
		t.Error(err)
	}
}
