package httpd

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strings"

	"tamatar.dev/tamatar/internal/platform/route"
)

const maxReport = 16 << 10

// reportRoute takes the browsers' reports of what the content security policy stopped. They go to the log, cut short:
// anybody can send them.
func (s *Server) reportRoute() route.Route {
	return route.Route{
		Pattern: "POST " + ReportPath, Public: true, Cacheable: true, MaxBody: maxReport,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			if err != nil || !json.Valid(body) {
				s.fail(w, r, http.StatusRequestEntityTooLarge)
				return
			}
			s.metrics.reports.Inc()
			text := strings.ToValidUTF8(string(body[:min(len(body), 2<<10)]), "")
			s.o.Log.LogAttrs(r.Context(), slog.LevelWarn, "content security policy violation", slog.String("report", text),
				slog.String("request", route.RequestID(r.Context())))
			w.WriteHeader(http.StatusNoContent)
		}),
	}
}
