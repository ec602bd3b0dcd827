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
)

// apiFlags say which instance a command talks to, and as whom.
type apiFlags struct {
	URL       string `help:"Address of the instance." env:"TAMATAR_URL" default:"http://localhost:8080" placeholder:"URL"`
	TokenFile string `help:"File with a personal access token (or set TAMATAR_TOKEN)." env:"TAMATAR_TOKEN_FILE" type:"path" placeholder:"FILE"`
}

// errUnreachable says that the instance did not answer; what was to be sent may be sent again later.
var errUnreachable = errors.New("the instance cannot be reached")

// apiClient speaks GraphQL with a personal access token.
type apiClient struct {
	endpoint string
	token    string
	http     *http.Client
}

func (f apiFlags) client() (*apiClient, error) {
	base, err := url.Parse(f.URL)
	if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") {
		return nil, fmt.Errorf("%q is not the address of an instance: give one such as https://log.example.org with --url or TAMATAR_URL", f.URL)
	}
	token := strings.TrimSpace(os.Getenv("TAMATAR_TOKEN"))
	if token == "" && f.TokenFile != "" {
		raw, err := os.ReadFile(f.TokenFile)
		if err != nil {
			return nil, fmt.Errorf("read the token: %w", err)
		}
		token = strings.TrimSpace(string(raw))
	}
	if token == "" {
		return nil, fmt.Errorf("no token: create one under %s/app/settings/tokens and put it into TAMATAR_TOKEN", strings.TrimRight(f.URL, "/"))
	}
	return &apiClient{
		endpoint: strings.TrimRight(f.URL, "/") + "/graphql", token: token,
		http: &http.Client{Timeout: 30 * time.Second},
	}, nil
}

// userError is a UserError of the API.
type userError struct{ Code, Message string }

// do runs an operation and decodes its data into out. A failure to reach the instance is errUnreachable.
func (c *apiClient) do(ctx context.Context, query string, variables map[string]any, out any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.endpoint, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Tamatar", "1")
	res, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, 16<<20))
	if err != nil {
		return fmt.Errorf("%w: %w", errUnreachable, err)
	}
	return decodeAnswer(res.StatusCode, raw, out)
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
			return errors.New("the token is not accepted: it may be revoked or expired; create a new one in the settings")
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
