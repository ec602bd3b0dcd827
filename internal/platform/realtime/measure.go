package realtime

import "github.com/prometheus/client_golang/prometheus"

type metrics struct {
	sent, dropped, opened prometheus.Counter
	closed                *prometheus.CounterVec
}

func newMetrics() *metrics {
	return &metrics{
		sent: prometheus.NewCounter(prometheus.CounterOpts{Name: "tamatar_realtime_messages_total", Help: "Messages for open tabs that went out."}),
		dropped: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "tamatar_realtime_dropped_total", Help: "Messages for open tabs that could not go out; the tabs see the change at their next look.",
		}),
		opened: prometheus.NewCounter(prometheus.CounterOpts{Name: "tamatar_realtime_opened_total", Help: "Live connections that were opened."}),
		closed: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "tamatar_realtime_closed_total", Help: "Live connections closed by the server, by reason.",
		}, []string{"reason"}),
	}
}

func (*metrics) open(p *people) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "tamatar_realtime_connections", Help: "Live connections of this node.",
	}, func() float64 { return float64(p.size()) })
}
