package site

import (
	"regexp"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/notify"
)

func testNotices(t *testing.T) *Notices {
	t.Helper()
	return NewLetters().Notices()
}

// someFacts has every fact that a notice can name.
var someFacts = map[string]string{
	"device": "Firefox on Linux", "network": "192.0.2.0/24", "time": "2026-11-22T10:00:00+01:00", "name": "deploy", "role": "admin",
	"handle": "ada", "entries": "12", "days": "5", "minutes": "380", "streak": "14", "tags": "#go, #sql", "from": "2026-11-16",
	"to": "2026-11-22", "count": "3", "version": "1.2.0", "before": "1.1.0",
}

// TestCountsInEveryLanguage: a form that leaves its number out ("two days") has nothing left over.
func TestCountsInEveryLanguage(t *testing.T) {
	n := testNotices(t)
	for _, l := range languages {
		for _, count := range []string{"0", "1", "2", "3", "11", "100"} {
			f := map[string]string{"entries": count, "days": count, "streak": count, "minutes": count, "count": count}
			for _, kind := range []string{notify.KindWeek, notify.KindJobsDead} {
				title, body, err := n.Line(kind, l.tag, f)
				if err != nil || strings.Contains(title+body, "%") {
					t.Errorf("%s of %s in %s: %q %q %v", kind, count, l.tag, title, body, err)
				}
			}
		}
	}
}

func TestEveryKindAndCategoryHasWords(t *testing.T) {
	n, catalogue := testNotices(t), notify.NewCatalogue()
	for _, l := range languages {
		for _, kind := range catalogue.Kinds() {
			title, body, err := n.Line(kind, l.tag, someFacts)
			if err != nil || title == "" || body == "" || strings.Contains(title+body, "%!") {
				t.Errorf("%s in %s: %q %q %v", kind, l.tag, title, body, err)
			}
		}
		for _, c := range catalogue.Categories(true) {
			if name, about := n.Category(c.Key, l.tag); name == "" || name == c.Key || about == "" {
				t.Errorf("the category %s in %s: %q %q", c.Key, l.tag, name, about)
			}
		}
	}
	if _, _, err := n.Line("nobody_knows", "en", nil); err == nil {
		t.Error("an unknown kind has words")
	}
}

// pressure are words that make somebody feel that they failed. Nothing that comes by itself may use them.
var pressure = regexp.MustCompile(`(?i)\b(broke|broken|los[et]|losing|lost|fail(ed)?|miss(ed|ing)?|don'?t|forgot(ten)?|only|still have not|hurry|last chance|danger|risk|break|guilt\w*|shame|lazy|behind|overdue)\b|!`)

func TestRemindersNeverSpeakOfGuilt(t *testing.T) {
	n := testNotices(t)
	if !pressure.MatchString("Don't lose your streak") || !pressure.MatchString("You missed a day") {
		t.Fatal("the list finds nothing")
	}
	none := map[string]string{"entries": "0", "from": "2026-11-16", "to": "2026-11-22"}
	for _, kind := range []string{notify.KindLogToday, notify.KindWeek, notify.KindTest} {
		for _, f := range []map[string]string{someFacts, none, {"entries": "1", "days": "1", "minutes": "61", "streak": "0"}} {
			title, body, err := n.Line(kind, "en", f)
			if err != nil {
				t.Fatal(err)
			}
			if found := pressure.FindString(title + " " + body); found != "" {
				t.Errorf("%s says %q: %s %s", kind, found, title, body)
			}
		}
	}
	for _, key := range []string{notify.CategoryReminders, notify.CategorySummaries} {
		name, about := n.Category(key, "en")
		if found := pressure.FindString(name + " " + about); found != "" {
			t.Errorf("the category %s says %q", key, found)
		}
	}
}

func TestDigestListsWhatItCollected(t *testing.T) {
	n := testNotices(t)
	subject, text, html, err := n.Letter(notify.Letter{
		Locale: "ar", Instance: "Tamatar", BaseURL: "https://tamatar.example", Name: "<b>Ada</b>", Frequency: notify.FrequencyDaily,
		Items:          []notify.LetterItem{{Title: "<i>one</i>", Body: "first", URL: "https://tamatar.example/app/a"}, {Title: "two"}},
		More:           3,
		UnsubscribeURL: "https://tamatar.example/unsubscribe?link=x", SettingsURL: "https://tamatar.example/app/settings/notifications",
	})
	if err != nil || !strings.Contains(subject, "5") {
		t.Fatal(subject, err)
	}
	for _, want := range []string{`dir="rtl"`, "&lt;i&gt;one&lt;/i&gt;", "&lt;b&gt;Ada&lt;/b&gt;", "https://tamatar.example/unsubscribe?link=x"} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in the HTML", want)
		}
	}
	for _, want := range []string{"* <i>one</i>\n  first\n  https://tamatar.example/app/a", "* two", "https://tamatar.example/unsubscribe?link=x"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
