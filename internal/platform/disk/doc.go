// Package disk tells how much room is left where the data lies. It asks the system and keeps nothing.
package disk
