package journalsvc

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/portable"
)

// fence opens and closes the front matter.
const fence = "---\n"

// encodeEntry is an entry as a Markdown file: front matter with sorted keys, an empty line, the text, a line end. The
// text stands there byte for byte; one with carriage returns is also in the front matter, because files of an export
// have line feeds alone.
func encodeEntry(r *entryRow, tagNames []string) []byte {
	m := map[string]string{
		"audience": string(r.Audience), "created": quoted(stampText(r.CreatedAt)), "day": quoted(string(r.Day)), "id": quoted(r.ID),
		"kind": string(r.Kind), "logged": quoted(stampText(r.LoggedAt)), "offset": strconv.Itoa(r.OffsetMinutes), "origin": quoted(r.OriginKey),
		"revision": strconv.Itoa(r.Revision), "source": string(r.Source), "updated": quoted(stampText(r.UpdatedAt)), "zone": quoted(r.Zone),
	}
	for key, n := range map[string]*int{"energy": r.Energy, "minutes": r.Minutes, "mood": r.Mood, "source_count": r.SourceCount} {
		if n != nil {
			m[key] = strconv.Itoa(*n)
		}
	}
	for key, is := range map[string]bool{"draft": r.Draft, "late": r.Late} {
		if is {
			m[key] = "true"
		}
	}
	if len(tagNames) > 0 {
		list := make([]string, len(tagNames))
		for i, n := range tagNames {
			list[i] = quoted(n)
		}
		m["tags"] = "[" + strings.Join(list, ", ") + "]"
	}
	if r.DeletedAt != nil {
		m["deleted"] = quoted(stampText(*r.DeletedAt))
	}
	body := r.Body
	if strings.Contains(body, "\r") {
		m["body"] = quoted(body)
		body = strings.ReplaceAll(strings.ReplaceAll(body, "\r\n", "\n"), "\r", "\n")
	}
	return []byte(frontMatter(m) + "\n" + body + "\n")
}

func frontMatter(m map[string]string) string {
	var b strings.Builder
	b.WriteString(fence)
	for _, key := range matterKeys {
		if v, ok := m[key]; ok {
			b.WriteString(key + ": " + v + "\n")
		}
	}
	b.WriteString(fence)
	return b.String()
}

// matterKeys are all keys of the front matter, in the order in which they are written: that of the alphabet.
var matterKeys = []string{
	"audience", "body", "created", "day", "deleted", "draft", "energy", "id", "kind", "late", "logged", "minutes", "mood", "offset",
	"origin", "revision", "source", "source_count", "tags", "updated", "zone",
}

// quoted is a text as a YAML double-quoted scalar, which is a JSON string as well.
func quoted(s string) string {
	raw, _ := portable.Canonical(s, "") // a string always has JSON
	return strings.TrimSuffix(string(raw), "\n")
}

// stampText is an instant in UTC with its milliseconds, always as long.
func stampText(ms int64) string { return db.FromMillis(ms).Format("2006-01-02T15:04:05.000Z") }

// entryFile is an entry as its file tells it.
type entryFile struct {
	row      entryRow
	tagNames []string
}

// plainWord is a scalar that needs no quotes.
var plainWord = regexp.MustCompile(`^[a-z][a-z_]*$`)

// decodeEntry reads what encodeEntry wrote. Error: [portable.ErrFileBroken].
func decodeEntry(raw []byte) (*entryFile, error) {
	text, ok := strings.CutPrefix(string(raw), fence)
	head, body, found := strings.Cut(text, "\n"+fence+"\n")
	body, ended := strings.CutSuffix(body, "\n")
	if !ok || !found || !ended {
		return nil, portable.ErrFileBroken
	}
	m := map[string]json.RawMessage{}
	last := ""
	for line := range strings.SplitSeq(head, "\n") {
		key, value, ok := strings.Cut(line, ": ")
		if !ok || key <= last {
			return nil, portable.ErrFileBroken
		}
		if last = key; plainWord.MatchString(value) && value != "true" {
			value = `"` + value + `"`
		}
		m[key] = json.RawMessage(value)
	}
	f := &entryFile{}
	r := &f.row
	r.Body = body
	fields := map[string]any{
		"audience": &r.Audience, "body": &r.Body, "created": (*stampMillis)(&r.CreatedAt), "day": &r.Day, "draft": &r.Draft, "energy": &r.Energy,
		"id": &r.ID, "kind": &r.Kind, "late": &r.Late, "logged": (*stampMillis)(&r.LoggedAt), "minutes": &r.Minutes, "mood": &r.Mood,
		"offset": &r.OffsetMinutes, "origin": &r.OriginKey, "revision": &r.Revision, "source": &r.Source, "source_count": &r.SourceCount,
		"tags": &f.tagNames, "updated": (*stampMillis)(&r.UpdatedAt), "zone": &r.Zone,
	}
	if _, trashed := m["deleted"]; trashed {
		r.DeletedAt = new(int64)
		fields["deleted"] = (*stampMillis)(r.DeletedAt)
	}
	for key, value := range m {
		into, known := fields[key]
		if !known {
			return nil, portable.ErrFileBroken
		}
		if err := json.Unmarshal(value, into); err != nil {
			return nil, portable.ErrFileBroken.With(err)
		}
	}
	return f, nil
}

// stampMillis reads what stampText wrote.
type stampMillis int64

// UnmarshalJSON implements [json.Unmarshaler].
func (m *stampMillis) UnmarshalJSON(raw []byte) error {
	var t time.Time
	if err := json.Unmarshal(raw, &t); err != nil {
		return err
	}
	*m = stampMillis(db.Millis(t))
	return nil
}
