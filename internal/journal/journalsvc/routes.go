package journalsvc

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/journal/importer"
	"tamatar.dev/tamatar/internal/platform/day"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/route"
)

// Bounds of uploads.
const (
	// maxUpload is the largest upload in bytes, all its files together.
	maxUpload = 20 << 20
	// uploadsAtOnce bounds the memory: a zip is held as a whole while it is read.
	uploadsAtOnce = 2
)

// Routes are the doors that GraphQL cannot be: uploads of note files, to look at first and to import then.
// The same files are sent twice; nothing is kept between.
func (s *Service) Routes() []route.Route {
	slots := make(chan struct{}, uploadsAtOnce)
	return []route.Route{
		{Pattern: "POST /api/import/preview", Handler: s.importRoute(slots, true), MaxBody: maxUpload, Scope: string(identity.ScopeEntriesWrite)},
		{Pattern: "POST /api/import/commit", Handler: s.importRoute(slots, false), MaxBody: maxUpload, Scope: string(identity.ScopeEntriesWrite)},
	}
}

// importReport answers an upload.
type importReport struct {
	Files   []fileReport `json:"files"`
	Created int          `json:"created"`
	Updated int          `json:"updated"`
	Skipped int          `json:"skipped"`
	Refused int          `json:"refused"`
}

// fileReport is what was made, or would be made, of one file.
type fileReport struct {
	Path string `json:"path"`
	// Line is where in the file it begins; 0 where the file is one entry.
	Line int `json:"line,omitempty"`
	// Outcome is "created", "updated" (a draft nobody touched), "skipped" (known already) or "refused".
	Outcome string   `json:"outcome"`
	Day     day.Date `json:"day,omitempty"`
	// DayFrom is "front matter", "file name" or "entry".
	DayFrom string   `json:"dayFrom,omitempty"`
	Title   string   `json:"title,omitempty"`
	Tags    []string `json:"tags,omitempty"`
	// Left is how many pictures and other files belong to it that were not taken.
	Left int `json:"left,omitempty"`
	// Reason is a sentence that says why it was refused.
	Reason string `json:"reason,omitempty"`
}

func (s *Service) importRoute(slots chan struct{}, preview bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, err := writer(r.Context())
		if err == nil && r.Header.Get("X-Tamatar") == "" {
			err = journal.ErrUploadHeader
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
		select {
		case slots <- struct{}{}:
			defer func() { <-slots }()
		default:
			s.fail(w, r, journal.ErrUploadsBusy.WithRetryAfter(5*time.Second))
			return
		}
		rep, err := s.importUpload(r, a, preview)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		s.answer(w, r, http.StatusOK, rep)
	})
}

// importUpload reads the files, finds out what becomes of each, and does it unless it is a preview.
func (s *Service) importUpload(r *http.Request, a identity.Actor, preview bool) (*importReport, error) {
	zone := a.Zone
	if z := r.URL.Query().Get("zone"); z != "" {
		if _, err := day.LoadZone(z); err != nil {
			return nil, journal.ErrZoneUnknown
		}
		zone = z
	}
	u := importer.Upload{Options: importer.Options{Zone: zone, DayStart: a.DayStart}}
	if err := readParts(r, &u); err != nil {
		return nil, err
	}
	list, reports, err := u.Result()
	if err != nil {
		return nil, err
	}
	results, err := s.importAll(r.Context(), a.UserID, journal.ImportEntriesInput{
		Source: journal.EntrySourceMarkdown, Entries: list, DryRun: preview,
	}, attachedBy(reports))
	if err != nil {
		return nil, err
	}
	return newImportReport(reports, results).said(r.Context()), nil
}

// readParts streams the parts named "files" into u.
func readParts(r *http.Request, u *importer.Upload) error {
	parts, err := r.MultipartReader()
	if err != nil {
		return journal.ErrUploadForm.With(err)
	}
	for {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return uploadError(err)
		}
		if p.FormName() != "files" {
			continue
		}
		if err := u.Add(fileName(p), p, maxUpload); err != nil {
			return uploadError(err)
		}
	}
}

// fileName is the path that the browser sent, folders included; it only names, nothing is opened by it.
func fileName(p *multipart.Part) string {
	_, params, err := mime.ParseMediaType(p.Header.Get("Content-Disposition"))
	if err != nil || params["filename"] == "" {
		return "unnamed"
	}
	return params["filename"]
}

func uploadError(err error) error {
	var tooLarge *http.MaxBytesError
	var declared *errs.Error
	switch {
	case errors.As(err, &tooLarge):
		return journal.ErrUploadTooLarge
	case errors.As(err, &declared):
		return err
	}
	return journal.ErrUploadForm.With(err)
}

// said has the reasons in the language of who asks.
func (rep *importReport) said(ctx context.Context) *importReport {
	for i := range rep.Files {
		rep.Files[i].Reason = errs.Say(ctx, rep.Files[i].Reason)
	}
	return rep
}

func newImportReport(reports []importer.FileReport, results []result) *importReport {
	byKey := make(map[string]result, len(results))
	for _, res := range results {
		if _, twice := byKey[res.sourceKey]; !twice {
			byKey[res.sourceKey] = res
		}
	}
	out := &importReport{Files: make([]fileReport, 0, len(reports))}
	for _, rep := range reports {
		f := fileReport{Path: rep.Path, Line: rep.Line, Left: rep.Left, Day: rep.Day, DayFrom: rep.DayFrom, Title: rep.Title, Tags: rep.Tags, Reason: rep.Refused}
		f.Outcome = string(outcomeRefused)
		if res, ok := byKey[rep.SourceKey]; ok && rep.Refused == "" {
			f.Outcome, f.Reason = string(res.outcome), res.message
			f.Left += res.left
			res.outcome = outcomeSkipped // the same file twice in one upload
			byKey[rep.SourceKey] = res
		}
		out.count(outcome(f.Outcome))
		out.Files = append(out.Files, f)
	}
	return out
}

func (rep *importReport) count(o outcome) {
	switch o {
	case outcomeCreated:
		rep.Created++
	case outcomeUpdated:
		rep.Updated++
	case outcomeSkipped:
		rep.Skipped++
	case outcomeRefused:
		rep.Refused++
	}
}

// fail answers with an error in the form that GraphQL errors have.
func (s *Service) fail(w http.ResponseWriter, r *http.Request, err error) {
	e := errs.From(err)
	if e.Kind == errs.Internal {
		s.log.ErrorContext(r.Context(), "import by upload", "error", e)
	}
	if e.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(e.RetryAfter/time.Second)))
	}
	s.answer(w, r, e.Status(), map[string]any{"errors": []any{map[string]any{
		"message": errs.Say(r.Context(), e.Public), "extensions": map[string]any{"code": e.Code, "requestId": route.RequestID(r.Context())},
	}}})
}

func (s *Service) answer(w http.ResponseWriter, r *http.Request, status int, body any) {
	raw, err := json.Marshal(body)
	if err != nil {
		s.log.ErrorContext(r.Context(), "encode answer", "error", err)
		status, raw = http.StatusInternalServerError, []byte("{}")
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(raw)
}
