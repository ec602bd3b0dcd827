// Package obs is how the operator sees inside: log lines, metrics, traces, and the handler of the operations listener.
//
// Logs go through log/slog; control characters are escaped and secrets taken out, by key and by form. Metrics are Prometheus';
// routes are labelled by their pattern, never by their address. Traces leave only when a collector is configured, as OTLP in JSON:
// the usual exporter brings gRPC and protobuf along, 8 MiB of memory whether it is used or not.
package obs
