// Package files owns what people attach to what they write: pictures and other files.
//
// What a file is, its bytes tell, never its sender. Pictures (PNG, JPEG, GIF, WebP) are drawn anew before they are kept, so
// that place, time and anything hidden are gone; PDF, zip, gzip and plain text are kept as they are and always handed out as
// downloads. Everything else is refused. The same bytes of the same person are kept once.
//
// A file is seen by its owner, and by those who may see something of the owner's that shows it at this moment; that is asked
// at every read, of whoever shows files (the journal), through one interface. Files that nothing has shown for [KeepDays]
// days are swept. Every person has a quota, the usual one or one that an administrator gave them, counted in the transaction
// that keeps a file.
//
// Tables: files_files, files_quotas, files_usage; the bytes lie in platform/blob under "file/".
// Events out: files.quota_set. Events in: none; portability asks for exports, imports and erasures (filessvc/portable.go).
// Who may do what: the owner everything; others may read through what shows the file. See [CanSee].
package files
