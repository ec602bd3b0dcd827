package auditsvc

import (
	"strconv"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/identity"
)

// hearFiles records who was given how much space.
func (s *Service) hearFiles() {
	hear(s, func(e files.QuotaSet) identity.Trace { return e.Trace }, func(e files.QuotaSet) facts {
		given := ""
		if e.Megabytes != nil {
			given = strconv.Itoa(*e.Megabytes)
		}
		return about(e.UserID, "megabytes", given)
	})
}
