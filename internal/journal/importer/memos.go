package importer

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// memosNote is a note as the API of memos tells it: names and times as words now, numbers in older versions.
type memosNote struct {
	Name        string          `json:"name"`
	UID         string          `json:"uid"`
	ID          json.RawMessage `json:"id"`
	Content     string          `json:"content"`
	DisplayTime string          `json:"displayTime"`
	CreateTime  string          `json:"createTime"`
	CreatedTS   int64           `json:"createdTs"`
	Tags        []string        `json:"tags"`
	Attachments []memosFile     `json:"attachments"`
	Resources   []memosFile     `json:"resources"`
	OldList     []memosFile     `json:"resourceList"`
}

type memosFile struct {
	Filename string `json:"filename"`
}

func readMemos(name string, text []byte, o Options) ([]piece, bool) {
	f, ok := readJSON(name, text)
	if !ok {
		return nil, false
	}
	if !f.has("content", "createTime") && !f.has("content", "createdTs") {
		if !f.keys["content"] || !f.keys["createTime"] && !f.keys["createdTs"] {
			return nil, false
		}
		f.items, f.broken = []jsonItem{{raw: text, line: 1}}, 0 // one note by itself
	}
	return piecesOf(&f, func(n memosNote) piece { return n.piece(name, o) }), true
}

func (n memosNote) piece(name string, o Options) piece {
	p := piece{body: n.Content}
	for _, file := range slices.Concat(n.Attachments, n.Resources, n.OldList) {
		if a, ok := o.files.find(name, file.Filename); ok {
			p.append(a)
		} else {
			p.left++
		}
	}
	at, err := time.Parse(time.RFC3339Nano, firstOf(n.DisplayTime, n.CreateTime))
	if err != nil && n.CreatedTS > 0 {
		at, err = time.Unix(n.CreatedTS, 0), nil
	}
	if err != nil {
		p.refused = refusedNoTime
	} else {
		p.at = instant(at, "", o)
	}
	switch id := firstOf(n.Name, n.UID); {
	case id != "":
		p.key = "memos:" + strings.TrimPrefix(id, "memos/")
	default: // small numbers of two instances are not the same
		p.key = "memos:" + strings.Trim(string(n.ID), `"`) + ":" + strconv.FormatInt(at.Unix(), 10)
	}
	for _, t := range n.Tags {
		p.meta.addTag(t)
	}
	return p
}

// firstOf is the first text that is not empty.
func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
