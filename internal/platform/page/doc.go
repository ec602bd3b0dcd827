// Package page holds what every paginated list shares: limits, page info and sealed cursors.
//
// A cursor is the keyset of the last row, encrypted and authenticated (AES-256-GCM). It is bound to the
// scope (query name and normalised filter, see [Scope]) and to the viewer: a forged cursor, a cursor of another
// query or filter, or of another person answers [ErrBadCursor] alike. So a cursor shows nothing of the row
// it was made from and can not be used to ask about rows the viewer may not see.
//
// A list reads limit+1 rows, then:
//
//	nodes, cursors, info := page.Connect(sealer, scope, viewerID, rows, limit, func(e Entry) []string {
//		return []string{string(e.Day), e.ID}
//	})
package page
