package journal

// Imported is what an import brought for a day, as it came: what its author made of it since is not in it.
type Imported struct {
	EntryID string
	// SourceKey names the origin for ever.
	SourceKey string
	// Name is what its items belong to, such as a repository; empty when the import did not say.
	Name string
	// Items are those that the import listed, in its order, as plain text; never more than Count.
	Items []string
	// Count is how many items it stands for, 1 at least.
	Count int
}
