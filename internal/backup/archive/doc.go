// Package archive writes one file that holds a whole instance, and reads it back: into a fresh instance, or into a
// throw-away database to prove that it can be.
//
// The file is a gzipped tar, inside an age envelope when it is encrypted:
//
//	manifest.json             who made it, the migrations its rows have seen, tables and columns
//	tables/NAME/000001.rows   rows in the order of their keys, about a megabyte to a part
//	files/KEY                 uploaded files
//	keyring                   only on wish, and only in an encrypted archive
//	end.json                  rows and SHA-256 of each table, files, and a seal made with the keyring
//
// Rows have a form that belongs to neither engine, so an archive of one restores into the other. They are read in one
// snapshot while others go on writing; files are read after it, so that every file a row speaks of is there unless it
// was deleted meanwhile.
//
// A reader believes nothing: names must be the ones above in that order, sizes are bounded, what inflates too much is
// refused, and an archive is read to its end and checked before the first row or file of it is kept anywhere. Memory is
// bounded by one part, whatever the size of the instance.
package archive
