package gitrepo

import (
	"bufio"
	"crypto/sha1" //nolint:gosec // a pack ends so
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// What the two sides say to each other: the smart protocol of git over HTTP, version 0, reading alone.

// ErrTalk says that a request is none of git.
var ErrTalk = errors.New("gitrepo: not a request of git")

// Branch is the one branch of every repository.
const Branch = "refs/heads/main"

const (
	abilities = "multi_ack_detailed side-band-64k symref=HEAD:" + Branch + " object-format=sha1 agent=tamatar"
	flush     = "0000"
	// maxSaid bounds the lines of a request; maxLine is the longest line of the protocol.
	maxSaid = 20_000
	maxLine = 65_520
	// chunk is how much of a pack goes into one line.
	chunk = 65_515
)

func line(text string) string { return fmt.Sprintf("%04x%s", len(text)+4, text) }

// Advertise tells what there is to fetch.
func (r *Repo) Advertise(w io.Writer) error {
	out := line("# service=git-upload-pack\n") + flush
	if r.Head == (ID{}) {
		out += line(ID{}.String() + " capabilities^{}\x00" + abilities + "\n")
	} else {
		out += line(r.Head.String()+" HEAD\x00"+abilities+"\n") + line(r.Head.String()+" "+Branch+"\n")
	}
	_, err := io.WriteString(w, out+flush)
	return err
}

// Request is what somebody wants, and what they have.
type Request struct {
	Want ID
	// Have are commits the asker has, as far as they told.
	Have []ID
	// Done tells that they will tell no more and wait for the pack.
	Done bool
	// SideBand tells that the pack is to be sent in lines.
	SideBand bool
}

// ReadRequest reads a request. Error: [ErrTalk].
func ReadRequest(r io.Reader) (q Request, err error) {
	in := bufio.NewReader(r)
	for range maxSaid {
		text, err := readLine(in)
		if errors.Is(err, io.EOF) {
			return q, nil
		}
		if err != nil {
			return q, err
		}
		word, rest, _ := strings.Cut(text, " ")
		switch word {
		case "want":
			id, caps, _ := strings.Cut(rest, " ")
			if q.Want, err = ParseID(id); err != nil {
				return q, ErrTalk
			}
			q.SideBand = q.SideBand || strings.Contains(" "+caps+" ", " side-band-64k ")
		case "have":
			id, err := ParseID(rest)
			if err != nil {
				return q, ErrTalk
			}
			q.Have = append(q.Have, id)
		case "done":
			q.Done = true
			return q, nil
		case "":
		default: // shallow, deepen, filter: nothing that was offered
			return q, ErrTalk
		}
	}
	return q, ErrTalk
}

// readLine reads one line; that of a flush is empty.
func readLine(in *bufio.Reader) (string, error) {
	var head [4]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		if errors.Is(err, io.EOF) {
			return "", io.EOF
		}
		return "", ErrTalk
	}
	n, err := strconv.ParseUint(string(head[:]), 16, 16)
	if n == 0 && err == nil {
		return "", nil
	}
	if err != nil || n < 4 || n > maxLine {
		return "", ErrTalk
	}
	text := make([]byte, n-4)
	if _, err := io.ReadFull(in, text); err != nil {
		return "", ErrTalk
	}
	return strings.TrimSuffix(string(text), "\n"), nil
}

// Answer answers a request; open opens the bytes of a part. A commit that is not in the repository is told as git does.
func (r *Repo) Answer(w io.Writer, q Request, open func(Part) (io.ReadCloser, error)) error {
	last, known := r.Commits[q.Want]
	if !known {
		_, err := io.WriteString(w, line("ERR upload-pack: not our ref "+q.Want.String()))
		return err
	}
	first, common := 0, ID{}
	var said strings.Builder
	for _, id := range q.Have {
		n, known := r.Commits[id]
		if !known {
			continue
		}
		common = id
		said.WriteString(line("ACK " + id.String() + " common\n"))
		if r.Parts[n].Head == id {
			n++ // they have this part to its end
		}
		first = max(first, n)
	}
	switch {
	case !q.Done && common != (ID{}):
		said.WriteString(line("ACK "+common.String()+" ready\n") + line("NAK\n"))
	case common != (ID{}):
		said.WriteString(line("ACK " + common.String() + "\n"))
	default:
		said.WriteString(line("NAK\n"))
	}
	if _, err := io.WriteString(w, said.String()); err != nil || !q.Done {
		return err
	}
	return sendPack(w, q.SideBand, r.Parts[min(first, last+1):last+1], open)
}

// sendPack writes the parts as one pack.
func sendPack(w io.Writer, sideBand bool, parts []Part, open func(Part) (io.ReadCloser, error)) error {
	out := w
	if sideBand {
		lines := bufio.NewWriterSize(bandWriter{w}, chunk)
		defer func() { _, _ = io.WriteString(w, flush) }()
		defer func() { _ = lines.Flush() }()
		out = lines
	}
	sum := sha1.New() //nolint:gosec // a pack ends so
	both := io.MultiWriter(out, sum)
	count := 0
	for _, p := range parts {
		count += p.Count
	}
	head := binary.BigEndian.AppendUint32([]byte("PACK\x00\x00\x00\x02"), uint32(count)) //nolint:gosec // a count of objects
	if _, err := both.Write(head); err != nil {
		return err
	}
	for _, p := range parts {
		f, err := open(p)
		if err != nil {
			return err
		}
		_, err = io.Copy(both, f)
		if err = errors.Join(err, f.Close()); err != nil {
			return err
		}
	}
	_, err := out.Write(sum.Sum(nil))
	return err
}

// bandWriter writes each piece it gets as a line of the first band.
type bandWriter struct{ w io.Writer }

// Write implements [io.Writer].
func (b bandWriter) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		n := min(len(rest), chunk)
		if _, err := io.WriteString(b.w, fmt.Sprintf("%04x\x01", n+5)); err != nil {
			return 0, err
		}
		if _, err := b.w.Write(rest[:n]); err != nil {
			return 0, err
		}
		rest = rest[n:]
	}
	return len(p), nil
}
