package journalsvc

import "tamatar.dev/tamatar/internal/platform/portable"

// Portable is what the journal takes along, brings, erases and shows.
func (s *Service) Portable() portable.Part {
	return portable.Part{Domain: "journal", Erase: s.erase}
}
