package main

import (
	"encoding/json"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/app/apptest"
)

// TestStandupPrintsADigest logs through the command line and looks back through it.
func TestStandupPrintsADigest(t *testing.T) {
	onInstance(t, func(t *testing.T, _ *apptest.Instance, url string) {
		if _, err := tamatar(t, apptest.Password+"\n", "login", url, "--user", "ada", "--name", "laptop"); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"log", "Fixed the flaky test", "-t", "go", "-m", "30", "-d", "2026-11-22"}, {"log", "-k", "plan", "-d", "2026-11-22", "Ship it"}} {
			if _, err := tamatar(t, "", args...); err != nil {
				t.Fatal(err)
			}
		}
		text, err := tamatar(t, "", "standup")
		if err != nil || !strings.Contains(text, "Done\n- Fixed the flaky test · 0:30") || !strings.Contains(text, "Next\n- Ship it") {
			t.Fatal(text, err)
		}
		brag, err := tamatar(t, "", "standup", "year", "--brag", "-f", "markdown", "-t", "#go")
		if err != nil || !strings.Contains(brag, "### \\#go\n\n- Fixed the flaky test") || strings.Contains(brag, "Ship it") {
			t.Fatal(brag, err)
		}
		raw, err := tamatar(t, "", "standup", "today", "-f", "json", "-q", "kind:plan")
		var got struct{ Entries int }
		if err != nil || json.Unmarshal([]byte(raw), &got) != nil || got.Entries != 1 {
			t.Fatal(raw, err)
		}
		if _, err := tamatar(t, "", "standup", "soon"); err == nil || !strings.Contains(err.Error(), "2026-W47") {
			t.Fatal(err)
		}
	})
}
