package obs

import (
	"database/sql"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"tamatar.dev/tamatar/internal/platform/clock"
)

// Metrics is the registry and the measures that every part of the product shares.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	inFlight prometheus.Gauge
	jobs     *prometheus.HistogramVec
}

// NewMetrics returns a registry with the Go runtime's and the process's measures.
func NewMetrics() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "tamatar_http_request_duration_seconds", Help: "Time to answer, by pattern of the route and class of the status.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"route", "method", "class"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{Name: "tamatar_http_requests_in_flight", Help: "Requests being answered."}),
		jobs: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "tamatar_job_duration_seconds", Help: "Time a job took, by kind and result.", Buckets: []float64{.005, .05, .25, 1, 5, 30, 300},
		}, []string{"kind", "result"}),
	}
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), m.requests, m.inFlight, m.jobs)
	return m
}

// Register adds a measure of one part.
func (m *Metrics) Register(c prometheus.Collector) error { return m.registry.Register(c) }

// Names are the names of every measure with its labels, whether it has a value yet or not; for checking dashboards and
// alerts against what is really there.
func (m *Metrics) Names() map[string][]string {
	ch := make(chan *prometheus.Desc)
	go func() {
		defer close(ch)
		m.registry.Describe(ch)
	}()
	out := map[string][]string{}
	for d := range ch {
		if p := descForm.FindStringSubmatch(d.String()); p != nil {
			out[p[1]] = strings.Split(p[2], ",")
		}
	}
	return out
}

// descForm is how the client library writes a description.
var descForm = regexp.MustCompile(`fqName: "([^"]+)".*variableLabels: \{([^}]*)\}`)

// Database adds the measures of a connection pool.
func (m *Metrics) Database(name string, pool *sql.DB) error {
	return m.Register(collectors.NewDBStatsCollector(pool, name))
}

// Job counts one finished job.
func (m *Metrics) Job(kind string, took time.Duration, err error) {
	result := "done"
	if err != nil {
		result = "failed"
	}
	m.jobs.WithLabelValues(kind, result).Observe(took.Seconds())
}

// HTTP measures what next answers. The label is the pattern that the mux chose, or "none"; methods beyond the
// usual ones are one label, so that strangers cannot fill the memory with names.
func (m *Metrics) HTTP(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := clock.System{}.Now()
		m.inFlight.Inc()
		rec := &recorder{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			m.inFlight.Dec()
			m.requests.WithLabelValues(routeOf(r), methodOf(r), strconv.Itoa(rec.status/100)+"xx").Observe(clock.System{}.Now().Sub(start).Seconds())
		}()
		next.ServeHTTP(rec, r)
	})
}

// Handler answers /metrics.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 2, Timeout: 10 * time.Second})
}

func routeOf(r *http.Request) string {
	if r.Pattern == "" {
		return "none"
	}
	return r.Pattern
}

func methodOf(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return r.Method
	}
	return "other"
}

// recorder remembers the status. [http.ResponseController] reaches what it wraps.
type recorder struct {
	http.ResponseWriter
	status int
	wrote  bool
}

// WriteHeader remembers the status.
func (r *recorder) WriteHeader(status int) {
	if !r.wrote && status >= http.StatusOK {
		r.status, r.wrote = status, true
	}
	r.ResponseWriter.WriteHeader(status)
}

// Write sends bytes.
func (r *recorder) Write(p []byte) (int, error) {
	r.wrote = true
	return r.ResponseWriter.Write(p)
}

// Flush sends what is buffered.
func (r *recorder) Flush() { _ = http.NewResponseController(r.ResponseWriter).Flush() }

// Unwrap gives the writer below.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
