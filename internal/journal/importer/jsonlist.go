package importer

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// jsonFile is a file of JSON as far as it can be read: what stands behind a fault is lost, what stands before it is not.
type jsonFile struct {
	// keys are those of the object that the file is; none when it is a list.
	keys map[string]bool
	// items are those of the list that the file is, or that one of its keys in lists has.
	items []jsonItem
	// broken is the line of the fault that ended the reading; 0 when there is none.
	broken int
}

type jsonItem struct {
	raw  json.RawMessage
	line int
}

// lists are the keys under which programs keep what they export.
var lists = map[string]bool{"entries": true, "memos": true, "data": true}

// readJSON reads a file of JSON; ok is false when it is none.
func readJSON(name string, text []byte) (f jsonFile, ok bool) {
	if !strings.HasSuffix(strings.ToLower(name), ".json") {
		return f, false
	}
	d := json.NewDecoder(bytes.NewReader(text))
	lines := lineAt{text: text}
	f.keys = map[string]bool{}
	first, err := d.Token()
	switch {
	case err != nil:
		return f, false
	case first == json.Delim('['):
		err = f.readList(d, &lines)
	case first == json.Delim('{'):
		err = f.readObject(d, &lines)
	default:
		return f, false
	}
	if err != nil {
		f.broken = lines.of(max(lines.offset, min(int(d.InputOffset()), len(text))))
	}
	return f, true
}

func (f *jsonFile) readObject(d *json.Decoder, lines *lineAt) error {
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		f.keys[name] = true
		value, err := d.Token()
		if err == nil && value == json.Delim('[') && lists[name] {
			err = f.readList(d, lines)
		} else if err == nil {
			err = pass(d, value)
		}
		if err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func (f *jsonFile) readList(d *json.Decoder, lines *lineAt) error {
	for d.More() {
		start := int(d.InputOffset())
		start += len(lines.text[start:]) - len(bytes.TrimLeft(lines.text[start:], ", \t\r\n"))
		item := jsonItem{line: lines.of(start)}
		if err := d.Decode(&item.raw); err != nil {
			return err
		}
		f.items = append(f.items, item)
	}
	_, err := d.Token()
	return err
}

// pass reads over a value whose first token is given.
func pass(d *json.Decoder, first json.Token) error {
	depth := 0
	for t := first; ; {
		switch t {
		case json.Delim('['), json.Delim('{'):
			depth++
		case json.Delim(']'), json.Delim('}'):
			depth--
		}
		if depth == 0 {
			return nil
		}
		var err error
		if t, err = d.Token(); err != nil {
			return err
		}
	}
}

// has reports whether an item is an object with all of the keys; a list is told by its first object.
func (f *jsonFile) has(keys ...string) bool {
	for _, item := range f.items {
		var m map[string]json.RawMessage
		if json.Unmarshal(item.raw, &m) != nil {
			continue
		}
		for _, k := range keys {
			if _, ok := m[k]; !ok {
				return false
			}
		}
		return true
	}
	return false
}

// piecesOf reads the items one by one. What cannot be read is told with its line, and so is the fault that ended the file.
func piecesOf[T any](f *jsonFile, make func(T) piece) []piece {
	out := []piece{}
	for _, item := range f.items {
		var v T
		p := piece{refused: refusedBroken}
		switch {
		case !utf8.Valid(item.raw):
			p.refused = refusedNotText
		case json.Unmarshal(item.raw, &v) == nil:
			p = make(v)
		}
		p.line = item.line
		out = append(out, p)
	}
	if f.broken > 0 {
		out = append(out, piece{line: f.broken, refused: refusedCutOff})
	}
	return out
}
