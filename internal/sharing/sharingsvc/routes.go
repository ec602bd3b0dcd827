package sharingsvc

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/audience"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/page"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/sharing"
)

// settled is how long ago a change must be before a whole second can name it: readers that only know Last-Modified would
// else miss a second change within the same one.
const settled = 2 * time.Second

// Routes are the feeds, public ones below the page of a person, private ones at their token, and the files of what a link
// opens. They answer everybody alike and never look who asks.
func (s *Service) Routes() []route.Route {
	out := []route.Route{{Pattern: "GET /s/{token}/files/{file}", Handler: http.HandlerFunc(s.linkedFile), Public: true}}
	for _, name := range []string{rssFile, atomFile, jsonFile} {
		out = append(out,
			route.Route{Pattern: "GET /u/{handle}/" + name, Handler: s.answer(name, s.publicFeed), Public: true, Cacheable: true},
			route.Route{Pattern: "GET /feeds/{token}/" + name, Handler: s.answer(name, s.privateFeed), Public: true, Cacheable: true})
	}
	return out
}

// source says what a feed is made of.
type source struct {
	owner  *identity.User
	viewer audience.Viewer
	tag    string
	// search narrows it to what a saved search finds; "" for none.
	search string
	// since is when a private feed was made.
	since time.Time
	feed  feed
	// shown is what strangers see; all for a private feed.
	shown view
}

// scope is which of the person's shared entries the feed is made of.
func (src *source) scope() journal.SharedScope {
	return journal.SharedScope{Tag: src.tag, Since: src.shown.since()}
}

// publicFeed is the feed of a person's public entries. Error: sharing.ErrFeedNotFound.
func (s *Service) publicFeed(r *http.Request, name string) (*source, error) {
	owner, err := s.People.Face(r.Context(), r.PathValue("handle"))
	if err != nil {
		return nil, err
	}
	if owner == nil {
		return nil, sharing.ErrFeedNotFound
	}
	shown, err := s.shown(r.Context(), owner.ID)
	if err != nil {
		return nil, err
	}
	tag := r.URL.Query().Get("tag")
	src := &source{owner: owner, tag: tag, shown: shown, feed: feed{
		id: s.tagURI("person/" + owner.ID), title: owner.DisplayName, home: s.address("u", owner.Handle), self: s.address("u", owner.Handle, name),
	}}
	if tag != "" {
		query := "?tag=" + url.QueryEscape(tag)
		src.feed.id += "/" + url.PathEscape(strings.ToLower(tag))
		src.feed.title += " #" + tag
		src.feed.home, src.feed.self = src.feed.home+query, src.feed.self+query
	}
	return src, nil
}

// privateFeed is the feed of a token. It names no address: whoever passes an item on would pass the token on.
// Error: sharing.ErrFeedNotFound.
func (s *Service) privateFeed(r *http.Request, _ string) (*source, error) {
	row, owner, err := s.openFeed(r.Context(), r.PathValue("token"))
	if err != nil {
		return nil, err
	}
	all := view{PublicView: sharing.DefaultPublicView()}
	return &source{owner: owner, viewer: audience.Viewer{ByLink: true}, tag: row.Tag, search: row.ViewID, since: db.FromMillis(row.CreatedAt), shown: all, feed: feed{
		id: s.tagURI("feed/" + row.ID), title: owner.DisplayName + " · " + row.Name,
	}}, nil
}

// answer writes the feed that find leads to, or 304 where the reader has it.
func (s *Service) answer(name string, find func(*http.Request, string) (*source, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		src, err := find(r, name)
		if err == nil {
			err = s.serve(w, r, name, src)
		}
		if err == nil {
			return
		}
		s.refuse(w, r, "answer a feed", errs.From(err))
	})
}

func (s *Service) serve(w http.ResponseWriter, r *http.Request, name string, src *source) error {
	ctx := r.Context()
	marks, changed, hits, err := s.marks(ctx, src)
	if err != nil {
		return err
	}
	private := src.viewer.ByLink
	if len(marks) == 0 && !private {
		return sharing.ErrFeedNotFound // as for a person who does not exist
	}
	if changed.Before(src.shown.changedAt) {
		changed = src.shown.changedAt
	}
	tag := s.etag(name, src, marks)
	h := w.Header()
	h.Set("ETag", tag)
	// Every use asks again, caches on the way included: what was taken back is gone with the next request.
	h.Set("Cache-Control", "no-cache")
	if private {
		h.Set("Cache-Control", "private, no-cache")
		h.Set("X-Robots-Tag", "noindex, nofollow")
		h.Set("Referrer-Policy", "no-referrer")
	}
	modified := changed.Truncate(time.Second)
	if src.search != "" || s.now().Sub(modified) < settled || modified.Unix() <= 0 || !src.shown.Times {
		modified = time.Time{}
	} else {
		h.Set("Last-Modified", modified.Format(http.TimeFormat))
	}
	if unchanged(r, tag, modified) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	body, err := s.body(ctx, name, src, changed, hits)
	if err != nil {
		return err
	}
	h.Set("Content-Type", forms[name].contentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)
	return nil
}

// body writes the feed; entries are those of it where they were read already.
func (s *Service) body(ctx context.Context, name string, src *source, changed time.Time, entries []journal.Entry) ([]byte, error) {
	if !src.shown.Times {
		changed = wholeDay(changed)
	}
	if src.search == "" {
		first := sharing.FeedItems
		c, err := s.Journal.Shared(ctx, src.owner.ID, src.viewer, src.scope(), page.Args{First: &first})
		if err != nil {
			return nil, err
		}
		entries = c.Nodes
	}
	f := src.feed
	f.generator, f.author, f.updated = "Tamatar "+s.Version, src.owner, changed
	for i := range entries {
		src.shown.blur(&entries[i])
		f.items = append(f.items, s.item(&entries[i]))
	}
	return forms[name].write(&f)
}

// etag names exactly what the feed says: its form, whose it is, and the state of every entry in it.
func (s *Service) etag(name string, src *source, marks []journal.SharedMark) string {
	h := sha256.New()
	fmt.Fprintf(h, "%t|%s|%s|%s|%s|%s|%s|%s", src.shown.Times, s.Version, name, src.feed.id, src.feed.title, src.feed.home, src.owner.DisplayName, s.Base)
	for _, m := range marks {
		fmt.Fprintf(h, "|%s.%d.%d.%s", m.ID, m.Revision, m.HTMLVersion, m.Audience)
	}
	return `"` + hex.EncodeToString(h.Sum(nil)[:16]) + `"`
}

// unchanged reports whether the reader has this very state (RFC 9110, 13.1: the entity tag outdoes the date).
func unchanged(r *http.Request, tag string, modified time.Time) bool {
	if list := r.Header.Get("If-None-Match"); list != "" {
		for one := range strings.SplitSeq(list, ",") {
			if one = strings.TrimPrefix(strings.TrimSpace(one), "W/"); one == tag || one == "*" {
				return true
			}
		}
		return false
	}
	since, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	return err == nil && !modified.IsZero() && since.Equal(modified)
}
