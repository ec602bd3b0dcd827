package gitrepo

import (
	"bytes"
	"compress/zlib"
	"crypto/sha1" //nolint:gosec // git names its objects so
	"encoding/hex"
	"errors"
	"fmt"
	"io"
)

// ID names an object.
type ID [20]byte

// String is the usual form: 40 hexadecimal digits.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// ErrID says that a text is no id.
var ErrID = errors.New("gitrepo: not an object id")

// ParseID reads what [ID.String] writes. Error: [ErrID].
func ParseID(s string) (id ID, err error) {
	if raw, err := hex.DecodeString(s); err == nil && len(raw) == len(id) {
		return ID(raw), nil
	}
	return id, ErrID
}

// kinds of objects, by their numbers in a pack.
const (
	commitObject = 1
	treeObject   = 2
	blobObject   = 3
)

var kindNames = map[int]string{commitObject: "commit", treeObject: "tree", blobObject: "blob"}

// objectID names an object by what it holds.
func objectID(kind int, content []byte) ID {
	h := sha1.New() //nolint:gosec // git names its objects so
	_, _ = fmt.Fprintf(h, "%s %d\x00", kindNames[kind], len(content))
	h.Write(content)
	return ID(h.Sum(nil))
}

// part takes objects as a pack holds them.
type part struct {
	w     io.Writer
	count int
	buf   bytes.Buffer
	z     *zlib.Writer
}

func (p *part) add(kind int, content []byte) error {
	p.buf.Reset()
	// The size: four bits beside the kind, then seven to the byte.
	size, first := len(content), byte(kind<<4) //nolint:gosec // kinds are small
	first |= byte(size & 15)                   //nolint:gosec // four bits
	for size >>= 4; size > 0; size >>= 7 {
		p.buf.WriteByte(first | 128)
		first = byte(size & 127)
	}
	p.buf.WriteByte(first)
	if p.z == nil {
		p.z = zlib.NewWriter(&p.buf)
	} else {
		p.z.Reset(&p.buf)
	}
	if _, err := p.z.Write(content); err != nil {
		return err
	}
	if err := p.z.Close(); err != nil {
		return err
	}
	p.count++
	_, err := p.w.Write(p.buf.Bytes())
	return err
}
