package password

import (
	"crypto/sha256"
	_ "embed" // the list below
	"encoding/binary"
	"strings"
)

// common is a Bloom filter: bloomHashes bits per value, set at positions given by double hashing of the value's SHA-256.
//
//go:embed common.bloom
var common string

const (
	bloomHashes = 9
	// minCommon is the length of the shortest value in the list, in bytes.
	minCommon = 8
)

// Common reports whether s, regardless of case, is one of the listed passwords. It errs in about 2 of 1,000 uncommon ones.
func Common(s string) bool {
	s = strings.ToLower(s)
	if len(s) < minCommon {
		return false
	}
	bits := uint64(len(common)) * 8
	for _, at := range bloomPositions(s, bits) {
		if common[at/8]&(1<<(at%8)) == 0 {
			return false
		}
	}
	return true
}

func bloomPositions(s string, bits uint64) [bloomHashes]uint64 {
	sum := sha256.Sum256([]byte(s))
	a, b := binary.LittleEndian.Uint64(sum[:8]), binary.LittleEndian.Uint64(sum[8:16])|1
	var out [bloomHashes]uint64
	for i := range out {
		out[i] = (a + uint64(i)*b) % bits
	}
	return out
}
