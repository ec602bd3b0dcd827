// Package importer reads what people wrote elsewhere and makes entries of it: daily notes in Markdown
// (a folder, a zip, uploaded files) and the history of a git repository.
//
// It only reads. Each entry carries a source key that names its origin for ever; the journal's import is
// idempotent by it. Everything read is somebody's file and is treated as hostile: sizes, counts, ratios and
// paths are bounded, and a file that cannot be used is reported with a sentence instead of ending the run.
package importer
