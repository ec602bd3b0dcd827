package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/id"
)

// logCmd writes one entry through the API.
type logCmd struct {
	apiFlags
	Text    []string `arg:"" optional:"" help:"What to log, in Markdown; - or nothing reads it from standard input."`
	Kind    string   `short:"k" default:"done" enum:"done,learned,blocked,plan,note,decision,meeting" help:"done, learned, blocked, plan, note, decision or meeting."`
	Tag     []string `short:"t" help:"Tag; may be given again." placeholder:"NAME"`
	Minutes int      `short:"m" help:"Minutes it took." placeholder:"N"`
	Day     string   `short:"d" help:"Day it belongs to, as YYYY-MM-DD; today when left out." placeholder:"DAY"`
}

const writeEntryMutation = `mutation Log($input: WriteEntryInput!) {
  writeEntry(input: $input) { entry { day kind title late } errors { code message } }
}`

// Run sends the entry. When the instance cannot be reached the entry is kept and sent with the next one.
func (c *logCmd) Run(ctx context.Context) error {
	text, err := c.text(os.Stdin)
	if err != nil {
		return err
	}
	client, err := c.client()
	if err != nil {
		return err
	}
	box, err := openOutbox()
	if err != nil {
		return err
	}
	input, err := c.input(text, clock.System{})
	if err != nil {
		return err
	}
	if err := box.flush(ctx, client, os.Stdout); err != nil && !errors.Is(err, errUnreachable) {
		fmt.Fprintln(os.Stderr, "An entry kept from earlier was refused:", err)
	}
	err = sendEntry(ctx, client, input, os.Stdout)
	if errors.Is(err, errUnreachable) {
		if kept := box.keep(input); kept != nil {
			return errors.Join(err, kept)
		}
		return fmt.Errorf("%w; the entry is kept in %s and goes out with your next log", err, box.path)
	}
	return err
}

func (c *logCmd) text(stdin io.Reader) (string, error) {
	text := strings.Join(c.Text, " ")
	if text == "" || text == "-" {
		raw, err := io.ReadAll(io.LimitReader(stdin, 1<<20))
		if err != nil {
			return "", fmt.Errorf("read standard input: %w", err)
		}
		text = strings.TrimRight(string(raw), "\n")
	}
	if strings.TrimSpace(text) == "" {
		return "", errors.New(`nothing to log: write it behind the command, as in tamatar log "fixed the flaky test" -t go -m 30`)
	}
	return text, nil
}

func (c *logCmd) input(text string, clk clock.Clock) (map[string]any, error) {
	now := clk.Now()
	input := map[string]any{
		"clientId": id.New(now), "body": text, "kind": strings.ToUpper(c.Kind), "source": "CLI",
		"loggedAt": now.Format("2006-01-02T15:04:05.000Z"),
	}
	if zone := localZone(); zone != "" {
		if _, err := day.LoadZone(zone); err == nil {
			input["zone"] = zone
		}
	}
	if c.Day != "" {
		d, err := day.Parse(c.Day)
		if err != nil {
			return nil, fmt.Errorf("%q is not a day: write it as 2026-11-22", c.Day)
		}
		input["day"] = d
	}
	if c.Minutes > 0 {
		input["minutes"] = c.Minutes
	}
	if len(c.Tag) > 0 {
		input["tags"] = c.Tag
	}
	return input, nil
}

// sendEntry writes the entry and says what became of it.
func sendEntry(ctx context.Context, client *apiClient, input map[string]any, out io.Writer) error {
	var data struct {
		WriteEntry struct {
			Entry *struct {
				Day, Kind, Title string
				Late             bool
			}
			Errors []userError
		}
	}
	if err := client.do(ctx, writeEntryMutation, map[string]any{"input": input}, &data); err != nil {
		return err
	}
	if errs := data.WriteEntry.Errors; len(errs) > 0 {
		return errors.New(errs[0].Message)
	}
	e := data.WriteEntry.Entry
	if e == nil {
		return errors.New("the instance gave neither an entry nor a reason")
	}
	fmt.Fprintf(out, "%s  %s  %s\n", e.Day, strings.ToLower(e.Kind), e.Title)
	return nil
}
