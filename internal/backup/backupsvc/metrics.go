package backupsvc

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics reads the last proven backup when it is asked: every node tells the same.
type metrics struct {
	s                   *Service
	proven, size, every *prometheus.Desc
}

// Collectors are what the operator watches; none where no backups are made.
func (s *Service) Collectors() []prometheus.Collector {
	if s.Dir == "" {
		return nil
	}
	return []prometheus.Collector{&metrics{
		s: s,
		proven: prometheus.NewDesc("tamatar_backup_last_proven_timestamp_seconds",
			"When the newest backup was finished that was restored and compared; 0 when there is none.", nil, nil),
		size:  prometheus.NewDesc("tamatar_backup_last_proven_bytes", "Size of that backup.", nil, nil),
		every: prometheus.NewDesc("tamatar_backup_interval_seconds", "Time between two scheduled backups.", nil, nil),
	}}
}

// Describe implements [prometheus.Collector].
func (m *metrics) Describe(out chan<- *prometheus.Desc) {
	out <- m.proven
	out <- m.size
	out <- m.every
}

const scrapeTimeout = 5 * time.Second

// Collect implements [prometheus.Collector].
func (m *metrics) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeTimeout)
	defer cancel()
	out <- prometheus.MustNewConstMetric(m.every, prometheus.GaugeValue, m.s.Every.Seconds())
	at, bytes, err := m.s.LastProven(ctx)
	if err != nil {
		out <- prometheus.NewInvalidMetric(m.proven, err)
		return
	}
	seconds := 0.0
	if !at.IsZero() {
		seconds = float64(at.UnixMilli()) / 1000
	}
	out <- prometheus.MustNewConstMetric(m.proven, prometheus.GaugeValue, seconds)
	out <- prometheus.MustNewConstMetric(m.size, prometheus.GaugeValue, float64(bytes))
}
