// Package backup is the room of backups: archives of the whole instance, each restored into a throw-away database and
// compared before it counts.
//
// Owns the table backup_runs: what was tried, what came of it, and which archives are kept. The archives themselves are
// files in the folder that the operator names; package archive writes and reads them.
//
// Events out: backup.run_asked.v1, backup.run_proven.v1, backup.run_failed.v1, backup.archive_downloaded.v1. Events in:
// none.
//
// Who may do what (policy.go): administrators alone, with a recently confirmed password for everything but looking.
package backup
