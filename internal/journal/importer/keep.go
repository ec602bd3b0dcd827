package importer

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// keepNote is a note of Google Keep as Takeout packs it, one a file.
type keepNote struct {
	Title       string      `json:"title"`
	Text        string      `json:"textContent"`
	List        []keepItem  `json:"listContent"`
	Created     json.Number `json:"createdTimestampUsec"`
	Edited      json.Number `json:"userEditedTimestampUsec"`
	Trashed     bool        `json:"isTrashed"`
	Labels      []keepLabel `json:"labels"`
	Attachments []keepFile  `json:"attachments"`
	Annotations []keepLink  `json:"annotations"`
}

type keepFile struct {
	Path string `json:"filePath"`
}

type keepItem struct {
	Text    string `json:"text"`
	Checked bool   `json:"isChecked"`
}

type keepLabel struct {
	Name string `json:"name"`
}

type keepLink struct {
	URL   string `json:"url"`
	Title string `json:"title"`
}

// keepKeys tell a note of Keep; two of them are enough for one that is cut off.
var keepKeys = []string{"userEditedTimestampUsec", "createdTimestampUsec", "textContent", "listContent", "isTrashed", "isPinned"}

func readKeep(name string, text []byte, o Options) ([]piece, bool) {
	f, ok := readJSON(name, text)
	known := 0
	for _, key := range keepKeys {
		if f.keys[key] {
			known++
		}
	}
	if !ok || known < 2 {
		return nil, false
	}
	if f.broken == 0 {
		f.items = []jsonItem{{raw: text, line: 1}}
	}
	return piecesOf(&f, func(n keepNote) piece { return n.piece(name, o) }), true
}

func (n keepNote) piece(name string, o Options) piece {
	p := piece{body: withTitle(strings.TrimSpace(n.content()), oneLine(n.Title))}
	for _, file := range n.Attachments {
		a, ok := o.files.find(name, file.Path)
		if !ok { // Takeout names some .jpeg that lie there as .jpg
			a, ok = o.files.find(name, strings.TrimSuffix(file.Path, ".jpeg")+".jpg")
		}
		if ok {
			p.append(a)
		} else {
			p.left++
		}
	}
	usec, err := strconv.ParseInt(firstOf(n.Created.String(), n.Edited.String()), 10, 64)
	switch {
	case n.Trashed:
		p.refused = refusedTrashed
	case err != nil || usec <= 0:
		p.refused = refusedNoTime
	case p.body == "" && p.left > 0:
		p.refused = refusedPictures
	}
	p.key = "keep:" + strconv.FormatInt(usec, 10)
	p.at = instant(time.UnixMicro(usec), "", o)
	for _, l := range n.Labels {
		p.meta.addTag(l.Name)
	}
	return p
}

// content is the text, then the list as checkboxes, then the links that stand below a note.
func (n keepNote) content() string {
	var b strings.Builder
	b.WriteString(strings.TrimSpace(n.Text) + "\n\n")
	for _, item := range n.List {
		mark := "- [ ] "
		if item.Checked {
			mark = "- [x] "
		}
		b.WriteString(mark + strings.Join(strings.Fields(item.Text), " ") + "\n")
	}
	for _, l := range n.Annotations {
		if strings.HasPrefix(l.URL, "https://") || strings.HasPrefix(l.URL, "http://") {
			b.WriteString("\n<" + strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "\n", "").Replace(l.URL) + ">\n")
		}
	}
	return b.String()
}
