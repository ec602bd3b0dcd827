package importer

import (
	"bufio"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// logFormat makes five fields that each end with a NUL, which no field can hold, and a line end per commit.
const (
	logFormat = "%H%x00%aE%x00%aN%x00%ad%x00%s%x00"
	logFields = 5
	// maxField is how much of one field is kept, in bytes; the rest is read and dropped.
	maxField = 4 << 10
)

// commit is one line of the history.
type commit struct {
	hash, email, name string
	// at is the author date in the offset it was recorded in.
	at      time.Time
	subject string
}

// parseLog reads what git prints for logFormat and --date=raw. Commits whose date cannot be read are left out.
// Error: [ErrGitFailed] when the stream is not of that form.
func parseLog(r io.Reader, take func(commit)) error {
	in := bufio.NewReaderSize(r, 64<<10)
	for {
		var fields [logFields]string
		for i := range fields {
			text, err := readField(in)
			if errors.Is(err, io.EOF) && i == 0 && text == "" {
				return nil
			}
			if err != nil {
				return ErrGitFailed.With(err)
			}
			fields[i] = text
		}
		if end, err := in.ReadByte(); err != nil || end != '\n' {
			return ErrGitFailed.With(errors.Join(errors.New("a commit does not end with its line"), err))
		}
		at, ok := parseRawDate(fields[3])
		if !ok {
			continue
		}
		take(commit{hash: fields[0], email: fields[1], name: fields[2], at: at, subject: fields[4]})
	}
}

// readField reads up to the next NUL and keeps the first maxField bytes.
func readField(in *bufio.Reader) (string, error) {
	var kept []byte
	for {
		part, err := in.ReadSlice(0)
		kept = append(kept, part[:min(len(part), maxField+1-len(kept))]...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil:
			return string(kept), err
		}
		text := strings.TrimSuffix(string(kept), "\x00")
		return strings.ToValidUTF8(text[:min(len(text), maxField)], "\ufffd"), nil
	}
}

// parseRawDate reads "1700000000 +0530". An offset that no zone has counts as UTC, as broken commits carry.
func parseRawDate(s string) (time.Time, bool) {
	seconds, offset, ok := strings.Cut(s, " ")
	unix, err := strconv.ParseInt(seconds, 10, 64)
	if !ok || err != nil || unix < 0 || unix > 253402300799 {
		return time.Time{}, false
	}
	return time.Unix(unix, 0).In(rawZone(offset)), true
}

func rawZone(offset string) *time.Location {
	if len(offset) != 5 || (offset[0] != '+' && offset[0] != '-') {
		return time.UTC
	}
	n, err := strconv.ParseUint(offset[1:], 10, 16)
	hours, minutes := int(n/100), int(n%100) //nolint:gosec // four digits
	if err != nil || hours > 15 || minutes > 59 {
		return time.UTC
	}
	seconds := hours*3600 + minutes*60
	if offset[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds)
}

// printable drops control characters.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}
