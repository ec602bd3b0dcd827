package app

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"tamatar.dev/tamatar/internal/graph"
	"tamatar.dev/tamatar/internal/platform/disk"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/jobs"
	"tamatar.dev/tamatar/internal/platform/mail"
	"tamatar.dev/tamatar/internal/platform/obs"
)

// queueReach is how long what was counted in the queue is believed: counting reads every row of it.
const queueReach = 15 * time.Second

func operationSeconds() *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "tamatar_graphql_operation_seconds", Help: "Time to answer GraphQL operations: persisted ones by name, all others as other.",
		Buckets: []float64{.005, .025, .1, .25, 1, 2.5, 10},
	}, []string{"operation", "type", "result"})
}

// observe measures operations. Results: ok; errors a caller can mend; refused before anything ran; failed by our own fault.
func observe(seconds *prometheus.HistogramVec) func(context.Context, graph.Answer, time.Duration) {
	return func(_ context.Context, a graph.Answer, took time.Duration) {
		kind, result := a.Type, "ok"
		if kind == "" {
			kind = "unknown"
		}
		switch {
		case a.Refused != nil:
			result = "refused"
		case failed(a):
			result = "failed"
		case len(a.Errors) > 0:
			result = "errors"
		}
		seconds.WithLabelValues(a.Label(), kind, result).Observe(took.Seconds())
	}
}

// failed reports whether one of the errors is an internal one.
func failed(a graph.Answer) bool {
	for _, e := range a.Errors {
		if e.Extensions["code"] == errs.ErrInternal.Code {
			return true
		}
	}
	return false
}

// MeasureParts adds the measures of the instance's parts: pools, queue, mail, disk, version.
func MeasureParts(m *obs.Metrics, a *App) error {
	for name, pool := range a.DB.Pools() {
		if err := m.Database(name, pool); err != nil {
			return err
		}
	}
	mails := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tamatar_mail_sent_total", Help: "Letters given to the mail server, by result: sent, refused for good, failed for now."}, []string{"result"})
	for _, result := range []string{mail.ResultSent, mail.ResultRefused, mail.ResultFailed} {
		mails.WithLabelValues(result)
	}
	if s, ok := a.Mail.(*mail.SMTP); ok {
		s.Observe(func(result string) { mails.WithLabelValues(result).Inc() })
	}
	for _, c := range []prometheus.Collector{mails, newQueueMeasure(a.Jobs), diskMeasure(a.Config.DataDir), buildMeasure()} {
		if err := m.Register(c); err != nil {
			return err
		}
	}
	return nil
}

// Measure adds the measures of the web server and the API.
func (w *Web) Measure(m *obs.Metrics) error {
	for _, c := range w.metrics {
		if err := m.Register(c); err != nil {
			return fmt.Errorf("register metrics: %w", err)
		}
	}
	return nil
}

func buildMeasure() prometheus.Collector {
	g := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "tamatar_build_info", Help: "1, labelled with the version that runs."}, []string{"version"})
	g.WithLabelValues(Version).Set(1)
	return g
}

func diskMeasure(folder string) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "tamatar_data_free_ratio", Help: "Free part of the disk that holds the data folder, 0 to 1."}, func() float64 {
		free, total, err := disk.Space(folder)
		if err != nil || total == 0 {
			return 0
		}
		return float64(free) / float64(total)
	})
}

// queueMeasure counts the queue when somebody asks, at most once in [queueReach].
type queueMeasure struct {
	runner        *jobs.Runner
	count, oldest *prometheus.Desc
	stats         func() (jobs.Stats, error)
}

func newQueueMeasure(r *jobs.Runner) *queueMeasure {
	return &queueMeasure{
		runner: r,
		count:  prometheus.NewDesc("tamatar_jobs", "Jobs in the queue by state; failed ones have used up their attempts.", []string{"state"}, nil),
		oldest: prometheus.NewDesc("tamatar_jobs_oldest_due_seconds", "How long the job that waits for longest has been due.", nil, nil),
		stats:  r.CachedStats(queueReach),
	}
}

// Describe implements [prometheus.Collector].
func (q *queueMeasure) Describe(ch chan<- *prometheus.Desc) { ch <- q.count; ch <- q.oldest }

// Collect implements [prometheus.Collector]; without an answer of the database there are no figures.
func (q *queueMeasure) Collect(ch chan<- prometheus.Metric) {
	s, err := q.stats()
	if err != nil {
		return
	}
	for state, n := range map[string]int64{"due": s.Available, "scheduled": s.Scheduled, "running": s.Running, "retrying": s.Retryable, "failed": s.Dead} {
		ch <- prometheus.MustNewConstMetric(q.count, prometheus.GaugeValue, float64(n), state)
	}
	ch <- prometheus.MustNewConstMetric(q.oldest, prometheus.GaugeValue, q.runner.Late(s).Seconds())
}
