package auditsvc

import (
	"strconv"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/portability"
)

// hearPortability records what was taken along, brought, and who leaves.
func (s *Service) hearPortability() {
	hear(s, func(e portability.ExportRequested) identity.Trace { return e.Trace }, func(e portability.ExportRequested) facts {
		return about(e.UserID, "records", yes(e.Records))
	})
	hear(s, func(e portability.ExportDownloaded) identity.Trace { return e.Trace }, func(e portability.ExportDownloaded) facts {
		return about(e.UserID, "how", e.How)
	})
	hear(s, func(e portability.ArchiveImported) identity.Trace { return e.Trace }, func(e portability.ArchiveImported) facts {
		return about(e.UserID, "created", strconv.Itoa(e.Created), "refused", strconv.Itoa(e.Refused))
	})
	hear(s, func(e portability.DepartureSet) identity.Trace { return e.Trace }, func(e portability.DepartureSet) facts {
		return about(e.UserID, "due", e.DueAt.UTC().Format(time.DateOnly), "byAdmin", yes(e.ByAdmin))
	})
	hear(s, func(e portability.DepartureWithdrawn) identity.Trace { return e.Trace }, func(e portability.DepartureWithdrawn) facts {
		return about(e.UserID)
	})
}

// yes is "yes", or nothing.
func yes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}
