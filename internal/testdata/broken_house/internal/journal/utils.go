package journal

import (
	_ "database/sql"
	_ "net/http"

	_ "tamatar.dev/tamatar/internal/app"
	_ "tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
)

// ErrWrong carries the prefix of another domain.
var ErrWrong = errs.New(errs.Invalid, "tags.wrong", "Wrong.")

// Written is an event of another domain's name.
type Written struct{}

// EventName is wrong.
func (Written) EventName() string { return "tags.entry_written.v1" }
