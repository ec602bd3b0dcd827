package journalsvc_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/page"
)

type uploaded struct {
	Files []struct {
		Path, Outcome, Day, DayFrom, Title, Reason string
		Tags                                       []string
	}
	Created, Updated, Skipped, Refused int
	Errors                             []struct {
		Message    string
		Extensions struct{ Code string }
	}
}

// upload sends files to a route as alice.
func (r *rig) upload(t *testing.T, route string, files map[string]string, change func(*http.Request)) (int, uploaded) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, text := range files {
		h := textproto.MIMEHeader{"Content-Disposition": {fmt.Sprintf(`form-data; name="files"; filename="%s"`, name)}}
		w, err := form.CreatePart(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	return r.post(t, route, form.FormDataContentType(), &body, change)
}

func (r *rig) post(t *testing.T, path, contentType string, body io.Reader, change func(*http.Request)) (int, uploaded) {
	t.Helper()
	req := httptest.NewRequestWithContext(identity.WithActor(r.ctx, r.alice), http.MethodPost, path, body)
	req.Header.Set("Content-Type", contentType)
	req.Header.Set("X-Tamatar", "1")
	if change != nil {
		change(req)
	}
	mux := http.NewServeMux()
	for _, rt := range r.Routes() {
		mux.Handle(rt.Pattern, http.MaxBytesHandler(rt.Handler, rt.Limit()))
	}
	rec := httptest.NewRecorder()
	mux.ServeHTTP(rec, req)
	var out uploaded
	if err := json.Unmarshal(rec.Body.Bytes(), &out); err != nil {
		t.Fatalf("%d %q: %v", rec.Code, rec.Body, err)
	}
	return rec.Code, out
}

func TestUploadPreviewThenCommit(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		files := map[string]string{
			"journals/2026_11_20.md":       "- learned about #sqlite",
			"Daily/2026-11-21 Saturday.md": "---\ntitle: A good day\ntags: [go, deep work]\n---\nText",
			"ideas.md":                     "no day",
			"photo.png":                    "x",
		}
		code, rep := r.upload(t, "/api/import/preview", files, nil)
		if code != 200 || rep.Created != 2 || rep.Refused != 2 || len(rep.Files) != 4 {
			t.Fatalf("%d %+v", code, rep)
		}
		for _, f := range rep.Files {
			if f.Path == "Daily/2026-11-21 Saturday.md" && (f.Day != "2026-11-21" || f.Title != "A good day" || len(f.Tags) != 2 || f.DayFrom != "file name") {
				t.Errorf("%+v", f)
			}
			if f.Outcome == "refused" && len(f.Reason) < 10 {
				t.Errorf("%+v", f)
			}
		}
		if n := count(t, r.db, "SELECT count(*) FROM journal_entries"); n != 0 {
			t.Fatal("a preview wrote entries")
		}
		if code, rep = r.upload(t, "/api/import/commit?zone=Asia/Tokyo", files, nil); code != 200 || rep.Created != 2 {
			t.Fatalf("%d %+v", code, rep)
		}
		if _, rep = r.upload(t, "/api/import/commit?zone=Asia/Tokyo", files, nil); rep.Created != 0 || rep.Skipped != 2 {
			t.Fatalf("second run %+v", rep)
		}
		files["journals/2026_11_20.md"] += "\n- and more"
		if _, rep = r.upload(t, "/api/import/commit", files, nil); rep.Updated != 1 || rep.Skipped != 1 {
			t.Fatalf("grown file %+v", rep)
		}
		c, err := r.Timeline(r.ctx, r.alice, page.Args{}, &journal.EntryFilter{Tags: []string{"deep-work"}})
		if err != nil || len(c.Nodes) != 1 || c.Nodes[0].Zone != "Asia/Tokyo" || c.Nodes[0].Body != "# A good day\n\nText" || !c.Nodes[0].Draft {
			t.Fatalf("%+v %v", c.Nodes, err)
		}
	})
}

func TestUploadRefusals(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		note := map[string]string{"2026-11-20.md": "text"}
		if code, rep := r.upload(t, "/api/import/commit", note, nil); code != 200 || rep.Created != 1 {
			t.Fatalf("the honest upload: %d %+v", code, rep)
		}
		reader := r.alice
		reader.TokenID, reader.Scopes = "t", identity.Scopes{identity.ScopeRead}
		for name, c := range map[string]struct {
			code   int
			want   string
			files  map[string]string
			path   string
			change func(*http.Request)
		}{
			"no header":  {422, "journal.upload_header", note, "", func(req *http.Request) { req.Header.Del("X-Tamatar") }},
			"stranger":   {401, "identity.sign_in_required", note, "", func(req *http.Request) { *req = *req.WithContext(t.Context()) }},
			"scope":      {403, "identity.scope_missing", note, "", func(req *http.Request) { *req = *req.WithContext(identity.WithActor(t.Context(), reader)) }},
			"no form":    {422, "journal.upload_form", note, "", func(req *http.Request) { req.Header.Set("Content-Type", "application/json") }},
			"zone":       {422, "journal.zone_unknown", note, "?zone=Moon", nil},
			"cut off":    {422, "journal.upload_form", note, "", func(req *http.Request) { req.Body = io.NopCloser(io.LimitReader(req.Body, 150)) }},
			"too large":  {413, "journal.upload_too_large", map[string]string{"2026-11-20.zip": strings.Repeat("x", 20<<20)}, "", nil},
			"no archive": {422, "journal.bad_zip", map[string]string{"2026-11-20.zip": "PK"}, "", nil},
		} {
			code, rep := r.upload(t, "/api/import/commit"+c.path, c.files, c.change)
			if code != c.code || len(rep.Errors) != 1 || rep.Errors[0].Extensions.Code != c.want || len(rep.Errors[0].Message) < 15 {
				t.Errorf("%s: %d %+v", name, code, rep)
			}
		}
		if n := count(t, r.db, "SELECT count(*) FROM journal_entries"); n != 1 {
			t.Fatalf("%d entries", n)
		}
	})
}

func zipOf(t *testing.T, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAttack_B10_ImportArchives(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		honest := zipOf(t, map[string]string{"vault/2026-11-20.md": "honest", "vault/.obsidian/2026-01-01.md": "settings", "vault/readme.txt": "x"})
		if code, rep := r.upload(t, "/api/import/commit", map[string]string{"notes.zip": honest}, nil); code != 200 || rep.Created != 1 || len(rep.Files) != 1 {
			t.Fatalf("the honest zip: %d %+v", code, rep)
		}
		many := map[string]string{}
		for i := range 10_001 {
			many[fmt.Sprintf("n/%d.md", i)] = ""
		}
		for name, c := range map[string]struct {
			zip, code string
		}{
			"bomb":        {zipOf(t, map[string]string{"2026-11-21.md": strings.Repeat("a", 60<<20)}), "journal.zip_bomb"},
			"small bomb":  {zipOf(t, map[string]string{"2026-11-21.md": strings.Repeat("a", 60<<10)}), "journal.zip_bomb"},
			"many files":  {zipOf(t, many), "journal.too_many_files"},
			"quine start": {"PK\x03\x04" + strings.Repeat("\x00", 100), "journal.bad_zip"},
		} {
			code, rep := r.upload(t, "/api/import/commit", map[string]string{"notes.zip": c.zip}, nil)
			if code < 400 || len(rep.Errors) != 1 || rep.Errors[0].Extensions.Code != c.code {
				t.Errorf("%s: %d %+v", name, code, rep)
			}
		}
		tricks := zipOf(t, map[string]string{
			"../2026-11-21.md": "up", "/etc/2026-11-21.md": "root", `..\2026-11-21.md`: "windows", "C:2026-11-21.md": "drive", "inner.zip": honest, "2026-11-22.md": "fine",
		})
		code, rep := r.upload(t, "/api/import/commit", map[string]string{"notes.zip": tricks}, nil)
		if code != 200 || rep.Created != 1 || rep.Refused != 5 {
			t.Errorf("%d %+v", code, rep)
		}
		if n := count(t, r.db, "SELECT count(*) FROM journal_entries"); n != 2 {
			t.Fatalf("%d entries", n)
		}
	})
}
