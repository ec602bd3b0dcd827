package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
)

// standupCmd prints a digest of own entries.
type standupCmd struct {
	apiFlags
	Period string `arg:"" optional:"" default:"standup" help:"standup (the last day with entries, and today), today, yesterday, week, last-week, month, year, 2026-W47, 2026-11, 2026 or 2026-11-01..2026-11-20."`
	Format string `short:"f" default:"text" enum:"text,markdown,json" help:"text, markdown or json."`
	Tag    string `short:"t" help:"Only entries with this tag, or one below it." placeholder:"NAME"`
	Query  string `short:"q" help:"Only what this search finds." placeholder:"QUERY"`
	Brag   bool   `help:"What was done, learned and decided, by tag."`
}

const digestQuery = `query Standup($period: String!, $shape: DigestShape, $tag: String, $query: String) {
  viewer { digest(period: $period, shape: $shape, tag: $tag, query: $query) { markdown text json problems { message blocking } } }
}`

// Run prints the digest as the instance writes it.
func (c *standupCmd) Run(ctx context.Context) error {
	client, err := c.client()
	if err != nil {
		return err
	}
	shape := "FULL"
	if c.Brag {
		shape = "BRAG"
	}
	var data struct {
		Viewer *struct {
			Digest struct {
				Markdown, Text, JSON string
				Problems             []struct{ Message string }
			}
		}
	}
	vars := map[string]any{"period": c.Period, "shape": shape, "tag": strings.TrimPrefix(c.Tag, "#"), "query": c.Query}
	if err := client.do(ctx, digestQuery, vars, &data); err != nil {
		return err
	}
	if data.Viewer == nil {
		return errTokenRefused
	}
	d := data.Viewer.Digest
	for _, p := range d.Problems {
		fmt.Fprintln(os.Stderr, p.Message)
	}
	out := map[string]string{"text": d.Text, "markdown": d.Markdown, "json": d.JSON}[c.Format]
	_, err = io.WriteString(os.Stdout, out)
	return err
}
