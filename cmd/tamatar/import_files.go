package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/importer"
)

const (
	// maxAttached is how much of one file beside a note is read, in bytes: more than any instance keeps.
	maxAttached = 65 << 20
	// uploadTries is how often a file is sent when the instance is busy.
	uploadTries = 5
)

// errFileRefused says why the instance does not keep a file.
var errFileRefused = errors.New("it is not kept")

// bringFiles sends the pictures and files that the notes show, and puts what shows them there into the entries. What is
// not kept is named, and the text stays as it is. Bytes that were sent before give the same file.
func bringFiles(ctx context.Context, client *apiClient, entries []journal.ImportEntryInput, reports []importer.FileReport, out io.Writer) error {
	attached := map[string][]importer.Attachment{}
	for _, r := range reports {
		if len(r.Attached) > 0 && r.SourceKey != "" {
			attached[r.SourceKey] = r.Attached
		}
	}
	sent := map[[sha256.Size]byte]string{}
	for i := range entries {
		body := entries[i].Body
		for _, a := range attached[entries[i].SourceKey] {
			shown, err := bringFile(ctx, client, a, sent)
			if errors.Is(err, errFileRefused) {
				fmt.Fprintf(out, "  left out %s: %v\n", a.Name, err)
				continue
			}
			if err != nil {
				return fmt.Errorf("%s: %w", a.Name, err)
			}
			body = strings.ReplaceAll(body, a.Text, shown)
		}
		if len(body) > journal.MaxBody {
			fmt.Fprintf(out, "  %s would be too long with its pictures: it comes without them\n", entries[i].SourceKey)
			continue
		}
		entries[i].Body = body
	}
	if len(sent) > 0 {
		fmt.Fprintf(out, "  pictures and files brought: %d\n", len(sent))
	}
	return nil
}

// bringFile gives what shows a file in an entry. Error: errFileRefused.
func bringFile(ctx context.Context, client *apiClient, a importer.Attachment, sent map[[sha256.Size]byte]string) (string, error) {
	raw, err := a.Read(maxAttached)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errFileRefused, err)
	}
	sum := sha256.Sum256(raw)
	if shown, known := sent[sum]; known {
		return shown, nil
	}
	shown, err := client.upload(ctx, a.Name, a.Alt, raw)
	if err == nil {
		sent[sum] = shown
	}
	return shown, err
}

// upload sends a file and gives the Markdown that shows it. A busy instance is asked again. Error: errFileRefused.
func (c *apiClient) upload(ctx context.Context, name, alt string, raw []byte) (string, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if err := form.WriteField("alt", alt); err != nil {
		return "", err
	}
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		return "", err
	}
	if _, err := part.Write(raw); err != nil {
		return "", err
	}
	if err := form.Close(); err != nil {
		return "", err
	}
	for try := 1; ; try++ {
		shown, wait, err := c.uploadOnce(ctx, form.FormDataContentType(), body.Bytes())
		if wait == 0 || try == uploadTries {
			return shown, err
		}
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return "", ctx.Err()
		}
	}
}

// uploadOnce tries it; wait is how long to wait before trying again, 0 when there is no use in that.
func (c *apiClient) uploadOnce(ctx context.Context, contentType string, body []byte) (shown string, wait time.Duration, err error) {
	res, err := c.sendAs(ctx, http.MethodPost, "/api/files", contentType, body)
	if err != nil {
		return "", 0, err
	}
	defer res.Body.Close()
	var answer struct {
		Markdown string
		Errors   []struct{ Message string }
	}
	if err := json.NewDecoder(io.LimitReader(res.Body, 1<<20)).Decode(&answer); err != nil {
		return "", 0, fmt.Errorf("the instance answers %s", res.Status)
	}
	if res.StatusCode == http.StatusCreated {
		return answer.Markdown, 0, nil
	}
	reason := res.Status
	if len(answer.Errors) > 0 {
		reason = answer.Errors[0].Message
	}
	switch res.StatusCode {
	case http.StatusUnprocessableEntity, http.StatusRequestEntityTooLarge:
		return "", 0, fmt.Errorf("%w: %s", errFileRefused, reason)
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		seconds, _ := strconv.Atoi(res.Header.Get("Retry-After"))
		return "", time.Duration(min(max(seconds, 1), 60)) * time.Second, errors.New(reason)
	}
	return "", 0, errors.New(reason)
}
