package app_test

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
)

// unlike are the parts of an answer that differ with every request.
var unlike = regexp.MustCompile(`[0-9a-z]{26}|nonce="[^"]*"|'nonce-[^']*'`)

// told is all that a stranger learns from an address, without the address itself.
func (s *sharer) told(t *testing.T, address string) string {
	t.Helper()
	status, h, body := s.get(t, address)
	var out strings.Builder
	fmt.Fprintln(&out, status)
	for _, name := range slices.Sorted(maps.Keys(h)) {
		if !strings.HasPrefix(name, "Ratelimit") && name != "Date" {
			fmt.Fprintln(&out, name, h[name])
		}
	}
	out.WriteString(body)
	return unlike.ReplaceAllString(strings.ReplaceAll(out.String(), strings.TrimPrefix(address, "/"), "ADDRESS"), "*")
}

// TestAttack_E04_AClosedAddressAnswersLikeOneThatNeverWas: a link and a feed that were taken back, ended or narrowed tell in
// no byte that there was something.
func TestAttack_E04_AClosedAddressAnswersLikeOneThatNeverWas(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		s := newSharer(t, in)
		path := func(address string) string {
			_, rest, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(address, "http://"), "https://"), "/")
			return "/" + rest
		}
		link := path(s.link(s.ids["UNLISTED"], nil))
		if status, _, body := s.get(t, link); status != http.StatusOK || !strings.Contains(body, "zqunlisted") {
			t.Fatalf("the honest link: %d", status)
		}
		never := s.told(t, link[:len(link)-43]+strings.Repeat("a", 43))
		if !strings.HasPrefix(never, "404") {
			t.Fatalf("an address that never was: %s", never)
		}
		same := func(name, address string) {
			t.Helper()
			if got := s.told(t, address); got != never {
				t.Errorf("%s tells more than nothing:\n%s\nwant\n%s", name, got, never)
			}
		}
		s.set(s.ids["UNLISTED"], "PRIVATE")
		same("a narrowed entry", link)
		s.set(s.ids["UNLISTED"], "UNLISTED")
		ended := path(s.link(s.ids["UNLISTED"], 2))
		same("a replaced link", link)
		in.Clock.Advance(49 * time.Hour)
		same("a link that ended", ended)
		s.as = s.ada.Browser()
		last := path(s.link(s.ids["UNLISTED"], nil))
		in.Must(s.as, `mutation($i:ID!){deleteEntry(id:$i){errors{code}}}`, map[string]any{"i": s.ids["UNLISTED"]})
		same("an entry in the trash", last)

		feed := path(s.feed(nil)[0])
		if status, _, _ := s.get(t, feed); status != http.StatusOK {
			t.Fatalf("the honest feed: %d", status)
		}
		token := strings.Split(feed, "/")[2]
		never = s.told(t, strings.Replace(feed, token, token[:len(token)-43]+strings.Repeat("a", 43), 1))
		list := in.Must(s.as, `{viewer{feeds{id}}}`, nil)
		in.Must(s.as, `mutation($i:ID!){revokeFeed(id:$i){errors{code}}}`, map[string]any{"i": field(list.At("viewer", "feeds"), 0, "id")})
		same("a feed that was switched off", feed)
	})
}

// TestABadTagIsToldAtItsField: the forms of feeds and hooks show it where it was typed.
func TestABadTagIsToldAtItsField(t *testing.T) {
	onBoth(t, func(t *testing.T, in *apptest.Instance) {
		s := newSharer(t, in)
		for field, doc := range map[string]string{
			"tag":  `mutation{createFeed(input:{name:"x",tag:"no such !!"}){feed{id} errors{code field}}}`,
			"tags": `mutation{createCaptureHook(input:{name:"x",tags:["go","a!b"],signed:false}){hook{id} errors{code field}}}`,
		} {
			a := in.GraphQL(s.as, doc, nil)
			if !strings.Contains(string(a.Raw), `"code":"tags.name_invalid","field":"`+field+`"`) {
				t.Errorf("%s: %s", field, a.Raw)
			}
		}
	})
}
