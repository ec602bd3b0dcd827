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
	Text     []string `arg:"" optional:"" help:"What to log, in Markdown; - or nothing reads it from standard input."`
	Kind     string   `short:"k" default:"done" enum:"done,learned,blocked,plan,note,decision,meeting" help:"done, learned, blocked, plan, note, decision or meeting."`
	Tag      []string `short:"t" help:"Tag; may be given again." placeholder:"NAME"`
	Minutes  int      `short:"m" help:"Minutes it took." placeholder:"N"`
	Audience string   `short:"a" enum:",private,followers,team,unlisted,public" default:"" help:"Who may see it: private (the default), followers, team, unlisted or public."`
	Edit     bool     `short:"e" help:"Write it in your editor ($VISUAL or $EDITOR)."`
	JSON     bool     `name:"json" help:"Print the entry as JSON."`
	Day      string   `short:"d" help:"Day it belongs to, as YYYY-MM-DD; today when left out." placeholder:"DAY"`
}

const writeEntryMutation = `mutation Log($input: WriteEntryInput!) {
  writeEntry(input: $input) { entry { id day kind title late } errors { code message } }
}`

// Run sends the entry. When the instance cannot be reached the entry is kept and sent with the next one.
func (c *logCmd) Run(ctx context.Context) error {
	text, err := c.text(ctx, os.Stdin)
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
	if err := box.flush(ctx, client, tellLine(os.Stderr)); err != nil && !errors.Is(err, errUnreachable) {
		fmt.Fprintln(os.Stderr, "An entry kept from earlier was refused:", err)
	}
	err = sendEntry(ctx, client, input, c.tell(os.Stdout))
	if errors.Is(err, errUnreachable) {
		if kept := box.keep(input); kept != nil {
			return errors.Join(err, kept)
		}
		return fmt.Errorf("%w; the entry is kept in %s and goes out with your next log", err, box.path)
	}
	return err
}

func (c *logCmd) text(ctx context.Context, stdin io.Reader) (string, error) {
	text := strings.Join(c.Text, " ")
	if c.Edit {
		var err error
		if text, err = edit(ctx, text); err != nil {
			return "", err
		}
	} else if text == "" || text == "-" {
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
	if c.Audience != "" {
		input["audience"] = strings.ToUpper(c.Audience)
	}
	if len(c.Tag) > 0 {
		input["tags"] = c.Tag
	}
	return input, nil
}

// loggedEntry is what the instance says of a new entry.
type loggedEntry struct {
	ID    string `json:"id"`
	Day   string `json:"day"`
	Kind  string `json:"kind"`
	Title string `json:"title"`
	Late  bool   `json:"late"`
}

// tellLine says in one line what was logged.
func tellLine(out io.Writer) func(loggedEntry) error {
	return func(e loggedEntry) error {
		_, err := fmt.Fprintf(out, "%s  %s  %s\n", e.Day, e.Kind, e.Title)
		return err
	}
}

func (c *logCmd) tell(out io.Writer) func(loggedEntry) error {
	if c.JSON {
		return func(e loggedEntry) error { return printJSON(out, e) }
	}
	return tellLine(out)
}

// sendEntry writes the entry and tells what became of it.
func sendEntry(ctx context.Context, client *apiClient, input map[string]any, tell func(loggedEntry) error) error {
	var data struct {
		WriteEntry struct {
			Entry  *loggedEntry
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
	e.Kind = strings.ToLower(e.Kind)
	return tell(*e)
}
