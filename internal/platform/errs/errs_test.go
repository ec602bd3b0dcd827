package errs_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/platform/errs"
)

var errTaken = errs.New(errs.Conflict, "test.taken", "That name is taken.")

func TestCopiesLeaveTheDeclaredErrorAlone(t *testing.T) {
	cause := errors.New("disk on fire")
	e := errTaken.WithField("handle", "Choose another.").With(cause).WithRetryAfter(time.Second)
	_ = e.WithField("name", "Too long.")
	if len(errTaken.Fields) != 0 || errTaken.RetryAfter != 0 || errors.Unwrap(errTaken) != nil {
		t.Fatalf("the declared error was changed: %+v", errTaken)
	}
	if len(e.Fields) != 1 {
		t.Fatalf("a copy shares its fields: %+v", e.Fields)
	}
	if !errors.Is(e, errTaken) || !errors.Is(e, cause) {
		t.Fatal("a copy must match its declaration and its cause")
	}
	if errors.Is(e, errs.New(errs.Conflict, "test.other", "")) {
		t.Fatal("another code must not match")
	}
}

func TestFrom(t *testing.T) {
	plain := errors.New("boom")
	cases := []struct {
		name string
		err  error
		code string
		kind errs.Kind
	}{
		{"declared", errTaken, "test.taken", errs.Conflict},
		{"declared and wrapped", fmt.Errorf("save entry: %w", errTaken), "test.taken", errs.Conflict},
		{"unknown", plain, "internal", errs.Internal},
		{"deadline", fmt.Errorf("query: %w", context.DeadlineExceeded), "timeout", errs.Unavailable},
		{"cancelled", context.Canceled, "canceled", errs.Unavailable},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			e := errs.From(c.err)
			if e.Code != c.code || e.Kind != c.kind {
				t.Fatalf("got %s/%s", e.Kind, e.Code)
			}
			if strings.Contains(e.Public, "boom") {
				t.Fatal("the cause leaked into the public sentence")
			}
			if !errors.Is(e, c.err) && !errors.Is(c.err, e) {
				t.Fatal("the original error is lost")
			}
		})
	}
	if errs.From(nil) != nil {
		t.Fatal("From(nil) must be nil")
	}
}

func TestStatusOfEveryKind(t *testing.T) {
	want := map[errs.Kind]int{
		errs.Internal: 500, errs.Invalid: 422, errs.Unauthenticated: 401, errs.Forbidden: 403, errs.NotFound: 404,
		errs.Conflict: 409, errs.TooMany: 429, errs.Unavailable: 503, errs.TooLarge: 413,
		errs.Kind(99): http.StatusInternalServerError, errs.Kind(-1): http.StatusInternalServerError,
	}
	for k, status := range want {
		if got := errs.New(k, "x", "").Status(); got != status {
			t.Errorf("%s: %d, want %d", k, got, status)
		}
	}
}

func TestUserErrors(t *testing.T) {
	if list, err := errs.UserErrors(nil); list == nil || len(list) != 0 || err != nil {
		t.Fatal("no error must be an empty list")
	}
	list, err := errs.UserErrors(errTaken.WithField("handle", "Choose another.").WithField("email", "Known."))
	if err != nil || len(list) != 2 || *list[0].Field != "handle" || *list[1].Field != "email" || list[1].Message != "Known." {
		t.Fatalf("%+v %v", list, err)
	}
	list, err = errs.UserErrors(errTaken)
	if err != nil || len(list) != 1 || list[0].Field != nil || list[0].Message != "That name is taken." {
		t.Fatalf("%+v %v", list, err)
	}
	other := errs.New(errs.Invalid, "test.empty", "Write something.")
	list, err = errs.UserErrors(errors.Join(errTaken.WithField("handle", "Choose another."), errors.Join(other)))
	if err != nil || len(list) != 2 || list[0].Code != "test.taken" || list[1].Code != "test.empty" {
		t.Fatalf("%+v %v", list, err)
	}
	boom := errors.New("boom")
	if list, err = errs.UserErrors(errors.Join(other, boom)); list != nil || !errors.Is(err, boom) {
		t.Fatal("what cannot be mended decides over what can")
	}
	if list, err = errs.UserErrors(boom); list != nil || !errors.Is(err, boom) {
		t.Fatal("an internal error must be returned, not shown")
	}
}

func TestLogHasTheCauseAndNotWhatWasTyped(t *testing.T) {
	var buf bytes.Buffer
	log := slog.New(slog.NewTextHandler(&buf, nil))
	log.Info("failed", "err", errTaken.WithField("password", `"hunter2" is too common`).With(errors.New("unique index")))
	line := buf.String()
	if !strings.Contains(line, "unique index") || !strings.Contains(line, "test.taken") || strings.Contains(line, "hunter2") {
		t.Fatal(line)
	}
}
