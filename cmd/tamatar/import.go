package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/schollz/progressbar/v3"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/importer"
)

// importCmd brings history from elsewhere, through the API.
type importCmd struct {
	Git      importGitCmd      `cmd:"" help:"Turn your commits into draft entries, one per repository and day."`
	Markdown importMarkdownCmd `cmd:"" help:"Bring daily notes: Markdown files with front matter or dated names (Obsidian, Logseq)."`
}

// importFlags are common to all imports.
type importFlags struct {
	apiFlags
	DryRun bool `help:"Only say what would happen."`
}

type importGitCmd struct {
	importFlags
	Paths []string `arg:"" name:"path" help:"Repositories." type:"path"`
	Email []string `help:"Your addresses in the commits; those of your account and of git's settings when left out." placeholder:"ADDRESS"`
}

// Run imports every repository and says what became of it.
func (c *importGitCmd) Run(ctx context.Context) error {
	client, err := c.client()
	if err != nil {
		return err
	}
	me, err := whoami(ctx, client)
	if err != nil {
		return err
	}
	emails := c.Email
	if len(emails) == 0 {
		emails = []string{me.Email}
	}
	var failed error
	for _, path := range c.Paths {
		entries, stats, err := importer.ReadGit(ctx, path, importer.GitOptions{
			Emails: emails, UseRepositoryEmail: len(c.Email) == 0, DayStart: me.DayStart,
		})
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", path, err))
			continue
		}
		fmt.Printf("%s: %d commits of yours on %d days (of %d commits in all)\n", path, stats.Own, stats.Days, stats.Commits)
		if len(entries) == 0 {
			fmt.Printf("  None is by %s; name your addresses with --email.\n", strings.Join(stats.Emails, ", "))
			continue
		}
		failed = errors.Join(failed, c.send(ctx, client, "GIT", entries))
	}
	return failed
}

type importMarkdownCmd struct {
	importFlags
	Dir  string `arg:"" help:"Folder with the notes." type:"existingdir"`
	Zone string `help:"Zone in which the notes were written; that of your profile when left out." placeholder:"ZONE"`
}

// Run imports the folder and lists the files that were left out, with the reason.
func (c *importMarkdownCmd) Run(ctx context.Context) error {
	client, err := c.client()
	if err != nil {
		return err
	}
	me, err := whoami(ctx, client)
	if err != nil {
		return err
	}
	zone := c.Zone
	if zone == "" {
		zone = me.TimeZone
	}
	root, err := os.OpenRoot(c.Dir)
	if err != nil {
		return err
	}
	defer root.Close()
	entries, reports, err := importer.ReadDir(root.FS(), importer.Options{Zone: zone, DayStart: me.DayStart})
	if err != nil {
		return err
	}
	left := 0
	for _, r := range reports {
		if r.Refused != "" {
			left++
			fmt.Printf("  left out %s: %s\n", r.Place(), r.Refused)
		}
	}
	fmt.Printf("%s: %d entries from %d files, %d files left out\n", c.Dir, len(entries), len(reports), left)
	if len(entries) == 0 {
		return nil
	}
	if !c.DryRun {
		if err := bringFiles(ctx, client, entries, reports, os.Stdout); err != nil {
			return err
		}
	}
	return c.send(ctx, client, "MARKDOWN", entries)
}

// account is what an import needs to know of the token's owner.
type account struct {
	Email    string
	TimeZone string
	DayStart int
}

func whoami(ctx context.Context, client *apiClient) (account, error) {
	var data struct{ Viewer *account }
	if err := client.do(ctx, `query Whoami { viewer { email timeZone dayStart } }`, nil, &data); err != nil {
		return account{}, err
	}
	if data.Viewer == nil {
		return account{}, errors.New("the token is not accepted: create a new one in the settings")
	}
	return *data.Viewer, nil
}

const importMutation = `mutation Import($input: ImportEntriesInput!) {
  importEntries(input: $input) { created skipped rejected { sourceKey message } errors { code message } }
}`

// batch is how many entries go into one request; the body of a request is bounded in bytes as well.
const (
	batch      = 50
	batchBytes = 60 << 10
)

// send imports the entries in batches, with a bar on a terminal.
func (c *importFlags) send(ctx context.Context, client *apiClient, source string, entries []journal.ImportEntryInput) error {
	bar := progressbar.NewOptions(len(entries),
		progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription("  sending"),
		progressbar.OptionShowCount(), progressbar.OptionSetVisibility(isTerminal(os.Stderr)), progressbar.OptionClearOnFinish())
	var total importResult
	for len(entries) > 0 {
		n := nextBatch(entries)
		result, err := sendBatch(ctx, client, source, entries[:n], c.DryRun)
		if err != nil {
			return fmt.Errorf("%w; %d entries are in, run it again to go on: nothing comes twice", err, total.Created)
		}
		total.add(result)
		entries = entries[n:]
		_ = bar.Add(n)
	}
	_ = bar.Finish()
	total.print(os.Stdout, c.DryRun)
	return nil
}

func nextBatch(entries []journal.ImportEntryInput) int {
	size := 0
	for n, e := range entries {
		size += len(e.Body) + 300
		if n > 0 && (n == batch || size > batchBytes) {
			return n
		}
	}
	return len(entries)
}

type importResult struct {
	Created, Skipped int
	Rejected         []struct{ SourceKey, Message string }
	Errors           []userError
}

func (r *importResult) add(o importResult) {
	r.Created += o.Created
	r.Skipped += o.Skipped
	r.Rejected = append(r.Rejected, o.Rejected...)
}

func (r *importResult) print(out io.Writer, dryRun bool) {
	if dryRun {
		fmt.Fprintf(out, "  would add %d, know %d already, refuse %d (nothing was written)\n", r.Created, r.Skipped, len(r.Rejected))
	} else {
		fmt.Fprintf(out, "  added %d, knew %d already, refused %d\n", r.Created, r.Skipped, len(r.Rejected))
	}
	for _, x := range r.Rejected {
		fmt.Fprintf(out, "  refused %s: %s\n", x.SourceKey, x.Message)
	}
}

func sendBatch(ctx context.Context, client *apiClient, source string, entries []journal.ImportEntryInput, dryRun bool) (importResult, error) {
	inputs := make([]map[string]any, len(entries))
	for i, e := range entries {
		inputs[i] = map[string]any{
			"sourceKey": e.SourceKey, "body": e.Body, "kind": strings.ToUpper(string(e.Kind)), "day": e.Day, "zone": e.Zone,
			"loggedAt": e.LoggedAt.UTC().Format("2006-01-02T15:04:05.000Z"), "draft": e.Draft,
			"tags": e.Tags, "minutes": e.Minutes, "sourceCount": e.SourceCount,
		}
	}
	var data struct{ ImportEntries importResult }
	err := client.do(ctx, importMutation, map[string]any{"input": map[string]any{
		"source": source, "entries": inputs, "dryRun": dryRun,
	}}, &data)
	if err != nil {
		return importResult{}, err
	}
	if errs := data.ImportEntries.Errors; len(errs) > 0 {
		return importResult{}, errors.New(errs[0].Message)
	}
	return data.ImportEntries, nil
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
