package db_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"
	"testing"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// TestLostConnectionsSaySo: whatever the driver calls it when the server goes away in the middle of a statement, people are
// told to try again.
func TestLostConnectionsSaySo(t *testing.T) {
	for _, cause := range []error{io.ErrUnexpectedEOF, io.EOF, net.ErrClosed, syscall.ECONNRESET, syscall.EPIPE, syscall.ECONNREFUSED} {
		err := db.Wrap(fmt.Errorf("error preprocessing batch (prepare): %w", cause))
		if !errors.Is(err, db.ErrUnavailable) || !errors.Is(err, cause) {
			t.Errorf("%v: %v", cause, err)
		}
		if e := errs.From(err); e.Code != "database.unavailable" || e.RetryAfter == 0 {
			t.Errorf("%v: %s", cause, e.Code)
		}
	}
	if err := db.Wrap(errors.New("something else")); errors.Is(err, db.ErrUnavailable) {
		t.Error("any error counts as a lost connection")
	}
}
