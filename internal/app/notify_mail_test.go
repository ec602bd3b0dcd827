package app_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app"
	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/notify"
	"tamatar.dev/tamatar/internal/platform/mail"
	"tamatar.dev/tamatar/internal/platform/mail/mailtest"
)

// page fetches a page as a stranger.
func (n *notifying) page(method, target, form string) (int, string) {
	n.t.Helper()
	r := n.Request(method, target, strings.NewReader(form), apptest.Credential{})
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res := n.Do(r)
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		n.t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// frequency is a cell of the matrix.
func (n *notifying) frequency(as apptest.Credential, category, channel string) string {
	n.t.Helper()
	a := n.Must(as, `{viewer{notificationSettings{categories{key channels{channel frequency}}}}}`, nil)
	categories, _ := a.At("viewer", "notificationSettings", "categories").([]any)
	for _, item := range categories {
		c, _ := item.(map[string]any)
		if c["key"] != category {
			continue
		}
		channels, _ := c["channels"].([]any)
		for _, item := range channels {
			if ch, _ := item.(map[string]any); ch["channel"] == channel {
				f, _ := ch["frequency"].(string)
				return f
			}
		}
	}
	return ""
}

// RFC 8058: one POST stops the mails of one category for one person, without a sign-in; looking changes nothing.
func TestUnsubscribeByOneClick(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada, eve := n.Person("ada", identity.RoleMember), n.Person("eve", identity.RoleMember)
		as, other := ada.Browser(), eve.Browser()
		n.emit(n.token(ada, "tok1", "deploy"))
		n.Settle()
		link := n.mail.notices()[0].UnsubscribeURL
		u, err := url.Parse(link)
		if err != nil || u.Path != notify.UnsubscribePath || !strings.Contains(n.mail.notices()[0].Text, link) {
			t.Fatal(link, err)
		}
		for range 3 { // mail scanners open links
			if status, body := n.page(http.MethodGet, u.RequestURI(), ""); status != http.StatusOK || !strings.Contains(body, "Stop these emails") {
				t.Fatal(status, body)
			}
			_, _ = n.page(http.MethodHead, u.RequestURI(), "")
		}
		if f := n.frequency(as, "security", "MAIL"); f != "AT_ONCE" {
			t.Fatal("looking stopped the mails:", f)
		}
		for _, forged := range []string{link[len(link)-10:], u.Query().Get("link") + "x", "", strings.Replace(u.Query().Get("link"), ".", "", 1)} {
			if status, _ := n.page(http.MethodPost, notify.UnsubscribePath+"?link="+url.QueryEscape(forged), "List-Unsubscribe=One-Click"); status != http.StatusNotFound {
				t.Errorf("a forged link answered %d", status)
			}
		}
		if status, _ := n.page(http.MethodPost, u.RequestURI(), "List-Unsubscribe=One-Click"); status != http.StatusOK {
			t.Fatal(status)
		}
		if n.frequency(as, "security", "MAIL") != "OFF" || n.frequency(as, "account", "MAIL") != "AT_ONCE" || n.frequency(other, "security", "MAIL") != "AT_ONCE" {
			t.Fatal("one category of one person, no more and no less")
		}
		n.emit(n.token(ada, "tok2", "another"))
		n.Settle()
		if len(n.mail.notices()) != 1 || howMany(n.inbox(as), notify.KindTokenCreated) != 2 {
			t.Fatal("mail stops, the inbox does not")
		}
	})
}

func TestWhatWaitsIsNotSentAfterUnsubscribing(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada := n.Person("ada", identity.RoleMember)
		as := ada.Browser()
		n.choose(as, "security", "MAIL", "DAILY")
		n.emit(n.token(ada, "tok1", "deploy"))
		n.Settle()
		n.choose(as, "security", "MAIL", "OFF")
		n.Clock.Advance(25 * time.Hour)
		n.Settle()
		if got := len(n.mail.notices()); got != 0 {
			t.Fatal(got, "mails that nobody wanted any more")
		}
	})
}

const evil = `<img src=x onerror=alert(1)>"'&` + "\u202e" + `</p>`

// Names and titles are text in every form of a mail.
func TestAttack_B05_MarkupInMails(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada := n.Person("ada", identity.RoleMember)
		as := ada.Browser()
		n.emit(n.token(ada, "plain", "deploy"))
		n.Settle()
		if m := n.mail.notices(); len(m) != 1 || !strings.Contains(m[0].HTML, "deploy") {
			t.Fatal("an honest name must arrive")
		}
		v := n.Must(as, `{viewer{revision}}`, nil)
		n.noErrors(n.Must(as, `mutation($i:UpdateProfileInput!){updateProfile(input:$i){errors{code}}}`,
			map[string]any{"i": map[string]any{"baseRevision": v.At("viewer", "revision"), "displayName": `<b>Ada</b> <script>alert(1)</script>`}}), "updateProfile")
		n.choose(as, "security", "MAIL", "DAILY")
		n.emit(n.token(ada, "t1", evil), n.token(ada, "t2", evil))
		n.choose(as, "security", "MAIL", "AT_ONCE")
		n.Settle()
		n.Clock.Advance(25 * time.Hour)
		n.Settle()
		for _, m := range n.mail.notices()[1:] {
			for _, bad := range []string{"<img", "<script", "<b>Ada", "\u202e", "</p>\"", `onerror=alert(1)>"`} {
				if strings.Contains(m.HTML, bad) {
					t.Errorf("%q in the HTML of %q", bad, m.Subject)
				}
			}
			if !strings.Contains(m.HTML, "&lt;img src=x onerror=alert(1)&gt;") {
				t.Errorf("the name is not there as text: %s", m.HTML)
			}
		}
	})
}

// A storm of events is one flood less: a bounded inbox, few mails, the rest in one digest.
func TestAttack_K12_E06_StormOfNotices(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		ada := n.Person("ada", identity.RoleMember)
		as := ada.Browser()
		n.emit(n.token(ada, "first", "deploy"))
		n.Settle()
		if len(n.mail.notices()) != 1 {
			t.Fatal("an honest notice must arrive")
		}
		for i := range 300 {
			n.emit(n.token(ada, fmt.Sprintf("t%03d", i), fmt.Sprintf("token-%03d", i)))
		}
		n.Settle()
		a := n.Must(as, `{viewer{unreadNotifications}}`, nil)
		if unread, _ := a.At("viewer", "unreadNotifications").(float64); unread > 100 {
			t.Fatal(unread, "unread")
		}
		if sent := len(n.mail.notices()); sent > 20 {
			t.Fatal(sent, "mails within an hour")
		}
		rows, _ := n.Must(as, `{viewer{notifications(first:100){nodes{id} pageInfo{hasNextPage}}}}`, nil).At("viewer", "notifications", "pageInfo", "hasNextPage").(bool)
		if rows {
			t.Fatal("more than 100 notices within an hour")
		}
		before := len(n.mail.notices())
		n.Clock.Advance(25 * time.Hour)
		n.Settle()
		if digests := len(n.mail.notices()) - before; digests != 1 {
			t.Fatal(digests, "mails for the rest")
		}
	})
}

// A display name cannot add a header, a hanging or refusing server cannot make a copy, and a permanent refusal ends it.
func TestAttack_K12_MailServerAndHeaders(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		sink := mailtest.Start(t)
		smtp, err := mail.NewSMTP(mail.SMTPOptions{
			Host: sink.Host, Port: sink.Port, From: "Tamatar <no-reply@tamatar.example>", TLS: mail.TLSNone, Hello: "localhost", Clock: n.Clock,
		})
		if err != nil {
			t.Fatal(err)
		}
		n.with(func(p *app.Parts) { p.Mail = smtp })
		ada := n.Person("ada", identity.RoleMember)
		n.emit(n.token(ada, "t1", "x\r\nBcc: all@example.org\r\n\r\nhello"))
		n.Settle()
		got := sink.Wait(t, 1)[0]
		if got.Header.Get("Bcc") != "" || len(got.To) != 1 || strings.Contains(string(got.Raw), "\nBcc:") {
			t.Fatal("a header was added:", string(got.Raw))
		}
		if got.Header.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" || !strings.HasPrefix(got.Header.Get("List-Unsubscribe"), "<http") {
			t.Fatal("no way to unsubscribe:", got.Header)
		}
		sink.Refuse(451, "try later")
		n.emit(n.token(ada, "t2", "second"))
		for range 3 {
			_ = n.App.Jobs.Drain(t.Context())
			n.Clock.Advance(2 * time.Minute)
		}
		sink.Accept()
		n.Clock.Advance(time.Hour)
		n.Settle()
		if got := sink.Wait(t, 2); len(got) != 2 || !strings.Contains(got[1].Subject(), "second") {
			t.Fatal(len(got), "mails after the refusal ended")
		}
		sink.Refuse(550, "no such mailbox")
		n.emit(n.token(ada, "t3", "third"))
		n.Settle() // a refusal for good is no error, and is not tried again
		sink.Accept()
		n.Clock.Advance(time.Hour)
		n.Settle()
		if got := sink.Received(); len(got) != 2 {
			t.Fatal("tried again after a permanent refusal:", len(got))
		}
	})
}

// Without mail there is no channel mail, and no link in anything.
func TestInstanceWithoutMail(t *testing.T) {
	notifyOnBoth(t, func(t *testing.T, n *notifying) {
		n.with(func(p *app.Parts) {
			cfg := *p.Config
			cfg.Dev, cfg.SMTPHost = false, ""
			p.Config = &cfg
		})
		ada := n.Person("ada", identity.RoleMember)
		as := ada.Browser()
		n.emit(n.token(ada, "tok1", "deploy"))
		n.Settle()
		if n.frequency(as, "security", "MAIL") != "" || n.frequency(as, "security", "INBOX") != "AT_ONCE" || len(n.mail.notices()) != 0 {
			t.Fatal("mail is a channel of an instance that sends none")
		}
		a := n.Must(as, `mutation($i:SetNotificationPreferenceInput!){setNotificationPreference(input:$i){errors{code}}}`,
			map[string]any{"i": map[string]any{"category": "account", "channel": "MAIL", "frequency": "AT_ONCE"}})
		if list, _ := a.At("setNotificationPreference", "errors").([]any); len(list) != 1 {
			t.Fatal(string(a.Raw))
		}
	})
}
