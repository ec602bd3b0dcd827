package span

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// scopeName is who made the spans, as collectors show it.
const scopeName = "tamatar.dev/tamatar"

// Step is one part of a traced request; the zero value belongs to no trace and does nothing.
type Step struct{ span trace.Span }

// Start begins a step below that of ctx. Outside of a trace ctx comes back as it was.
func Start(ctx context.Context, name string) (context.Context, Step) {
	parent := trace.SpanFromContext(ctx)
	if !parent.IsRecording() {
		return ctx, Step{}
	}
	ctx, span := parent.TracerProvider().Tracer(scopeName).Start(ctx, name)
	return ctx, Step{span}
}

// Name gives the step a better name.
func (s Step) Name(name string) {
	if s.span != nil {
		s.span.SetName(name)
	}
}

// Fact adds a word of the program's.
func (s Step) Fact(name, value string) {
	if s.span != nil {
		s.span.SetAttributes(attribute.String(name, value))
	}
}

// End ends the step. The text of err stays out of the trace: it may repeat what somebody wrote.
func (s Step) End(err error) {
	if s.span == nil {
		return
	}
	if err != nil {
		s.span.SetStatus(codes.Error, "failed")
	}
	s.span.End()
}
