package githubtest

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

func (f *Fake) userRoutes() {
	f.mux.HandleFunc("GET /api/v3/rate_limit", f.rateLimit)
	f.reading("/meta", func(*http.Request, *token) any {
		return map[string]any{"verifiable_password_authentication": false, "installed_version": "3.19.0"}
	})
	f.own("/user", func(_ *http.Request, who *token) any { return f.person(who.user.Login) })
	f.own("/user/emails", func(r *http.Request, who *token) any {
		if !who.allows("user:email", "user") {
			return nil
		}
		return paged(r, f.person(who.user.Login).emails)
	})
	f.own("/user/repos", func(r *http.Request, who *token) any { return paged(r, f.data.ofOwner(who.user.Login, who)) })
	f.own("/user/starred", func(r *http.Request, who *token) any { return f.starred(r, who.user.Login) })
	f.reading("/users/{login}", func(r *http.Request, _ *token) any { return orNothing(f.person(r.PathValue("login"))) })
	f.reading("/users/{login}/repos", func(r *http.Request, who *token) any {
		return paged(r, f.data.ofOwner(r.PathValue("login"), who))
	})
	f.reading("/users/{login}/starred", func(r *http.Request, _ *token) any { return f.starred(r, r.PathValue("login")) })
}

// person is who has the login now.
func (f *Fake) person(login string) *User {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.data.user(login)
}

func orNothing[T any](found *T) any {
	if found == nil {
		return nil
	}
	return found
}

// starred lists what somebody likes, newest first; with the times when the caller asks for that media type.
func (f *Fake) starred(r *http.Request, login string) any {
	u := f.person(login)
	if u == nil {
		return nil
	}
	list := slices.Clone(f.data.stars[u.Login])
	if r.URL.Query().Get("direction") == "asc" {
		slices.Reverse(list)
	}
	if strings.Contains(r.Header.Get("Accept"), "star+json") {
		return paged(r, list)
	}
	plain := make([]*Repository, len(list))
	for i, s := range list {
		plain[i] = s.Repo
	}
	return paged(r, plain)
}

func (f *Fake) repositoryRoutes() {
	f.ofRepository("", func(_ *http.Request, repo *Repository) any { return repo })
	f.ofRepository("/topics", func(_ *http.Request, repo *Repository) any { return map[string][]string{"names": repo.Topics} })
	f.ofRepository("/commits", commits)
	f.ofRepository("/commits/{sha}", func(r *http.Request, repo *Repository) any {
		return one(repo.commits, func(c Commit) bool { return c.SHA == r.PathValue("sha") })
	})
	f.ofRepository("/milestones", func(r *http.Request, repo *Repository) any {
		state := r.URL.Query().Get("state")
		if state == "" {
			state = "open"
		}
		return paged(r, slices.DeleteFunc(slices.Clone(repo.milestones), func(m Milestone) bool { return state != "all" && m.State != state }))
	})
	f.ofRepository("/releases", func(r *http.Request, repo *Repository) any { return paged(r, repo.releases) })
	f.ofRepository("/releases/latest", func(_ *http.Request, repo *Repository) any {
		return one(repo.releases, func(x Release) bool { return !x.Prerelease && !x.Draft })
	})
}

func (f *Fake) ofRepository(pattern string, give func(r *http.Request, repo *Repository) any) {
	f.reading("/repos/{owner}/{repo}"+pattern, func(r *http.Request, who *token) any {
		repo := f.data.visible(r.PathValue("owner"), r.PathValue("repo"), who)
		if repo == nil {
			return nil
		}
		return give(r, repo)
	})
}

func one[T any](list []T, is func(T) bool) any {
	if at := slices.IndexFunc(list, is); at >= 0 {
		return list[at]
	}
	return nil
}

// commits lists those since and until, both included, of an author.
func commits(r *http.Request, repo *Repository) any {
	q := r.URL.Query()
	since, errSince := time.Parse(time.RFC3339, q.Get("since"))
	until, errUntil := time.Parse(time.RFC3339, q.Get("until"))
	author := q.Get("author")
	return paged(r, slices.DeleteFunc(slices.Clone(repo.commits), func(c Commit) bool {
		at := c.Commit.Author.Date
		return errSince == nil && at.Before(since) || errUntil == nil && at.After(until) ||
			author != "" && c.Author.Login != author && c.Commit.Author.Email != author
	}))
}
