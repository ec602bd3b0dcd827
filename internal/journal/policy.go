package journal

import "tamatar.dev/tamatar/internal/platform/audience"

// Action is something that can be done with an entry.
type Action string

// The actions.
const (
	// ActionSee is to read it.
	ActionSee Action = "see"
	// ActionEdit covers edit, accept, delete, restore and purge.
	ActionEdit Action = "edit"
)

// Can reports whether the viewer may do that with the entry. Authors may do everything with their own;
// others may only see what its audience opens to them, never a draft and never the trash.
func Can(v audience.Viewer, action Action, e *Entry) bool {
	if e == nil {
		return false
	}
	own := v.UserID != "" && v.UserID == e.AuthorID && !v.Suspended
	if action != ActionSee {
		return own
	}
	if own {
		return true
	}
	return !e.Draft && !e.InTrash() && audience.CanSee(v, e.AuthorID, e.Audience)
}
