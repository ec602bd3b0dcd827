package capturesvc

import (
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestOwnWords(t *testing.T) {
	for text, want := range map[string]string{
		"a\n\n-- \nAda":                         "a",
		"a\n--\nAda":                            "a",
		"a -- b\n--c":                           "a -- b\n--c",
		"a\n\nOn Monday Bea wrote:\n> b\n> c\n": "a",
		"a\n\nOn Monday\nBea <b@x.y>\nwrote:\n\n> b\n\n\n": "a",
		"the list:\n> quoted":                              "the list:\n> quoted",
		"> quoted\nan answer":                              "> quoted\nan answer",
		"> only\n> quotes":                                 "> only\n> quotes",
		"Am 1. schrieb Bea:\n> only":                       "Am 1. schrieb Bea:\n> only",
		"a\nwrote:\n> b":                                   "a",
		"":                                                 "",
	} {
		if got := ownWords(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestHTMLText(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "",
		"just words":                         "just words",
		"<p>a</p><p>b</p>":                   "a\n\nb",
		"a &lt;img src=x onerror=1&gt;":      `a \<img src=x onerror=1>`,
		"<style>p{}</style>a<!-- b -->c":     "ac",
		"<a href='data:x'>a</a>":             "a",
		"<a href='https://x.y'>here</a>":     "here <https://x.y>",
		"<ul><li>a<li>b</ul>":                "- a\n- b",
		"<script>a":                          "",
		"x<br/>y":                            "x\ny",
		"&#0;a&nbsp;b":                       "\ufffda b",
		strings.Repeat("<div>", 100_000):     "",
		"<p>a</p><blockquote>b</blockquote>": "a",
	} {
		if got := htmlText(text); got != want {
			t.Errorf("%.60q: %q, want %q", text, got, want)
		}
	}
}

// FuzzLetter: no bytes make the reader panic, and what it gives can be an entry.
func FuzzLetter(f *testing.F) {
	f.Add([]byte("From: a@b.c\nSubject: x\n\ny"))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--"))
	f.Add([]byte("Content-Type: text/html; charset=utf-7\nContent-Transfer-Encoding: x\n\n<p>"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		l, err := readLetter(raw)
		if err != nil {
			return
		}
		if text := titled(l.subject, l.text()); strings.ContainsAny(text, "\x00\r") {
			t.Errorf("%q holds what is no text", text)
		}
	})
}

// TestSignatureOfTheStandard is the example of Standard Webhooks 1.0.
func TestSignatureOfTheStandard(t *testing.T) {
	key, err := base64.StdEncoding.DecodeString("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	if err != nil {
		t.Fatal(err)
	}
	h := http.Header{}
	h.Set("Webhook-Id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
	h.Set("Webhook-Timestamp", "1614265330")
	h.Set("Webhook-Signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
	body := `{"test": 2432232314}`
	now := time.Unix(1614265330, 0)
	if !signed(key, h, []byte(body), now) {
		t.Errorf("the example of the standard is refused (key %x)", key)
	}
	for i := range body {
		if signed(key, h, []byte(body[:i]+"x"+body[i+1:]), now) {
			t.Errorf("byte %d may change", i)
		}
	}
}

// TestTextIsNeverLeftOut holds that a letter comes with all of its text or not at all.
func TestTextIsNeverLeftOut(t *testing.T) {
	head := "From: ada@example.org\r\nSubject: News\r\nMIME-Version: 1.0\r\n"
	if _, err := readLetter([]byte(head + "Content-Type: text/plain\r\n\r\n" + strings.Repeat("long words ", 100_000))); !errors.Is(err, errTooLong) {
		t.Errorf("a text of a megabyte gives %v", err)
	}
	parts := "Content-Type: multipart/mixed; boundary=b\r\n\r\n" +
		"--b\r\nContent-Type: text/html\r\n\r\n<p>above</p>\r\n" +
		"--b\r\nContent-Type: image/png\r\nContent-Disposition: inline; filename=a.png\r\n\r\nx\r\n" +
		"--b\r\nContent-Type: text/html\r\n\r\n<p>below</p>\r\n--b--\r\n"
	l, err := readLetter([]byte(head + parts))
	if err != nil {
		t.Fatal(err)
	}
	if got := l.text(); got != "above\n\nbelow" || len(l.attached) != 1 {
		t.Errorf("text %q with %d files", got, len(l.attached))
	}
}
