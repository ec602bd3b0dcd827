package site

import (
	"net/http"

	"tamatar.dev/tamatar/internal/identity"
)

// claimPage shows the form of the first administrator to whoever holds the link of the log, and says where it stands
// to everybody else.
func (s *Site) claimPage(w http.ResponseWriter, r *http.Request) {
	v, err := s.known(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	claimed, err := s.identity.Claimed(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if claimed {
		s.deadLink(w, r, identity.ErrClaimed, "/sign-in", v.T("To the sign-in page"))
		return
	}
	if link := linkOf(r); link != "" {
		if _, err := s.identity.InspectLink(r.Context(), identity.LinkClaim, link); err != nil {
			v.mend(err)
		} else {
			v.set("link", link)
		}
	}
	s.render(w, r, http.StatusOK, "claim", newAccountPage(v))
}

func (s *Site) claim(w http.ResponseWriter, r *http.Request) {
	if !s.readForm(w, r) {
		return
	}
	words, _ := s.language(r)
	f := r.PostForm
	res, err := s.identity.Claim(r.Context(), identity.ClaimForm{
		Link: f.Get("link"), Email: f.Get("email"), Handle: f.Get("handle"), DisplayName: f.Get("displayName"),
		Password: f.Get("password"), TimeZone: f.Get("zone"), Locale: locale(words),
	})
	if err != nil {
		s.again(w, r, err, "claim", accountFields, func(v *view) { v.typed(r, append(accountFields, "link")...) })
		return
	}
	s.welcome(w, r, res, "/app/")
}
