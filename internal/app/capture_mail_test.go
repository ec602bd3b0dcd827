package app_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"image"
	"math/big"
	"net"
	"net/textproto"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

// postbox is somebody with a mail address for entries, at a listener on this machine.
type postbox struct {
	hooked
	address, listener string
}

// onBothPosts runs fn with a listener on each database. Further flags are those of the instance.
func onBothPosts(t *testing.T, flags []string, fn func(t *testing.T, p *postbox)) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		in := apptest.New(t, d, append([]string{"--inbound-mail-listen=127.0.0.1:0", "--inbound-mail-domain=in.example.org", "--inbound-mail-megabytes=2"}, flags...)...)
		p := &postbox{hooked: hooked{in: in, ada: in.Person("ada", identity.RoleMember)}}
		p.as = p.ada.Browser()
		p.renew(t)
		p.listen(t)
		fn(t, p)
	})
}

func (p *postbox) renew(t testing.TB) {
	t.Helper()
	a := p.in.Must(p.as, `mutation{createCaptureAddress{address mail{on address{uses senders}} errors{code}}}`, nil)
	if p.address = a.Text("createCaptureAddress", "address"); !strings.HasPrefix(p.address, "log+") || !strings.HasSuffix(p.address, "@in.example.org") {
		t.Fatalf("no address: %s", a.Raw)
	}
}

func (p *postbox) listen(t testing.TB) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.listener = l.Addr().String()
	p.serve(t, l)
}

// serve takes letters on a listener until the test ends.
func (p *postbox) serve(t testing.TB, l net.Listener) {
	t.Helper()
	server, ended := p.in.App.Capture.NewMailServer(), make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 10*time.Second)
		defer cancel()
		if err := server.Stop(ctx); err != nil {
			t.Errorf("stop: %v", err)
		}
		if err := <-ended; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
}

// talk is one conversation in the words of the protocol.
type talk struct {
	t    testing.TB
	conn net.Conn
	text *textproto.Reader
}

func (p *postbox) talk(t testing.TB) *talk {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", p.listener)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	c := &talk{t, conn, textproto.NewReader(bufio.NewReader(conn))}
	c.answer()
	return c
}

// answer reads the code and the text of an answer; 0 is a connection that ended.
func (c *talk) answer() (int, string) {
	code, text, err := c.text.ReadResponse(0)
	if err != nil && code == 0 {
		return 0, err.Error()
	}
	return code, text
}

func (c *talk) say(line string) (int, string) {
	_, _ = c.conn.Write([]byte(line + "\r\n"))
	return c.answer()
}

// send sends a letter from an envelope's sender and gives the last answer.
func (c *talk) send(from, to, raw string) (int, string) {
	for _, line := range []string{"EHLO client", "MAIL FROM:<" + from + ">", "RCPT TO:<" + to + ">", "DATA"} {
		if code, text := c.say(line); code >= 400 || code == 0 {
			return code, text
		}
	}
	raw = strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(raw, "\r\n", "\n"), "\n", "\r\n"), "\r\n.", "\r\n..")
	_, _ = c.conn.Write([]byte(raw))
	return c.say("\r\n.")
}

// deliver sends a letter in a conversation of its own.
func (p *postbox) deliver(t testing.TB, raw string) (int, string) {
	t.Helper()
	c := p.talk(t)
	defer c.say("QUIT")
	return c.send(p.ada.Email, p.address, raw)
}

// letter is a mail of Ada's.
func (p *postbox) letter(id, rest string) string {
	return "From: Ada <" + p.ada.Email + ">\nTo: " + p.address + "\nMessage-ID: <" + id + "@phone.example>\nDate: Sun, 22 Nov 2026 08:30:00 +0000\n" + rest
}

func TestALetterBecomesAnEntry(t *testing.T) {
	onBothPosts(t, nil, func(t *testing.T, p *postbox) {
		png := base64.StdEncoding.EncodeToString(pngOf(t, image.NewRGBA(image.Rect(0, 0, 9, 9))))
		for name, c := range map[string]struct{ rest, want string }{
			"plain":         {"Subject: Fixed the cache #go\n\nThe key had\nforgotten the locale.\n\n-- \nAda, +49 1\n", "# Fixed the cache #go\n\nThe key had\nforgotten the locale.|NOTE|PRIVATE|0|2026-11-22|go"},
			"subject alone": {"Subject: =?utf-8?B?R2Vsw7ZzdA==?= ok\n\n\n", "Gelöst ok|NOTE|PRIVATE|0|2026-11-22|"},
			"latin1":        {"Subject: x\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nGr=FC=DFe\n", "# x\n\nGrüße|"},
			"reply":         {"Subject: Re: today\n\nIt is done.\n\nOn Sunday Bea\n<bea@example.org> wrote:\n> is it?\n>\n> Bea\n", "# Re: today\n\nIt is done.|"},
			"alternative":   {"Subject: both\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nthe words\n--b\nContent-Type: text/html\n\n<b>the words</b>\n--b--\n", "# both\n\nthe words|"},
			"html": {
				"Subject: web\nContent-Type: text/html\n\n<head><title>no</title></head><script>alert(1)</script><p>One &lt;script&gt;</p><div>two<br>lines</div><ul><li>item</li></ul><a href='https://x.example/'>link</a><a href='javascript:1'>bad</a><blockquote>old</blockquote>\n",
				"# web\n\nOne \\<script>\n\ntwo\nlines\n\n- item\n\nlink <https://x.example/>bad|",
			},
			"picture": {
				"Subject: a picture\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee:\n--b\nContent-Type: image/png; name=\"a.png\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"a.png\"\n\n" +
					png + "\n--b\nContent-Type: application/x-msdownload\nContent-Disposition: attachment; filename=\"evil`.exe\"\n\nMZ\x90\n--b--\n",
				"# a picture\n\nSee:\n\n![](/files/",
			},
		} {
			p.in.Clock.Advance(time.Second)
			if code, text := p.deliver(t, p.letter(strings.ReplaceAll(name, " ", "-"), c.rest)); code != 250 {
				t.Errorf("%s: %d %s", name, code, text)
			}
			if list := strings.Join(p.written(t), "\n\n"); !strings.Contains(list, c.want) || strings.Contains(list, "+49") || strings.Contains(list, "alert") {
				t.Errorf("%s: want %q in\n%s", name, c.want, list)
			}
		}
		if list := strings.Join(p.written(t), "\n"); !strings.Contains(list, "⚠ `evil'.exe`: This kind of file is not kept here.") {
			t.Errorf("the refused file has no word:\n%s", list)
		}
		n := len(p.written(t))
		if code, _ := p.deliver(t, p.letter("plain", "Subject: the same id\n\nagain\n")); code != 250 || len(p.written(t)) != n {
			t.Errorf("the same Message-ID wrote twice: %d", code)
		}
		a := p.in.Must(p.as, `{viewer{captureMail{on address{uses lastAt}} outlets{kind closable} entries(first:1){nodes{loggedAt}}}}`, nil)
		for _, want := range []string{`"on":true`, `"uses":8`, `"kind":"mail_in"`, `2026-11-22T08:30:00`} {
			if !strings.Contains(string(a.Raw), want) {
				t.Errorf("%s is not in %s", want, a.Raw)
			}
		}
	})
}

// TestAttack_K12_LettersThatAreRefused: all of it is refused in the conversation, so that the sender learns of it, and
// nothing is written.
func TestAttack_K12_LettersThatAreRefused(t *testing.T) {
	onBothPosts(t, []string{"--mail-from=Tamatar <noreply@log.example>"}, func(t *testing.T, p *postbox) {
		if code, text := p.deliver(t, p.letter("honest", "Subject: honest\n\nx\n")); code != 250 {
			t.Fatalf("an honest letter: %d %s", code, text)
		}
		letters := len(p.in.Mailbox.List())
		deep := "Content-Type: multipart/mixed; boundary=b0\n\n"
		for i := range 1000 {
			deep += fmt.Sprintf("--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i+1)
		}
		many := "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Disposition: attachment; filename=a.txt\n\nx\n", 11) + "--b--\n"
		hops := strings.Repeat("Received: from a by b; Sun, 22 Nov 2026 08:30:00 +0000\n", 51)
		from := func(line string) string { return line + "\nMessage-ID: <x@y>\nSubject: x\n\nx\n" }
		for name, c := range map[string]struct {
			raw  string
			code int
		}{
			"1,000 parts in parts": {p.letter("a1", deep), 554}, "11 files": {p.letter("a2", many), 552}, "a loop": {p.letter("a3", hops+"Subject: x\n\nx\n"), 554},
			"an answer of a machine": {p.letter("a4", "Auto-Submitted: auto-replied\nSubject: x\n\nx\n"), 550},
			"our own letter":         {"From: " + p.ada.Email + "\nMessage-ID: <" + strings.Repeat("0a", 16) + "@log.example>\n\nx\n", 554},
			"nobody":                 {from("X: y"), 550}, "somebody else": {from("From: eve@example.org"), 550}, "two": {from("From: " + p.ada.Email + ", eve@example.org"), 550},
			"twice": {from("From: " + p.ada.Email + "\nFrom: eve@example.org"), 550}, "a name like hers": {from("From: \"" + p.ada.Email + "\" <eve@example.org>"), 550},
			"nothing": {p.letter("a5", "\n\n"), 554}, "long": {p.letter("a6", "\n"+strings.Repeat("word word word word\n", 4000)), 552},
			"too large":   {p.letter("a7", "\n"+strings.Repeat("word word word word\n", 120_000)), 552},
			"half a part": {p.letter("a8", "Content-Transfer-Encoding: base64\n\nAA*A\n"), 554},
		} {
			if code, text := p.deliver(t, c.raw); code != c.code {
				t.Errorf("%s: %d %s", name, code, text)
			}
		}
		line := p.talk(t)
		if code, _ := line.send(p.ada.Email, p.address, p.letter("a9", "Subject: x\n\n"+strings.Repeat("x", 1<<20)+"\n")); code == 250 {
			t.Error("a line of a megabyte is taken")
		}
		if code, _ := p.talk(t).send("", p.address, p.letter("a10", "\nx\n")); code != 550 {
			t.Errorf("a bounce: %d", code)
		}
		c := p.talk(t)
		c.say("EHLO client")
		c.say("MAIL FROM:<" + p.ada.Email + ">")
		c.say("RCPT TO:<" + p.address + ">")
		if code, _ := c.say("RCPT TO:<" + p.address + ">"); code != 452 {
			t.Errorf("a second recipient: %d", code)
		}
		c.say("DATA")
		_, _ = c.conn.Write([]byte(p.letter("a11", "Subject: cut off\n\nhalf")))
		_ = c.conn.Close()
		if code, _ := p.deliver(t, p.letter("last", "Subject: =?utf-8?Q?in=0D=0ABcc:_eve?=\n\nlast\n")); code != 250 {
			t.Errorf("an honest letter after all that: %d", code)
		}
		if list := p.written(t); len(list) != 2 || !strings.HasPrefix(list[0], "# in Bcc: eve\n\nlast|") && !strings.HasPrefix(list[1], "# in Bcc: eve\n\nlast|") {
			t.Errorf("written: %q", list)
		}
		if len(p.in.Mailbox.List()) != letters {
			t.Error("something was answered by mail")
		}
	})
}

// TestAttack_A17_TheMailAddressEndsWithItsOwner: unknown, foreign, revoked, replaced and suspended answer alike.
func TestAttack_A17_TheMailAddressEndsWithItsOwner(t *testing.T) {
	onBothPosts(t, nil, func(t *testing.T, p *postbox) {
		admin := p.in.Person("grace", identity.RoleAdmin).Browser()
		knock := func(to string) string {
			c := p.talk(t)
			defer c.say("QUIT")
			c.say("EHLO client")
			c.say("MAIL FROM:<" + p.ada.Email + ">")
			code, text := c.say("RCPT TO:<" + to + ">")
			return fmt.Sprint(code, " ", text)
		}
		never := knock("log+" + strings.Repeat("a", 26) + "@in.example.org")
		if !strings.HasPrefix(never, "550") || !strings.HasPrefix(knock(strings.ToUpper(p.address)), "250") {
			t.Fatalf("nobody: %s, honest: %s", never, knock(p.address))
		}
		for _, to := range []string{"postmaster@in.example.org", strings.Replace(p.address, "in.", "out.", 1), "eve@example.org", p.address + ".x", "log+@in.example.org"} {
			if got := knock(to); got != never {
				t.Errorf("%s: %s", to, got)
			}
		}
		p.in.Must(admin, `mutation($i:ID!){adminSuspendUser(id:$i,reason:"x"){errors{code}}}`, map[string]any{"i": p.ada.ID})
		if got := knock(p.address); got != never {
			t.Errorf("suspended: %s", got)
		}
		p.in.Must(admin, `mutation($i:ID!){adminReinstateUser(id:$i){errors{code}}}`, map[string]any{"i": p.ada.ID})
		p.as = p.ada.Browser()
		old := p.address
		p.renew(t)
		if got := knock(old); got != never {
			t.Errorf("replaced: %s", got)
		}
		p.in.Must(p.as, `mutation{updateCaptureAddress(input:{senders:["Work@Example.org"," work@example.org"]}){mail{address{senders}} errors{code}}}`, nil)
		if code, text := p.deliver(t, "From: work@EXAMPLE.org\nMessage-ID: <w@y>\n\nfrom work\n"); code != 250 {
			t.Errorf("a sender who is allowed: %d %s", code, text)
		}
		p.in.Settle()
		secretPart := p.address[len("log+"):strings.IndexByte(p.address, '@')]
		if strings.Contains(p.in.Logged.String(), secretPart) || strings.Contains(everything(t, p.in.App.DB), secretPart) {
			t.Error("the secret of the address is in the log or in a table")
		}
		p.in.Must(p.as, `mutation{revokeCaptureAddress{mail{on} errors{code}}}`, nil)
		if got := knock(p.address); got != never {
			t.Errorf("revoked: %s", got)
		}
		c := p.talk(t)
		c.say("EHLO client")
		c.say("MAIL FROM:<eve@example.org>")
		code := 0
		for range 6 {
			code, _ = c.say("RCPT TO:<" + old + ">")
		}
		if code != 421 {
			t.Errorf("the sixth guess: %d", code)
		}
	})
}

// TestLettersOverLMTPAndTLS: a mail server on this machine, and STARTTLS where a certificate is given.
func TestLettersOverLMTPAndTLS(t *testing.T) {
	cert, key, roots := certificate(t)
	onBothPosts(t, []string{"--inbound-mail-cert=" + cert, "--inbound-mail-key=" + key}, func(t *testing.T, p *postbox) {
		c := p.talk(t)
		if _, text := c.say("EHLO client"); !strings.Contains(text, "STARTTLS") || strings.Contains(text, "AUTH") {
			t.Fatalf("offers %s", text)
		}
		c.say("STARTTLS")
		secure := tls.Client(c.conn, &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots, ServerName: "in.example.org", Time: func() time.Time { return apptest.Start }})
		c.conn, c.text = secure, textproto.NewReader(bufio.NewReader(secure))
		if code, text := c.send(p.ada.Email, p.address, p.letter("tls", "Subject: over TLS\n\nx\n")); code != 250 || len(p.written(t)) != 1 {
			t.Errorf("over TLS: %d %s", code, text)
		}
	})
	onBothPosts(t, []string{"--inbound-mail-protocol=lmtp"}, func(t *testing.T, p *postbox) {
		c := p.talk(t)
		if code, _ := c.say("EHLO client"); code < 500 {
			t.Errorf("EHLO is not LMTP: %d", code)
		}
		for _, line := range []string{"LHLO client", "MAIL FROM:<" + p.ada.Email + ">", "RCPT TO:<" + p.address + ">", "DATA"} {
			if code, text := c.say(line); code >= 400 {
				t.Fatalf("%s: %d %s", line, code, text)
			}
		}
		_, _ = c.conn.Write([]byte(strings.ReplaceAll(p.letter("lmtp", "Subject: by LMTP\n\nx\n"), "\n", "\r\n")))
		if code, text := c.say("\r\n."); code != 250 || len(p.written(t)) != 1 {
			t.Errorf("by LMTP: %d %s", code, text)
		}
	})
}

// certificate writes one that this machine signed for itself.
func certificate(t *testing.T) (cert, key string, roots *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: apptest.Start, NotAfter: apptest.Start.Add(time.Hour), DNSNames: []string{"in.example.org"}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, kind string, der []byte) string {
		path := filepath.Join(t.TempDir(), name)
		var out bytes.Buffer
		if err := pem.Encode(&out, &pem.Block{Type: kind, Bytes: der}); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots = x509.NewCertPool()
	roots.AddCert(parsed)
	return write("cert.pem", "CERTIFICATE", der), write("key.pem", "PRIVATE KEY", raw), roots
}
