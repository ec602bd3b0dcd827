package files

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Format is a type of file that is kept as it is, and handed out as a download only.
type Format struct {
	ContentType string
	// Endings are those a name may have; the first is put behind any other.
	Endings []string
}

// textEndings are endings of plain text that no system runs or shows as a page when it is opened.
var textEndings = []string{
	".txt", ".md", ".csv", ".tsv", ".log", ".json", ".jsonl", ".yaml", ".yml", ".toml", ".ini", ".diff", ".patch", ".go", ".rs", ".c",
	".h", ".cpp", ".java", ".kt", ".swift", ".ts", ".css", ".sql", ".tex", ".ics", ".srt",
}

var (
	formatPDF  = Format{"application/pdf", []string{".pdf"}}
	formatZip  = Format{"application/zip", []string{".zip"}}
	formatGzip = Format{"application/gzip", []string{".gz", ".tgz"}}
	formatText = Format{"text/plain; charset=utf-8", textEndings}
)

// pictures are the types that are drawn here, with their endings.
var pictures = map[string][]string{
	"image/png": {".png"}, "image/jpeg": {".jpg", ".jpeg"}, "image/gif": {".gif"},
}

// Sniff tells from the bytes what a file is that is no picture. Markup is plain text here and never handed out as anything
// else. Errors: [ErrEmpty], [ErrTypeRefused].
func Sniff(raw []byte) (Format, error) {
	switch {
	case len(raw) == 0:
		return Format{}, ErrEmpty
	case bytes.HasPrefix(raw, []byte("%PDF-")):
		return formatPDF, nil
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")):
		return formatZip, nil
	case bytes.HasPrefix(raw, []byte("\x1f\x8b\x08")):
		return formatGzip, nil
	case isText(raw):
		return formatText, nil
	}
	return Format{}, ErrTypeRefused
}

// isText reports whether it is UTF-8 without control characters that no text has.
func isText(raw []byte) bool {
	return utf8.Valid(raw) && !bytes.ContainsFunc(raw, func(r rune) bool {
		return r < 0x20 && !strings.ContainsRune("\t\n\r\f\x1b", r) || r == 0x7f
	})
}

// CleanName is a name as it is kept: without folders, control and direction characters, cut at [MaxName], with an ending
// that its type has.
func CleanName(name, contentType string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`"<>|:*?/`, r) {
			return -1
		}
		return r
	}, norm.NFC.String(name))
	name = strings.Trim(name, " .")
	ending := strings.ToLower(path.Ext(name))
	base := strings.TrimSuffix(name, path.Ext(name))
	switch allowed := endings(contentType); {
	case len(allowed) == 0:
	case pictures[contentType] != nil && !slices.Contains(allowed, ending) && pictureEnding(ending):
		ending = allowed[0] // drawn anew as another type
	case !slices.Contains(allowed, ending):
		base, ending = name, allowed[0]
	}
	if base == "" {
		base = "file"
	}
	if r := []rune(base); len(r) > MaxName-len(ending) {
		base = strings.TrimSpace(string(r[:MaxName-len(ending)]))
	}
	return base + ending
}

func pictureEnding(ending string) bool {
	return slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif", ".webp"}, ending)
}

func endings(contentType string) []string {
	if list := pictures[contentType]; list != nil {
		return list
	}
	for _, k := range []Format{formatPDF, formatZip, formatGzip, formatText} {
		if k.ContentType == contentType {
			return k.Endings
		}
	}
	return nil
}

// CheckAlt cleans a description: one line, trimmed. Error: [ErrAltTooLong].
func CheckAlt(alt string) (string, error) {
	alt = strings.Join(strings.Fields(strings.ToValidUTF8(alt, "")), " ")
	alt = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, alt)
	if utf8.RuneCountInString(alt) > MaxAlt {
		return "", ErrAltTooLong.WithField("alt", ErrAltTooLong.Public)
	}
	return alt, nil
}
