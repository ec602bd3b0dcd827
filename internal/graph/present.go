package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/route"
)

// errPanic marks an error that was a panic, already written to the log with its stack.
var errPanic = errors.New("panic")

// present words an error of a resolver: code, field and request id for the caller, the cause for the log only.
func (e *Engine) present(ctx context.Context, err error) *gqlerror.Error {
	var path ast.Path
	var ge *gqlerror.Error
	if errors.As(err, &ge) {
		path = ge.Path
		if ge.Err != nil {
			err = ge.Err
		}
	}
	if path == nil && graphql.GetFieldContext(ctx) != nil {
		path = graphql.GetPath(ctx)
	}
	known := errs.From(err)
	switch {
	case errors.Is(err, errPanic), known.Kind != errs.Internal && known.Kind != errs.Unavailable:
	case errors.Is(ctx.Err(), context.Canceled):
	default:
		e.log.LogAttrs(ctx, slog.LevelError, "resolver failed", slog.String("path", path.String()),
			slog.String("request", route.RequestID(ctx)), slog.Any("err", known))
	}
	return e.word(ctx, known, path)
}

// word is the error as the caller sees it.
func (e *Engine) word(ctx context.Context, err *errs.Error, path ast.Path) *gqlerror.Error {
	ext := map[string]any{"code": err.Code}
	if id := route.RequestID(ctx); id != "" {
		ext["requestId"] = id
	}
	if len(err.Fields) > 0 {
		ext["field"] = err.Fields[0].Name
	}
	if err.RetryAfter > 0 {
		ext["retryAfter"] = int(err.RetryAfter.Seconds())
	}
	return &gqlerror.Error{Message: errs.Say(ctx, err.Public), Path: path, Extensions: ext}
}

// recover turns a panic of a resolver into an internal error and writes it down with its stack.
func (e *Engine) recover(ctx context.Context, value any) error {
	e.panics.Inc()
	e.log.LogAttrs(ctx, slog.LevelError, "resolver panicked", slog.String("request", route.RequestID(ctx)),
		slog.String("panic", fmt.Sprint(value)), slog.String("stack", string(debug.Stack())))
	return errs.ErrInternal.With(fmt.Errorf("%w: %v", errPanic, value))
}
