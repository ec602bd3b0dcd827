package tags

// CanSee reports whether the person may see the tag: tags are their owner's alone.
func CanSee(userID string, t Tag) bool { return userID != "" && t.OwnerID == userID }
