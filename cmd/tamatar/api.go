package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/app"
)

// defaultURL is where an instance answers that was started without settings.
const defaultURL = "http://localhost:8080"

// apiFlags say which instance a command talks to, and as whom. What is left out comes from `tamatar login`.
type apiFlags struct {
	URL       string `name:"url" help:"Address of the instance; that of your last login when left out." env:"TAMATAR_URL" placeholder:"URL"`
	TokenFile string `help:"File with a personal access token (or set TAMATAR_TOKEN)." env:"TAMATAR_TOKEN_FILE" type:"path" placeholder:"FILE"`
}

// Errors that commands act upon.
var (
	// errUnreachable says that the instance did not answer; what was to be sent may be sent again later.
	errUnreachable = errors.New("the instance cannot be reached")
	// errNotInSchema says that the instance does not know a field: it is older, or newer.
	// errTokenRefused says that the token opens nothing.
	errTokenRefused = errors.New("the token is not accepted: it may be revoked or expired; sign in again, or create a new one in the settings")
	errNotInSchema  = errors.New("the instance does not know what this command asks for: it has another version")
)

// apiClient speaks to an instance with a token.
type apiClient struct {
	base  string
	token string
	http  *http.Client
}

// newClient checks the address. The token is sent to that host only, and never over plain http to another machine.
func newClient(address, token string) (*apiClient, error) {
	base, err := url.Parse(address)
	if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") {
		return nil, fmt.Errorf("%q is not the address of an instance: give one such as https://log.example.org with --url or TAMATAR_URL", address)
	}
	return &apiClient{
		base: strings.TrimRight(address, "/"), token: token,
		http: &http.Client{Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}, nil
}

func (f apiFlags) client() (*apiClient, error) {
	p, err := readProfile()
	if err != nil {
		return nil, err
	}
	address := f.URL
	if address == "" {
		address = p.URL
	}
	if address == "" {
		address = defaultURL
	}
	token := strings.TrimSpace(os.Getenv("TAMATAR_TOKEN"))
	if token == "" && f.TokenFile != "" {
		raw, err := os.ReadFile(f.TokenFile)
		if err != nil {
			return nil, fmt.Errorf("read the token: %w", err)
		}
		token = strings.TrimSpace(string(raw))
	}
	if token == "" && strings.TrimRight(address, "/") == p.URL {
		token = p.Token
	}
	client, err := newClient(address, token)
	if err == nil && token == "" {
		return nil, fmt.Errorf("no token: sign in with tamatar login %s, or create one under %s/app/settings/tokens and put it into TAMATAR_TOKEN", client.base, client.base)
	}
	return client, err
}

// userError is a UserError of the API.
type userError struct{ Code, Message string }

// send makes a request with the token. A failure to reach the instance is errUnreachable.
func (c *apiClient) send(ctx context.Context, method, path string, body []byte) (*http.Response, error) {
	return c.sendAs(ctx, method, path, "application/json", body)
}

// sendAs is send with a body of another type.
func (c *apiClient) sendAs(ctx context.Context, method, path, contentType string, body []byte) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	if body != nil {
		req.Header.Set("Content-Type", contentType)
	}
	req.Header.Set("X-Tamatar", "1")
	req.Header.Set("User-Agent", "tamatar/"+app.Version)
	res, err := c.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUnreachable, err)
	}
	return res, nil
}

func (c *apiClient) exchange(ctx context.Context, method, path string, body []byte) (int, []byte, error) {
	res, err := c.send(ctx, method, path, body)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, 16<<20))
	if err != nil {
		return 0, nil, fmt.Errorf("%w: %w", errUnreachable, err)
	}
	return res.StatusCode, raw, nil
}

// do runs a GraphQL operation and decodes its data into out.
func (c *apiClient) do(ctx context.Context, query string, variables map[string]any, out any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	status, raw, err := c.exchange(ctx, http.MethodPost, "/graphql", body)
	if err != nil {
		return err
	}
	return decodeAnswer(status, raw, out)
}

// get reads from the REST API.
func (c *apiClient) get(ctx context.Context, path string) ([]byte, error) {
	status, raw, err := c.exchange(ctx, http.MethodGet, path, nil)
	if err == nil && status != http.StatusOK {
		err = refusedWith(status, raw)
	}
	return raw, err
}

// refusedWith is the sentence of an answer that is not what was asked for.
func refusedWith(status int, raw []byte) error {
	var p struct {
		Detail string
		Fields []struct{ Field, Message string }
		Errors []struct{ Message string }
	}
	_ = json.Unmarshal(raw, &p)
	switch {
	case status == http.StatusUnauthorized:
		return errTokenRefused
	case len(p.Fields) > 0:
		return fmt.Errorf("%s %s: %s", p.Detail, p.Fields[0].Field, p.Fields[0].Message)
	case p.Detail != "":
		return errors.New(p.Detail)
	case len(p.Errors) > 0:
		return errors.New(p.Errors[0].Message)
	case status >= http.StatusInternalServerError:
		return fmt.Errorf("%w: it answered with status %d", errUnreachable, status)
	}
	return fmt.Errorf("the address does not answer like Tamatar (status %d); check --url", status)
}

func decodeAnswer(status int, raw []byte, out any) error {
	var answer struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		if status >= http.StatusInternalServerError {
			return fmt.Errorf("%w: it answered with status %d", errUnreachable, status)
		}
		return fmt.Errorf("the address does not answer like Tamatar (status %d); check --url", status)
	}
	if len(answer.Errors) > 0 {
		first := answer.Errors[0]
		if status == http.StatusUnauthorized || first.Extensions.Code == "identity.sign_in_required" {
			return errTokenRefused
		}
		if first.Extensions.Code == "graphql.invalid" {
			return fmt.Errorf("%w: %s", errNotInSchema, first.Message)
		}
		return errors.New(first.Message)
	}
	if len(answer.Data) == 0 {
		return fmt.Errorf("the instance answered with status %d and nothing else", status)
	}
	return json.Unmarshal(answer.Data, out)
}

// stateFile is where the command line keeps what it could not send yet.
func stateFile(name string) (string, error) {
	dir := os.Getenv("XDG_STATE_HOME")
	if dir == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		dir = filepath.Join(home, ".local", "state")
	}
	return filepath.Join(dir, "tamatar", name), nil
}

// localZone is the IANA name of this machine's zone, or "" when the machine does not say it.
func localZone() string {
	if zone := os.Getenv("TZ"); zone != "" {
		return strings.TrimPrefix(zone, ":")
	}
	target, err := os.Readlink("/etc/localtime")
	if err != nil {
		return ""
	}
	_, zone, found := strings.Cut(target, "zoneinfo/")
	if !found {
		return ""
	}
	return zone
}
