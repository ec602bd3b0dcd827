package portable

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// ErrOrder says that a part wrote its files out of order, or one twice: the archive would not be the same each time.
var ErrOrder = errors.New("portable: files must be written in the order of their names")

// Sink takes files one after the other; an archive does.
type Sink interface {
	// Create begins the next file; it ends with the next call. modified goes into the archive.
	Create(path string, modified time.Time) (io.Writer, error)
	// Add writes a whole file.
	Add(path string, modified time.Time, content []byte) error
}

// Out takes what a part writes, into the folder of its domain.
type Out struct {
	sink   Sink
	folder string
	last   string
}

// NewOut makes an Out that writes below the folder.
func NewOut(sink Sink, folder string) *Out { return &Out{sink: sink, folder: folder} }

// Begin begins a file. A zero modified stands for no particular time. The writer is valid until the next call.
// Error: [ErrOrder].
func (o *Out) Begin(name string, modified time.Time) (io.Writer, error) {
	if err := o.next(name); err != nil {
		return nil, err
	}
	return o.sink.Create(o.folder+"/"+name, modified)
}

func (o *Out) next(name string) error {
	if name <= o.last {
		return fmt.Errorf("%w: %s/%s after %s", ErrOrder, o.folder, name, o.last)
	}
	o.last = name
	return nil
}

// File writes a whole file.
func (o *Out) File(name string, modified time.Time, content []byte) error {
	if err := o.next(name); err != nil {
		return err
	}
	return o.sink.Add(o.folder+"/"+name, modified, content)
}

// JSON writes v as a file of readable JSON: keys sorted, two spaces, LF.
func (o *Out) JSON(name string, v any) error {
	raw, err := Canonical(v, "  ")
	if err != nil {
		return err
	}
	return o.File(name, time.Time{}, raw)
}

// Line writes v as one line of JSON with sorted keys.
func Line(w io.Writer, v any) error {
	raw, err := Canonical(v, "")
	if err != nil {
		return err
	}
	_, err = w.Write(raw)
	return err
}

// Canonical is v as JSON whose bytes depend on the content alone: keys sorted, nothing escaped that need not be, one LF
// at the end. With an indent it is spread over lines.
func Canonical(v any, indent string) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write JSON: %w", err)
	}
	var plain any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber() // numbers stay as they are spelled
	if err := d.Decode(&plain); err != nil {
		return nil, fmt.Errorf("write JSON: %w", err)
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(plain); err != nil {
		return nil, fmt.Errorf("write JSON: %w", err)
	}
	return out.Bytes(), nil
}
