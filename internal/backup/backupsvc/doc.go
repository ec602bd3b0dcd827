// Package backupsvc is the machinery of package backup: it makes backups on a schedule or when asked, proves each by
// restoring it, removes those that need not be kept, and tells what there is.
//
// Several nodes share the work: a run is one durable job. Its folder should be storage that all of them see; an archive
// is checked and downloaded where it is.
package backupsvc
