//go:build ignore

// Command gencommon makes common.bloom from plain lists with one password per line:
//
//	go run gencommon.go LIST… > common.bloom
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"log"
	"os"
	"strings"
)

const (
	bitsPerValue = 13
	hashes       = 9
	shortest     = 8
)

func main() {
	values := map[string]bool{}
	for _, name := range os.Args[1:] {
		f, err := os.Open(name)
		if err != nil {
			log.Fatal(err)
		}
		for lines := bufio.NewScanner(f); lines.Scan(); {
			if v := strings.ToLower(strings.TrimSpace(lines.Text())); len(v) >= shortest {
				values[v] = true
			}
		}
		_ = f.Close()
	}
	filter := make([]byte, (len(values)*bitsPerValue+7)/8)
	bits := uint64(len(filter)) * 8
	for v := range values {
		sum := sha256.Sum256([]byte(v))
		a, b := binary.LittleEndian.Uint64(sum[:8]), binary.LittleEndian.Uint64(sum[8:16])|1
		for i := range uint64(hashes) {
			at := (a + i*b) % bits
			filter[at/8] |= 1 << (at % 8)
		}
	}
	if _, err := os.Stdout.Write(filter); err != nil {
		log.Fatal(err)
	}
}
