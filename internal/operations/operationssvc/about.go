package operationssvc

import (
	"context"
	"embed"
	"encoding/json"
	"io/fs"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"tamatar.dev/tamatar"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/operations"
	"tamatar.dev/tamatar/internal/platform/markdown"
)

// licences is the output of tools/licences.
//
//go:embed licences.json
var licences []byte

// measured holds what the tests wrote with TAMATAR_CONFORMANCE, when the binary was built after them.
//
//go:embed all:conformance
var measured embed.FS

// About tells what runs here. Errors: those of [operations.CanReadAbout].
func (s *Service) About(ctx context.Context) (*operations.About, error) {
	a, err := identity.MustActor(ctx)
	if err != nil {
		return nil, err
	}
	if err := operations.CanReadAbout(a); err != nil {
		return nil, err
	}
	out := &operations.About{
		Version: s.Version, GoVersion: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH, WhatsNewHTML: s.whatsNew(),
		Licences: []operations.Licence{},
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		out.Commit, out.BuiltAt = source(info)
	}
	if s.Commit != "" {
		out.Commit, out.BuiltAt = source(&debug.BuildInfo{Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: s.Commit}, {Key: "vcs.time", Value: s.CommittedAt},
		}})
	}
	if err := json.Unmarshal(licences, &out.Licences); err != nil {
		return nil, err
	}
	out.Conformance, err = Conformance(measured)
	out.ConformanceMeasured = len(out.Conformance) > 0
	return out, err
}

// source is the commit and its time, as far as the binary knows.
func source(info *debug.BuildInfo) (commit *string, at *time.Time) {
	for _, setting := range info.Settings {
		switch setting.Key {
		case "vcs.revision":
			commit = &setting.Value
		case "vcs.time":
			if t, err := time.Parse(time.RFC3339, setting.Value); err == nil {
				at = &t
			}
		}
	}
	return commit, at
}

// mostNews is how much of the change log is shown, in bytes.
const mostNews = 32 << 10

// whatsNew is the change log without its preamble, as sanitised HTML.
func whatsNew() string {
	text := tamatar.Changelog
	if i := strings.Index(text, "\n## "); i >= 0 {
		text = text[i+1:]
	}
	if len(text) > mostNews { // the newest versions only
		if i := strings.LastIndex(text[:mostNews], "\n## "); i > 0 {
			text = text[:i]
		}
	}
	html, err := markdown.Render(text)
	if err != nil {
		return ""
	}
	return html
}

// Conformance reads the results that tests wrote, by the name of the standard.
func Conformance(files fs.FS) ([]operations.Conformance, error) {
	out := []operations.Conformance{}
	names, err := fs.Glob(files, "conformance/*.json")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var c operations.Conformance
		if err := json.Unmarshal(text, &c); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b operations.Conformance) int { return strings.Compare(a.Standard, b.Standard) })
	return out, nil
}
