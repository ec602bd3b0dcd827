package auditsvc

import (
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/sharing"
)

// hearSharing records which addresses were handed out, and when they ended.
func (s *Service) hearSharing() {
	hear(s, func(e sharing.LinkMade) identity.Trace { return e.Trace }, func(e sharing.LinkMade) facts {
		return about(e.UserID, "link", e.LinkID, "entry", e.EntryID)
	})
	hear(s, func(e sharing.LinkRevoked) identity.Trace { return e.Trace }, func(e sharing.LinkRevoked) facts {
		return about(e.UserID, "link", e.LinkID, "entry", e.EntryID, "reason", e.Reason)
	})
	hear(s, func(e sharing.ViewChanged) identity.Trace { return e.Trace }, func(e sharing.ViewChanged) facts { return about(e.UserID) })
	hear(s, func(e sharing.FeedMade) identity.Trace { return e.Trace }, func(e sharing.FeedMade) facts {
		return about(e.UserID, "name", e.Name)
	})
	hear(s, func(e sharing.FeedRevoked) identity.Trace { return e.Trace }, func(e sharing.FeedRevoked) facts {
		return about(e.UserID, "name", e.Name)
	})
}
