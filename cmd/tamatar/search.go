package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

// searchCmd finds own entries.
type searchCmd struct {
	apiFlags
	Query []string `arg:"" help:"Words, \"quoted phrases\", -without, OR."`
	Kind  []string `short:"k" help:"Only this kind; may be given again." placeholder:"KIND"`
	Tag   []string `short:"t" help:"Only this tag; may be given again." placeholder:"NAME"`
	From  string   `help:"First day, YYYY-MM-DD." placeholder:"DAY"`
	To    string   `help:"Last day, YYYY-MM-DD." placeholder:"DAY"`
	Limit int      `short:"n" default:"20" help:"How many at most, 1 to 100."`
	JSON  bool     `name:"json" help:"Print JSON."`
}

// entryRow is an entry as REST gives it.
type entryRow struct {
	ID      string   `json:"id"`
	Day     string   `json:"day"`
	Kind    string   `json:"kind"`
	Title   string   `json:"title"`
	Snippet string   `json:"snippet"`
	Minutes *int     `json:"minutes"`
	Tags    []string `json:"tags"`
}

// Run prints one line for each hit, and the words around the match under it.
func (c *searchCmd) Run(ctx context.Context) error {
	client, err := c.client()
	if err != nil {
		return err
	}
	q := url.Values{"q": {strings.Join(c.Query, " ")}, "kind": c.Kind, "tag": c.Tag, "limit": {strconv.Itoa(c.Limit)}}
	for name, value := range map[string]string{"from": c.From, "to": c.To} {
		if value != "" {
			q.Set(name, value)
		}
	}
	raw, err := client.get(ctx, "/api/v1/search?"+q.Encode())
	if err != nil || c.JSON {
		return printRaw(os.Stdout, raw, err)
	}
	var found struct {
		Hits       []entryRow
		NextCursor string
	}
	if err := json.Unmarshal(raw, &found); err != nil {
		return err
	}
	if len(found.Hits) == 0 {
		fmt.Fprintln(os.Stderr, "Nothing found.")
		return nil
	}
	for _, h := range found.Hits {
		printEntry(os.Stdout, h)
		if h.Snippet != "" && h.Snippet != h.Title {
			fmt.Println("    " + strings.Join(strings.Fields(h.Snippet), " "))
		}
	}
	if found.NextCursor != "" {
		fmt.Fprintln(os.Stderr, "There is more: ask for a longer list with --limit, or for fewer days.")
	}
	return nil
}

func printEntry(out io.Writer, e entryRow) {
	fmt.Fprintf(out, "%s  %-8s  %s", e.Day, e.Kind, e.Title)
	if e.Minutes != nil {
		fmt.Fprintf(out, "  (%d min)", *e.Minutes)
	}
	fmt.Fprintln(out)
}

func printRaw(out io.Writer, raw []byte, err error) error {
	if err != nil {
		return err
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return err
	}
	return printJSON(out, v)
}

// todayCmd shows the running day and the streak.
type todayCmd struct {
	apiFlags
	JSON bool `name:"json" help:"Print JSON."`
}

// Run prints what is logged today, and how long the streak lives.
func (c *todayCmd) Run(ctx context.Context) error {
	client, err := c.client()
	if err != nil {
		return err
	}
	raw, err := client.get(ctx, "/api/v1/today")
	if err != nil || c.JSON {
		return printRaw(os.Stdout, raw, err)
	}
	var t struct {
		Day              string
		EndsAt           time.Time
		Entries, Minutes int
		Latest           []entryRow
		Streak           struct {
			Current, Longest int
			State            string
		}
	}
	if err := json.Unmarshal(raw, &t); err != nil {
		return err
	}
	fmt.Printf("%s: %s, %d min, until %s\n", t.Day, plural(t.Entries, "entry", "entries"), t.Minutes, t.EndsAt.Local().Format("15:04"))
	for _, e := range t.Latest {
		printEntry(os.Stdout, e)
	}
	fmt.Printf("Streak: %s (%s), longest %d\n", plural(t.Streak.Current, "day", "days"), t.Streak.State, t.Streak.Longest)
	return nil
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
