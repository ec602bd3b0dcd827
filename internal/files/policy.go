package files

// CanSee reports whether the person may read the file: their own, or one that is shown in something they may see.
func CanSee(userID string, f *File, shown bool) bool {
	return f != nil && (CanChange(userID, f) || shown)
}

// CanChange reports whether the person may describe or remove the file: the owner alone.
func CanChange(userID string, f *File) bool {
	return f != nil && userID != "" && userID == f.OwnerID
}
