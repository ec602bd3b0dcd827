package app_test

import (
	"bufio"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
)

// strangers is a listener whose connections seem to come from the address that is set.
type strangers struct {
	net.Listener

	from atomic.Pointer[net.TCPAddr]
}

type stranger struct {
	net.Conn

	from net.Addr
}

func (s *strangers) Accept() (net.Conn, error) {
	c, err := s.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return stranger{c, s.from.Load()}, nil
}

func (s stranger) RemoteAddr() net.Addr { return s.from }

// call connects and gives the code of the greeting; 0 is none.
func (p *postbox) call(t testing.TB) (*talk, int) {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", p.listener)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	c := &talk{t, conn, textproto.NewReader(bufio.NewReader(conn))}
	code, _ := c.answer()
	return c, code
}

// closed reads up to the end of the connection.
func (c *talk) closed() bool {
	_ = c.conn.SetReadDeadline(time.Now().Add(time.Minute))
	_, err := io.Copy(io.Discard, c.text.R)
	return !errors.Is(err, os.ErrDeadlineExceeded)
}

// TestAttack_K02_MailConnectionsBeyondTheBounds: one network has eight, all together sixty-four; whoever is put off is told
// so, and the others are served.
func TestAttack_K02_MailConnectionsBeyondTheBounds(t *testing.T) {
	onBothPosts(t, nil, func(t *testing.T, p *postbox) {
		l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		door := &strangers{Listener: l}
		p.listener = l.Addr().String()
		p.serve(t, door)
		from := func(ip string) (*talk, int) {
			door.from.Store(&net.TCPAddr{IP: net.ParseIP(ip), Port: 4000})
			return p.call(t)
		}
		var last *talk
		for i := range 8 {
			c, code := from(fmt.Sprintf("2001:db8:0:7::%x", i+1))
			if code != 220 {
				t.Fatalf("connection %d of a network: %d", i, code)
			}
			last = c
		}
		if c, code := from("2001:db8:0:7::ff"); code != 421 || !c.closed() {
			t.Errorf("the ninth: %d", code)
		}
		c, code := from("203.0.113.7")
		if code != 220 {
			t.Fatalf("somebody else: %d", code)
		}
		if code, text := c.send(p.ada.Email, p.address, p.letter("beside", "Subject: beside eight\n\nx\n")); code != 250 {
			t.Errorf("a letter of somebody else: %d %s", code, text)
		}
		last.say("QUIT")
		p.in.Eventually("a place of the network is free", func() bool {
			_, code := from("2001:db8:0:7::1")
			return code == 220
		})
		for i := range 55 { // 8 and 1 are open
			if _, code := from(fmt.Sprintf("198.51.100.%d", i)); code != 220 {
				t.Fatalf("connection %d: %d", i+10, code)
			}
		}
		if c, code := from("192.0.2.1"); code != 421 || !c.closed() {
			t.Errorf("the sixty-fifth: %d", code)
		}
		if code, text := c.send(p.ada.Email, p.address, p.letter("full", "Subject: in a full house\n\nx\n")); code != 250 {
			t.Errorf("a letter of those who are in: %d %s", code, text)
		}
		c.say("QUIT")
		p.in.Eventually("a place is free", func() bool {
			_, code := from("192.0.2.1")
			return code == 220
		})
		if list := p.written(t); len(list) != 2 {
			t.Errorf("written: %q", list)
		}
	})
}

// TestAttack_B12_LettersByTheByte: a letter that trickles is cut off and leaves nothing; slow ones of one person leave room
// for those of others.
func TestAttack_B12_LettersByTheByte(t *testing.T) {
	onBothPosts(t, nil, func(t *testing.T, p *postbox) {
		ada := *p
		p.ada = p.in.Person("eve", identity.RoleMember)
		p.as = p.ada.Browser()
		p.renew(t)
		begin := func(id string) *talk {
			c := p.talk(t)
			for _, line := range []string{"EHLO client", "MAIL FROM:<" + p.ada.Email + ">", "RCPT TO:<" + p.address + ">", "DATA"} {
				if code, text := c.say(line); code >= 400 {
					t.Fatalf("%s: %d %s", line, code, text)
				}
			}
			_, _ = c.conn.Write([]byte(strings.ReplaceAll(p.letter(id, "Subject: slow\n\n"), "\n", "\r\n")))
			return c
		}
		var slow []*talk
		for i := range 6 {
			slow = append(slow, begin(fmt.Sprint("slow", i)))
		}
		if code, text := ada.deliver(t, ada.letter("honest", "Subject: honest\n\nx\n")); code != 250 {
			t.Errorf("a letter to somebody else beside six slow ones: %d %s", code, text)
		}
		taken := 0
		for _, c := range slow { // those that wait are taken one after the other, or told to come again
			switch code, text := c.say("x\r\n."); code {
			case 250:
				taken++
			case 451:
			default:
				t.Errorf("a slow letter that ends: %d %s", code, text)
			}
		}
		if n := len(p.written(t)); taken == 0 || n != taken {
			t.Errorf("%d written, %d answered", n, taken)
		}

		p.in.App.Capture.Mail.Patience = 200 * time.Millisecond
		p.listen(t)
		for _, way := range []string{"DATA", "BDAT"} {
			c := begin("trickle-" + way)
			if way == "BDAT" {
				c = p.talk(t)
				for _, line := range []string{"EHLO client", "MAIL FROM:<" + p.ada.Email + ">", "RCPT TO:<" + p.address + ">"} {
					c.say(line)
				}
				_, _ = c.conn.Write([]byte("BDAT 1000\r\nFrom: "))
			}
			ended := make(chan struct{})
			go func() {
				tick := time.NewTicker(20 * time.Millisecond)
				defer tick.Stop()
				for {
					select {
					case <-ended:
						return
					case <-tick.C:
						_, _ = c.conn.Write([]byte("x"))
					}
				}
			}()
			_ = c.conn.SetReadDeadline(time.Now().Add(time.Minute))
			code, text := c.answer()
			if code != 421 || !c.closed() {
				t.Errorf("%s by the byte: %d %s", way, code, text)
			}
			close(ended)
		}
		if n := len(p.written(t)); n != taken {
			t.Errorf("%d written of letters that did not arrive", n-taken)
		}
		p.in.App.Capture.Mail.Patience = time.Minute
		p.listen(t)
		if code, text := p.deliver(t, p.letter("after", "Subject: after\n\nx\n")); code != 250 {
			t.Errorf("an honest letter after that: %d %s", code, text)
		}
	})
}

// TestAttack_K12_ConversationsWithoutEnd: commands, faults and bytes beyond the bounds end the conversation, and a letter
// that is too large ends only itself.
func TestAttack_K12_ConversationsWithoutEnd(t *testing.T) {
	onBothPosts(t, nil, func(t *testing.T, p *postbox) {
		large := strings.Repeat("word word word word\n", 120_000)
		c := p.talk(t)
		c.say("EHLO client")
		if code, _ := c.say("MAIL FROM:<" + p.ada.Email + "> SIZE=99999999"); code != 552 {
			t.Errorf("a letter that says it is too large: %d", code)
		}
		if code, _ := c.send(p.ada.Email, p.address, p.letter("large", "\n"+large)); code != 552 {
			t.Errorf("a letter that is too large: %d", code)
		}
		if code, text := c.send(p.ada.Email, p.address, p.letter("same", "Subject: in the same conversation\n\nx\n")); code != 250 {
			t.Errorf("the next letter of the conversation: %d %s", code, text)
		}
		c.say("MAIL FROM:<" + p.ada.Email + ">")
		c.say("RCPT TO:<" + p.address + ">")
		_, _ = fmt.Fprintf(c.conn, "BDAT %d LAST\r\n%s", len(large), large)
		if code, _ := c.answer(); code != 552 {
			t.Errorf("a chunk that is too large: %d", code)
		}

		for name, line := range map[string]string{"faults": "FAULT", "commands": "NOOP", "many senders": "RSET", "greetings": "EHLO client"} {
			c := p.talk(t)
			answers := 0
			for range 10_000 {
				if code, _ := c.say(line); code == 0 {
					break
				}
				answers++
			}
			if answers == 0 || answers == 10_000 {
				t.Errorf("%s: %d answers", name, answers)
			}
		}

		c = p.talk(t)
		for _, line := range []string{"EHLO client", "MAIL FROM:<" + p.ada.Email + ">", "RCPT TO:<" + p.address + ">", "DATA"} {
			c.say(line)
		}
		ended := make(chan error, 1)
		go func() {
			block := []byte(strings.Repeat("word word word word\r\n", 1000))
			var err error
			for sent := 0; err == nil && sent < 64<<20; sent += len(block) {
				_, err = c.conn.Write(block)
			}
			ended <- err
		}()
		if err := <-ended; err == nil {
			t.Error("64 MiB of a letter were read where 2 are taken")
		}
		if code, text := p.deliver(t, p.letter("last", "Subject: last\n\nx\n")); code != 250 {
			t.Errorf("an honest letter after all that: %d %s", code, text)
		}
		if list := p.written(t); len(list) != 2 {
			t.Errorf("written: %q", list)
		}
	})
}

// TestAttack_B09_PictureBombsByMail: a bomb is left out and named, what is beside it is kept, and memory is too.
func TestAttack_B09_PictureBombsByMail(t *testing.T) {
	onBothPosts(t, nil, func(t *testing.T, p *postbox) {
		letter := func(id string, files map[string][]byte) string {
			out := "Subject: " + id + "\nContent-Type: multipart/mixed; boundary=b\n\n"
			for name, raw := range files {
				out += "--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"" + name + "\"\n\n" + folded(raw) + "\n"
			}
			return p.letter(id, out+"--b--\n")
		}
		if code, text := p.deliver(t, letter("honest", map[string][]byte{"a.png": pngOf(t, photo(60, 40))})); code != 250 {
			t.Fatalf("an honest picture: %d %s", code, text)
		}
		bombs := map[string][]byte{
			"20000x20000.png": hugePNG(20000, 20000), "wide.png": hugePNG(1<<31-1, 1<<31-1), "flat.png": hugePNG(100, 0), "hollow.png": hugePNG(6000, 6000),
			"frames.gif": gifOf(t, 2, 2, 201), "large.gif": wideGIF(t), "half.png": pngOf(t, photo(9, 9))[:40],
			"small.png": pngOf(t, photo(30, 20)),
		}
		before := heap()
		if code, text := p.deliver(t, letter("bombs", bombs)); code != 250 {
			t.Errorf("bombs: %d %s", code, text)
		}
		if after := heap(); after > before+64<<20 {
			t.Errorf("the heap grew by %d MiB", (after-before)>>20)
		}
		list := p.written(t)
		var written string
		for _, one := range list {
			if strings.HasPrefix(one, "bombs") {
				written = one
			}
		}
		for name := range bombs {
			if name != "small.png" && !strings.Contains(written, "⚠ `"+name+"`: ") {
				t.Errorf("%s has no word in %s", name, written)
			}
		}
		if n := count(t, p.in, "SELECT count(*) FROM files_files"); n != 2 || strings.Count(written, "](/files/") != 1 {
			t.Errorf("%d files, written %s", n, written)
		}
		deep := "Subject: deep\n"
		for i := range 12 {
			deep += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
		}
		for name, raw := range map[string]string{
			"parts in parts": p.letter("deep", deep+"\nx\n"),
			"many parts":     p.letter("many", "Content-Type: multipart/mixed; boundary=b\n\n"+strings.Repeat("--b\nContent-Type: text/x-none\n\nx\n", 5000)+"--b--\n"),
		} {
			if code, text := p.deliver(t, raw); code != 554 {
				t.Errorf("%s: %d %s", name, code, text)
			}
		}
		if n := len(p.written(t)); n != len(list) {
			t.Errorf("%d entries, want %d", n, len(list))
		}
	})
}

// folded is base64 in lines, as mail has it.
func folded(raw []byte) string {
	text := base64.StdEncoding.EncodeToString(raw)
	var out strings.Builder
	for len(text) > 76 {
		out.WriteString(text[:76] + "\n")
		text = text[76:]
	}
	return out.String() + text
}
