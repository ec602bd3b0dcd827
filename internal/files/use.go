package files

import "tamatar.dev/tamatar/internal/platform/page"

// FileUseState is how something uses a file.
type FileUseState string

// How something uses a file.
const (
	// UseShown is shown by the text as it is now.
	UseShown FileUseState = "SHOWN"
	// UseEarlier was shown by an earlier version.
	UseEarlier FileUseState = "EARLIER"
	// UseTrashed lies in the trash with what uses it.
	UseTrashed FileUseState = "TRASHED"
)

// MaxUses is how many uses of one file are told.
const MaxUses = 10

// FileUse is one entry that uses a file.
type FileUse struct {
	EntryID string
	Title   string
	State   FileUseState
}

// OwnFile is a file as its owner sees it.
type OwnFile struct {
	File File
	// Uses are [MaxUses] at most.
	Uses []FileUse
}

// OwnFileConnection is a page of them.
type OwnFileConnection struct {
	Nodes    []OwnFile
	PageInfo page.Info
}
