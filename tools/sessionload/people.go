package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/tools/instance"
	"tamatar.dev/tamatar/web"
)

//go:embed sessions.js
var script []byte

// perPerson is how many sessions one person has: some browsers and a phone.
const perPerson = 10

// signIn makes people and their sessions by the sign-in form, and gives each session's cookies.
func signIn(ctx context.Context, in *instance.Instance, sessions int) ([]string, error) {
	const password = "correct-horse-battery-9"
	in.FromManyHosts()
	cookies := make([]string, 0, sessions)
	for n := range sessions {
		handle := fmt.Sprintf("person%d", n/perPerson)
		if n%perPerson == 0 {
			if err := in.CreateUser(ctx, handle, password); err != nil {
				return nil, err
			}
		}
		form := url.Values{"login": {handle}, "password": {password}}
		got, err := in.Form(ctx, "/sign-in", form)
		if err != nil {
			return nil, err
		}
		parts := make([]string, 0, len(got))
		for _, c := range got {
			parts = append(parts, c.Name+"="+c.Value)
		}
		cookies = append(cookies, strings.Join(parts, "; "))
	}
	return cookies, nil
}

// people runs k6 with one virtual user per session.
func (l load) people(ctx context.Context, in *instance.Instance, dir string, sessions []string) (result, error) {
	names, err := operationHashes("Dashboard", "Timeline", "SearchEntries", "WriteEntry", "EditEntry")
	if err != nil {
		return result{}, err
	}
	file := func(name string, v any) string {
		raw, err := json.Marshal(v)
		if text, is := v.([]byte); is {
			raw, err = text, nil
		}
		path := filepath.Join(dir, name)
		if err == nil {
			err = os.WriteFile(path, raw, 0o600)
		}
		if err != nil {
			panic(err) // a temporary folder of ours
		}
		return path
	}
	summary := filepath.Join(dir, "summary.json")
	cmd := exec.CommandContext(ctx, l.k6, "run", "--quiet", "--no-usage-report", "--address", "",
		"--local-ips", "127.0.1.1-127.0.1.50", file("sessions.js", script))
	cmd.Env = append(os.Environ(),
		"SETUP="+file("setup.json", map[string]any{"sessions": sessions}),
		"OPERATIONS="+file("operations.json", map[string]any{"url": in.URL(), "hashes": names}),
		"LENGTH="+l.length.String(), "SUMMARY="+summary, "K6_NO_USAGE_REPORT=true",
	)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return result{}, fmt.Errorf("k6: %w", err)
	}
	raw, err := os.ReadFile(summary)
	if err != nil {
		return result{}, err
	}
	var r result
	return r, json.Unmarshal(raw, &r)
}

// operationHashes finds the app's own operations among those that the server knows by hash.
func operationHashes(names ...string) (map[string]string, error) {
	var documents map[string]string
	if err := json.Unmarshal(web.PersistedDocuments, &documents); err != nil {
		return nil, err
	}
	out := map[string]string{}
	for hash, text := range documents {
		for _, name := range names {
			if strings.Contains(text, "query "+name+" ") || strings.Contains(text, "query "+name+"(") || strings.Contains(text, "mutation "+name+"(") {
				out[name] = hash
			}
		}
	}
	if len(out) != len(names) {
		return nil, fmt.Errorf("the app has only these operations: %v", out)
	}
	return out, nil
}

// entriesIn counts the entries that are kept.
func entriesIn(ctx context.Context, dsn string) (int64, error) {
	d, err := db.Open(ctx, db.Options{DSN: dsn})
	if err != nil {
		return 0, err
	}
	defer d.Close()
	return db.Get[int64](ctx, d.Reader(), `SELECT COUNT(*) FROM journal_entries`)
}
