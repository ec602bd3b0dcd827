// Package instance starts the built binary as a child process for tools that test it from outside, and asks it things.
package instance

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// Config says which binary to run on what.
type Config struct {
	Binary string
	// Dir holds the data folder and the log; it must exist.
	Dir string
	// DSN is the database; empty means SQLite in Dir.
	DSN string
	// Env are further settings, as NAME=value; they win.
	Env []string
}

// Instance is one instance with one account on it. It may be started and stopped many times.
type Instance struct {
	cfg     Config
	port    int
	opsPort int
	cmd     *exec.Cmd
	client  *http.Client
	// Token is a personal access token of the one account.
	Token string
}

// New migrates the database, makes an account with a token, and does not start the server yet.
func New(ctx context.Context, cfg Config) (*Instance, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	ops, err := freePort()
	if err != nil {
		return nil, err
	}
	i := &Instance{cfg: cfg, port: port, opsPort: ops, client: &http.Client{
		Timeout:   15 * time.Second,
		Transport: &http.Transport{MaxIdleConnsPerHost: 64},
	}}
	if _, err := i.run(ctx, "migrate"); err != nil {
		return nil, err
	}
	if _, err := i.run(ctx, "user", "create", "--handle", "bench", "--email", "bench@example.org"); err != nil {
		return nil, err
	}
	out, err := i.run(ctx, "user", "token", "bench", "--name", "tools", "--scope", "read", "--scope", "entries:write")
	if err != nil {
		return nil, err
	}
	i.Token = strings.TrimSpace(out)
	return i, nil
}

// Beside makes a second node of the same instance: same database, data folder and account. It is not started yet.
func (i *Instance) Beside() (*Instance, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	ops, err := freePort()
	if err != nil {
		return nil, err
	}
	return &Instance{cfg: i.cfg, port: port, opsPort: ops, client: i.client, Token: i.Token}, nil
}

// CreateUser makes an account with a password.
func (i *Instance) CreateUser(ctx context.Context, handle, password string) error {
	cmd := i.command(ctx, "user", "create", "--handle", handle, "--email", handle+"@example.org", "--password-stdin")
	cmd.Stdin = strings.NewReader(password + "\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("create a user: %w\n%s", err, out)
	}
	return nil
}

// NewToken makes one more personal access token of an account.
func (i *Instance) NewToken(ctx context.Context, handle, name string) error {
	_, err := i.run(ctx, "user", "token", handle, "--name", name, "--scope", "read")
	return err
}

// URL is the address of the web server.
func (i *Instance) URL() string { return fmt.Sprintf("http://127.0.0.1:%d", i.port) }

// PID is the process id of the running server.
func (i *Instance) PID() int { return i.cmd.Process.Pid }

// Start starts the server and tells how long it took until it was ready.
func (i *Instance) Start(ctx context.Context) (time.Duration, error) {
	logFile, err := os.OpenFile(filepath.Join(i.cfg.Dir, "server.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	defer logFile.Close()
	i.cmd = i.command(context.WithoutCancel(ctx), "serve")
	i.cmd.Stdout, i.cmd.Stderr = logFile, logFile
	from := time.Now()
	if err := i.cmd.Start(); err != nil {
		return 0, fmt.Errorf("start the server: %w", err)
	}
	for time.Since(from) < 20*time.Second {
		res, err := i.client.Get(fmt.Sprintf("http://127.0.0.1:%d/readyz", i.opsPort))
		if err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return time.Since(from), nil
			}
		}
		time.Sleep(2 * time.Millisecond)
	}
	i.Kill()
	tail, _ := os.ReadFile(logFile.Name())
	return 0, fmt.Errorf("the server was not ready after 20 s; its log:\n%s", tail)
}

// Engine names the database: "sqlite" or "postgres".
func (i *Instance) Engine() string {
	if strings.HasPrefix(i.cfg.DSN, "postgres") {
		return "postgres"
	}
	return "sqlite"
}

// Profile writes a CPU profile of the running server over a while to w.
func (i *Instance) Profile(w io.Writer, length time.Duration) error {
	client := &http.Client{Timeout: length + 15*time.Second}
	res, err := client.Get(fmt.Sprintf("http://127.0.0.1:%d/debug/pprof/profile?seconds=%d", i.opsPort, max(int(length.Seconds()), 1)))
	if err != nil {
		return err
	}
	defer res.Body.Close()
	_, err = io.Copy(w, res.Body)
	return err
}

// Kill ends the server with SIGKILL and waits for it.
func (i *Instance) Kill() { i.end(syscall.SIGKILL) }

// Stop asks the server to stop and waits for it.
func (i *Instance) Stop() { i.end(syscall.SIGTERM) }

func (i *Instance) end(sig os.Signal) {
	if i.cmd == nil || i.cmd.Process == nil {
		return
	}
	_ = i.cmd.Process.Signal(sig)
	_ = i.cmd.Wait()
	i.cmd = nil
	i.client.CloseIdleConnections()
}

// Do runs a GraphQL operation and decodes its data into out (nil to drop it).
func (i *Instance) Do(ctx context.Context, query string, variables map[string]any, out any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, i.URL()+"/graphql", bytes.NewReader(Body(query, variables)))
	if err != nil {
		return err
	}
	for name, value := range Headers(i.Token) {
		req.Header.Set(name, value)
	}
	res, err := i.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, 8<<20))
	if err != nil {
		return err
	}
	var answer struct {
		Data   json.RawMessage
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return fmt.Errorf("status %d, not JSON: %.200s", res.StatusCode, raw)
	}
	if len(answer.Errors) > 0 {
		return errors.New(answer.Errors[0].Message)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(answer.Data, out)
}

// Answer is what a GraphQL request was answered with.
type Answer struct {
	Status int
	// Code is the code of the first error; "" without one.
	Code string
	Data json.RawMessage
}

// Ask runs a GraphQL operation and tells how it was answered. An error means that no answer came.
func (i *Instance) Ask(ctx context.Context, query string, variables map[string]any) (Answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, i.URL()+"/graphql", bytes.NewReader(Body(query, variables)))
	if err != nil {
		return Answer{}, err
	}
	for name, value := range Headers(i.Token) {
		if name != "Authorization" || i.Token != "" {
			req.Header.Set(name, value)
		}
	}
	res, err := i.client.Do(req)
	if err != nil {
		return Answer{}, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, 8<<20))
	if err != nil {
		return Answer{}, err
	}
	var answer struct {
		Data   json.RawMessage
		Errors []struct{ Extensions struct{ Code string } }
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return Answer{Status: res.StatusCode, Code: "not JSON"}, nil
	}
	out := Answer{Status: res.StatusCode, Data: answer.Data}
	if len(answer.Errors) > 0 {
		out.Code = answer.Errors[0].Extensions.Code
	}
	return out, nil
}

// Run runs a subcommand of the binary on the same data and gives what it printed.
func (i *Instance) Run(ctx context.Context, args ...string) (string, error) {
	return i.run(ctx, args...)
}

// Form posts a page's form as a browser does and gives the cookies that came back. An answer that is not a redirect is an
// error: the form was refused.
func (i *Instance) Form(ctx context.Context, path string, fields url.Values) ([]*http.Cookie, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, i.URL()+path, strings.NewReader(fields.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", i.URL())
	res, err := i.client.Transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		return nil, fmt.Errorf("%s answered %s", path, res.Status)
	}
	return res.Cookies(), nil
}

// FromManyHosts lets every request come from another network of loopback, as from many people.
func (i *Instance) FromManyHosts() {
	var n atomic.Uint32
	i.client = &http.Client{Timeout: 60 * time.Second, Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			at := n.Add(1)
			from := &net.TCPAddr{IP: net.IPv4(127, byte(1+at/250), byte(1+at%250), 1)}
			return (&net.Dialer{LocalAddr: from}).DialContext(ctx, network, address)
		},
	}}
}

// Send sends a request to the running server and follows no redirect. The caller closes the body.
func (i *Instance) Send(r *http.Request) (*http.Response, error) {
	client := *i.client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return client.Do(r)
}

// Restore restores a backup of this instance into another data folder and database, with a copy of its keyring.
func (i *Instance) Restore(ctx context.Context, file, dataDir, dsn string) error {
	if err := os.MkdirAll(dataDir, 0o700); err != nil {
		return err
	}
	keys, err := os.ReadFile(filepath.Join(i.cfg.Dir, "data", "keyring"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dataDir, "keyring"), keys, 0o600); err != nil {
		return err
	}
	_, err = i.run(ctx, "restore", "--data-dir", dataDir, "--database-url", dsn, file)
	return err
}

// Body is the JSON body of a GraphQL request.
func Body(query string, variables map[string]any) []byte {
	raw, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		panic(err) // the tools pass plain maps
	}
	return raw
}

// Headers are those that a GraphQL request needs; without a token it is a stranger's.
func Headers(token string) map[string]string {
	h := map[string]string{"Content-Type": "application/json", "X-Tamatar": "1"}
	if token != "" {
		h["Authorization"] = "Bearer " + token
	}
	return h
}

func (i *Instance) run(ctx context.Context, args ...string) (string, error) {
	cmd := i.command(ctx, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("tamatar %s: %w\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out), nil
}

func (i *Instance) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, i.cfg.Binary, args...)
	cmd.Env = append(os.Environ(),
		"TAMATAR_DATA_DIR="+filepath.Join(i.cfg.Dir, "data"),
		"TAMATAR_DATABASE_URL="+i.cfg.DSN,
		"TAMATAR_BASE_URL="+i.URL(),
		fmt.Sprintf("TAMATAR_LISTEN=127.0.0.1:%d", i.port),
		fmt.Sprintf("TAMATAR_OPS_LISTEN=127.0.0.1:%d", i.opsPort),
		"TAMATAR_LOG_LEVEL=warn",
		"TAMATAR_LIMITS=off", // one account asks as fast as the machine can
	)
	cmd.Env = append(cmd.Env, i.cfg.Env...)
	return cmd
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
