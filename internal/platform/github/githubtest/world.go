package githubtest

import (
	"crypto/sha1" // #nosec G505 -- commits are named by it
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// epoch is when the history of the fake begins.
var epoch = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

// User is an account, as the REST API shows it to everybody.
type User struct {
	Login     string    `json:"login"`
	ID        int64     `json:"id"`
	NodeID    string    `json:"node_id"`
	AvatarURL string    `json:"avatar_url"`
	URL       string    `json:"url"`
	HTMLURL   string    `json:"html_url"`
	Type      string    `json:"type"`
	SiteAdmin bool      `json:"site_admin"`
	Name      *string   `json:"name"`
	Email     *string   `json:"email"`
	Bio       *string   `json:"bio"`
	CreatedAt time.Time `json:"created_at"`

	emails []Email
}

// Email is an address of an account; only the owner sees it.
type Email struct {
	Email      string  `json:"email"`
	Primary    bool    `json:"primary"`
	Verified   bool    `json:"verified"`
	Visibility *string `json:"visibility"`
}

// Person is somebody with an account.
type Person struct {
	ID          int64
	Login, Name string
	Emails      []Email
}

// Repository is a repository with its history.
type Repository struct {
	ID            int64     `json:"id"`
	NodeID        string    `json:"node_id"`
	Name          string    `json:"name"`
	FullName      string    `json:"full_name"`
	Owner         *User     `json:"owner"`
	Private       bool      `json:"private"`
	Fork          bool      `json:"fork"`
	Archived      bool      `json:"archived"`
	HTMLURL       string    `json:"html_url"`
	URL           string    `json:"url"`
	Description   string    `json:"description"`
	Language      string    `json:"language"`
	Topics        []string  `json:"topics"`
	Stars         int       `json:"stargazers_count"`
	DefaultBranch string    `json:"default_branch"`
	CreatedAt     time.Time `json:"created_at"`
	PushedAt      time.Time `json:"pushed_at"`

	commits    []Commit
	milestones []Milestone
	releases   []Release
}

// star is a repository that somebody likes, and since when.
type star struct {
	StarredAt time.Time   `json:"starred_at"`
	Repo      *Repository `json:"repo"`
}

// world is everything there is.
type world struct {
	base  string
	users []*User
	repos []*Repository
	stars map[string][]star // by login, newest first
}

func nodeID(kind string, number int64) string {
	return base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%03d:%s%d", len(kind), kind, number))
}

func newWorld(base string) *world {
	w := &world{base: base, stars: map[string][]star{}}
	w.put(Person{1001, "octavia", "Octavia Reyes", []Email{
		{Email: "octavia@dev.example", Primary: true, Verified: true},
		{Email: "octavia@work.example"},
		{Email: "1001+octavia@users.noreply.github.com", Verified: true},
	}})
	w.put(Person{1002, "hubert", "Hubert Nowak", []Email{{Email: "hubert@dev.example", Primary: true}}})
	w.put(Person{1003, "mona", "", []Email{{Email: "mona@mail.example", Primary: true, Verified: true}}})
	w.put(Person{2001, "orchard", "Orchard", nil})
	w.user("orchard").Type = "Organization"
	clock := w.repository(3001, "octavia", "tomato-clock", "Twenty-five minutes at a time", "Go", "cli", "pomodoro", "productivity")
	clock.history()
	w.repository(3002, "octavia", "dotfiles", "", "Shell", "dotfiles")
	w.repository(3003, "octavia", "secret-garden", "Not for everybody", "Rust").Private = true
	w.repository(3004, "hubert", "beehive", "Sensors for beekeepers", "Python", "iot", "bees").history()
	kinds := []string{"Go", "TypeScript", "Rust", "Python", "Zig"}
	for i := range 130 {
		name := fmt.Sprintf("sapling-%03d", i+1)
		r := w.repository(4001+int64(i), "orchard", name, "Number "+strconv.Itoa(i+1)+" of the orchard", kinds[i%len(kinds)], "orchard", strings.ToLower(kinds[i%len(kinds)]))
		// Two stars share each second: a cursor of times alone would lose one of them.
		w.stars["octavia"] = append(w.stars["octavia"], star{epoch.Add(-time.Duration(i/2) * time.Hour), r})
		r.Stars = 1
	}
	return w
}

// put adds somebody, or changes who has the login.
func (w *world) put(p Person) {
	u := &User{
		Login: p.Login, ID: p.ID, NodeID: nodeID("User", p.ID), Type: "User", CreatedAt: epoch.AddDate(-5, 0, 0), emails: p.Emails,
		AvatarURL: w.base + "/avatars/" + strconv.FormatInt(p.ID, 10), URL: w.base + "/api/v3/users/" + p.Login, HTMLURL: w.base + "/" + p.Login,
	}
	if p.Name != "" {
		u.Name = &p.Name
	}
	if at := slices.IndexFunc(w.users, func(o *User) bool { return o.Login == p.Login }); at >= 0 {
		w.users[at] = u
		return
	}
	w.users = append(w.users, u)
}

func (w *world) user(login string) *User {
	for _, u := range w.users {
		if strings.EqualFold(u.Login, login) {
			return u
		}
	}
	return nil
}

func (w *world) repository(number int64, owner, name, description, language string, topics ...string) *Repository {
	full := owner + "/" + name
	r := &Repository{
		ID: number, NodeID: nodeID("Repository", number), Name: name, FullName: full, Owner: w.user(owner), Description: description,
		Language: language, Topics: append([]string{}, topics...), DefaultBranch: "main", CreatedAt: epoch.AddDate(0, -6, 0), PushedAt: epoch,
		HTMLURL: w.base + "/" + full, URL: w.base + "/api/v3/repos/" + full,
	}
	w.repos = append(w.repos, r)
	return r
}

// visible finds a repository that the caller may see.
func (w *world) visible(owner, name string, who *token) *Repository {
	for _, r := range w.repos {
		if strings.EqualFold(r.FullName, owner+"/"+name) && r.visibleTo(who) {
			return r
		}
	}
	return nil
}

func (r *Repository) visibleTo(who *token) bool {
	return !r.Private || (who.allows("repo") && who.user.Login == r.Owner.Login)
}

func (w *world) ofOwner(login string, who *token) []*Repository {
	out := []*Repository{}
	for _, r := range w.repos {
		if strings.EqualFold(r.Owner.Login, login) && r.visibleTo(who) {
			out = append(out, r)
		}
	}
	return out
}

func commitName(repo string, number int) string {
	sum := sha1.Sum(fmt.Appendf(nil, "%s %d", repo, number)) // #nosec G401 -- commits are named by it
	return hex.EncodeToString(sum[:])
}
