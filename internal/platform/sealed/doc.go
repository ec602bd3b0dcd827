// Package sealed knows which columns hold sealed values, and seals them anew after a key rotation while the instance
// serves. Each domain names its columns with [Column]; package app puts them into one list, and a test finds columns
// that hold envelopes and are not in it.
//
// Letters and the like that wait in the queue are not sealed anew: they leave within minutes. [Uses] counts
// them, so that a key is not retired under them.
package sealed
