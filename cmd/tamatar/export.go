package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
)

// exportCmd takes everything along, through the API.
type exportCmd struct {
	apiFlags
	File  string `arg:"" help:"Archive to write, such as tamatar.zip; - writes to standard output." type:"path"`
	Force bool   `help:"Write over a file that is there."`
}

// Run streams the archive into a file of its own, which gets its name when all of it has arrived.
func (c *exportCmd) Run(ctx context.Context) error {
	client, err := c.client()
	if err != nil {
		return err
	}
	if c.File == "-" {
		_, err := client.download(ctx, "/api/archive/stream", os.Stdout)
		return err
	}
	if _, err := os.Stat(c.File); err == nil && !c.Force {
		return fmt.Errorf("%s is there already; --force writes over it", c.File)
	}
	part := c.File + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600) //nolint:gosec // the file that the person named
	if err != nil {
		return err
	}
	n, err := client.download(ctx, "/api/archive/stream", f)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	if err := os.Rename(part, c.File); err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes. It holds everything you logged, readable by anybody who has the file.\n", c.File, n)
	return nil
}

// download copies the answer to a GET.
func (c *apiClient) download(ctx context.Context, path string, to io.Writer) (int64, error) {
	client := *c
	patient := *c.http
	patient.Timeout = 0 // as long as it takes; an interrupt ends it
	client.http = &patient
	res, err := client.send(ctx, http.MethodGet, path, nil)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		raw, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
		if err != nil {
			return 0, fmt.Errorf("%w: %w", errUnreachable, err)
		}
		return 0, refusedWith(res.StatusCode, raw)
	}
	n, err := io.Copy(to, res.Body)
	if err == nil && res.ContentLength >= 0 && n != res.ContentLength {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return n, fmt.Errorf("the archive did not arrive whole, try again: %w", err)
	}
	return n, nil
}
