// Package blob keeps files: uploads, avatars, exports. The default is a folder; memory is for tests. A [Store] takes any number of
// readers and writers.
//
// Keys are made by the program, never by people: lower-case letters, digits and . _ - in parts joined by slashes. Everything
// happens below one [os.Root], so that no key and no symbolic link leads out of it. A file appears whole or not at all.
//
// gocloud.dev/blob was measured first: it brings gRPC and protobuf along, 14 MB of binary and 9 MiB of memory for a folder. An
// S3 store gets its own [Backend] when several nodes need it.
package blob
