package portabilitysvc

import (
	"compress/gzip"
	"errors"
	"io"
	"net/http"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/route"
	"tamatar.dev/tamatar/internal/portability"
	"tamatar.dev/tamatar/internal/portability/gitrepo"
)

const (
	// maxGitRequest is the largest request of git, in bytes: some thousand commits that it has. Packed ones may be as
	// large when they are unpacked.
	maxGitRequest = 1 << 20
	// repositoryPath is the address of a repository, with the handle of its person.
	repositoryPath = "/git/{handle}/journal.git"
)

// repositoryRoutes serve a person's journal as a git repository, for reading alone: git takes a personal access token
// as the password.
func (s *Service) repositoryRoutes() []route.Route {
	return []route.Route{
		{Pattern: "GET " + repositoryPath + "/info/refs", Handler: s.git(s.advertise), Scope: string(identity.ScopeRead), Basic: true, Points: streamPoints / 5},
		{Pattern: "POST " + repositoryPath + "/git-upload-pack", Handler: s.git(s.uploadPack), Scope: string(identity.ScopeRead), Basic: true, MaxBody: maxGitRequest, Points: streamPoints / 5},
	}
}

// git lets a person to their own repository alone, and few at a time.
func (s *Service) git(serve func(w http.ResponseWriter, r *http.Request, a identity.Actor) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, err := identity.MustActor(r.Context())
		if err == nil {
			err = s.checkRepository(r, a)
		}
		if err == nil && !take(s.streams) {
			err = portability.ErrArchiveBusy
		}
		if err != nil {
			s.failGit(w, r, err)
			return
		}
		defer func() { <-s.streams }()
		_ = http.NewResponseController(w).SetWriteDeadline(deadline())
		if err := serve(w, r, a); err != nil {
			s.failGit(w, r, err)
		}
	})
}

// checkRepository answers for somebody else's repository as for one that does not exist.
func (s *Service) checkRepository(r *http.Request, a identity.Actor) error {
	if !a.Can(identity.ScopeRead) {
		return identity.ErrScopeMissing
	}
	userID, err := s.Accounts.IDByHandle(r.Context(), r.PathValue("handle"))
	if errors.Is(err, identity.ErrUserNotFound) || err == nil && userID != a.UserID {
		return portability.ErrNoRepository
	}
	return err
}

func (s *Service) advertise(w http.ResponseWriter, r *http.Request, a identity.Actor) error {
	if r.URL.Query().Get("service") != "git-upload-pack" {
		return portability.ErrReadOnly
	}
	repo, err := s.repository(r.Context(), a.UserID, identity.NormalHandle(r.PathValue("handle")))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/x-git-upload-pack-advertisement")
	return s.abort(r, repo.Advertise(w))
}

func (s *Service) uploadPack(w http.ResponseWriter, r *http.Request, a identity.Actor) error {
	body := io.Reader(r.Body)
	if r.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(r.Body)
		if err != nil {
			return portability.ErrGitRequest.With(err)
		}
		body = io.LimitReader(z, maxGitRequest)
	}
	q, err := gitrepo.ReadRequest(body)
	if err != nil {
		return portability.ErrGitRequest.With(err)
	}
	row, err := s.store.repository(r.Context(), a.UserID)
	if err != nil {
		return err
	}
	repo := gitrepo.New()
	if row != nil {
		if repo, err = s.loadRepository(r.Context(), row); err != nil {
			return err
		}
	}
	if q.Done {
		if err := s.store.noteFetch(r.Context(), a.UserID, db.Millis(s.now())); err != nil {
			return err
		}
	}
	w.Header().Set("Content-Type", "application/x-git-upload-pack-result")
	return s.abort(r, repo.Answer(w, q, func(p gitrepo.Part) (io.ReadCloser, error) { return s.Blob.Get(r.Context(), p.Key) }))
}

// abort breaks an answer off that has begun: half a pack must not look like a whole one.
func (s *Service) abort(r *http.Request, err error) error {
	if err == nil {
		return nil
	}
	s.Log.WarnContext(r.Context(), "an answer to git broke off", "err", err)
	panic(http.ErrAbortHandler)
}

// failGit answers with a sentence, which git shows.
func (s *Service) failGit(w http.ResponseWriter, r *http.Request, err error) {
	e := errs.From(err)
	if e.Kind == errs.Internal {
		s.Log.ErrorContext(r.Context(), "git by HTTP", "error", e)
	}
	http.Error(w, e.Public, e.Status())
}
