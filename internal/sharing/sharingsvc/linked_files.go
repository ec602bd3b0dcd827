package sharingsvc

import (
	"net/http"
	"slices"

	"tamatar.dev/tamatar/internal/files"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/sharing"
)

// linkedFile gives a file to whoever has a link: one that the entry of the link shows at this moment, and no other. It
// ends with the link, and with whatever closes the entry.
func (s *Service) linkedFile(w http.ResponseWriter, r *http.Request) {
	e, err := s.OpenLink(r.Context(), r.PathValue("token"))
	fileID := r.PathValue("file")
	if err == nil && !slices.ContainsFunc(e.Files, func(f files.File) bool { return f.ID == fileID }) {
		err = sharing.ErrLinkNotFound
	}
	if err != nil {
		s.refuse(w, r, "answer with the file of a link", errs.From(err))
		return
	}
	w.Header().Set("X-Robots-Tag", "noindex, nofollow, noarchive")
	s.Files.ServeOpened(w, r, fileID)
}

// refuse answers with an error in plain words, which nobody keeps.
func (s *Service) refuse(w http.ResponseWriter, r *http.Request, doing string, e *errs.Error) {
	if e.Kind == errs.Internal {
		s.Log.ErrorContext(r.Context(), doing, "error", e)
	}
	status := e.Status()
	if e.Kind == errs.Invalid {
		status = http.StatusNotFound // a tag that cannot be
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, e.Public, status)
}
