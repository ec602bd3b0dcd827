package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/clock"
)

// fakeInstance answers writeEntry as an instance does, and keeps the inputs it saw.
type fakeInstance struct {
	*httptest.Server
	inputs []map[string]any
	refuse string
}

func newFakeInstance(t *testing.T) *fakeInstance {
	t.Helper()
	f := &fakeInstance{}
	f.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer tmt_test" {
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = io.WriteString(w, `{"errors":[{"message":"Sign in to do this.","extensions":{"code":"identity.sign_in_required"}}]}`)
			return
		}
		var req struct {
			Variables struct{ Input map[string]any }
		}
		if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
			t.Error(err)
		}
		if f.refuse != "" {
			_, _ = io.WriteString(w, `{"data":{"writeEntry":{"entry":null,"errors":[{"code":"x","message":"`+f.refuse+`"}]}}}`)
			return
		}
		f.inputs = append(f.inputs, req.Variables.Input)
		_, _ = io.WriteString(w, `{"data":{"writeEntry":{"entry":{"day":"2026-11-22","kind":"DONE","title":"T","late":false},"errors":[]}}}`)
	}))
	t.Cleanup(f.Close)
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("TAMATAR_TOKEN", "tmt_test")
	t.Setenv("TZ", "Europe/Berlin")
	return f
}

func logOf(url string, text ...string) *logCmd {
	return &logCmd{apiFlags: apiFlags{URL: url}, Text: text, Kind: "learned", Tag: []string{"go"}, Minutes: 30}
}

func TestLogSendsWhatWasTyped(t *testing.T) {
	f := newFakeInstance(t)
	if err := logOf(f.URL, "fixed", "the", "flaky", "test").Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(f.inputs) != 1 {
		t.Fatalf("%d requests", len(f.inputs))
	}
	in := f.inputs[0]
	for name, want := range map[string]any{
		"body": "fixed the flaky test", "kind": "LEARNED", "minutes": 30.0, "zone": "Europe/Berlin", "source": "CLI",
	} {
		if in[name] != want {
			t.Errorf("%s is %v, want %v", name, in[name], want)
		}
	}
}

func TestLogKeepsWhatCannotBeSentAndSendsItOnceLater(t *testing.T) {
	f := newFakeInstance(t)
	gone := httptest.NewServer(nil)
	gone.Close()
	err := logOf(gone.URL, "written on a train").Run(t.Context())
	if err == nil || !strings.Contains(err.Error(), "is kept in") {
		t.Fatalf("the answer is %v", err)
	}
	for range 2 {
		if err := logOf(f.URL, "back home").Run(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var bodies []any
	for _, in := range f.inputs {
		bodies = append(bodies, in["body"])
	}
	if len(bodies) != 3 || bodies[0] != "written on a train" {
		t.Errorf("sent %v", bodies)
	}
}

func TestAKeptEntryThatIsRefusedIsNotLost(t *testing.T) {
	f := newFakeInstance(t)
	gone := httptest.NewServer(nil)
	gone.Close()
	_ = logOf(gone.URL, "too odd").Run(t.Context())
	f.refuse = "Too odd."
	if err := logOf(f.URL, "another").Run(t.Context()); err == nil || err.Error() != "Too odd." {
		t.Errorf("the answer is %v", err)
	}
	path, err := stateFile("outbox.jsonl.refused")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(raw), "too odd") {
		t.Errorf("the refused entry is gone: %q %v", raw, err)
	}
}

func TestLogSaysWhatToDo(t *testing.T) {
	f := newFakeInstance(t)
	for name, c := range map[string]struct {
		cmd  *logCmd
		env  string
		want string
	}{
		"nothing typed": {logOf(f.URL, " "), "tmt_test", "nothing to log"},
		"no token":      {logOf(f.URL, "x"), "", "create one under"},
		"wrong token":   {logOf(f.URL, "x"), "tmt_other", "revoked or expired"},
		"no address":    {logOf("localhost", "x"), "tmt_test", "not the address of an instance"},
		"no day":        {&logCmd{apiFlags: apiFlags{URL: f.URL}, Text: []string{"x"}, Kind: "done", Day: "yesterday"}, "tmt_test", "write it as 2026-11-22"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("TAMATAR_TOKEN", c.env)
			err := c.cmd.Run(t.Context())
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the answer is %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestEachLogHasAnIdOfItsOwn(t *testing.T) {
	clk := clock.NewFake(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))
	a, err := logOf("http://x", "a").input("a", clk)
	if err != nil {
		t.Fatal(err)
	}
	b, err := logOf("http://x", "b").input("b", clk)
	if err != nil {
		t.Fatal(err)
	}
	if a["clientId"] == b["clientId"] {
		t.Error("two logs share their client id")
	}
}
