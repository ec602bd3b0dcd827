// Package reviewssvc is the machinery of package reviews: figures, digests and answers.
//
// store.go holds all SQL; portable.go is what the room takes along, brings and erases.
package reviewssvc
