package githubtest

import (
	"fmt"
	"strconv"
	"time"
)

// Signature is who wrote something, and when.
type Signature struct {
	Name  string    `json:"name"`
	Email string    `json:"email"`
	Date  time.Time `json:"date"`
}

// Commit is a commit as lists show it.
type Commit struct {
	SHA     string      `json:"sha"`
	NodeID  string      `json:"node_id"`
	Commit  CommitFacts `json:"commit"`
	URL     string      `json:"url"`
	HTMLURL string      `json:"html_url"`
	Author  *User       `json:"author"`
	Parents []Parent    `json:"parents"`
}

// CommitFacts are what git itself knows of a commit.
type CommitFacts struct {
	Author    Signature `json:"author"`
	Committer Signature `json:"committer"`
	Message   string    `json:"message"`
}

// Parent names the commit before.
type Parent struct {
	SHA string `json:"sha"`
}

// Milestone is a milestone.
type Milestone struct {
	ID           int64      `json:"id"`
	NodeID       string     `json:"node_id"`
	Number       int        `json:"number"`
	State        string     `json:"state"`
	Title        string     `json:"title"`
	Description  string     `json:"description"`
	OpenIssues   int        `json:"open_issues"`
	ClosedIssues int        `json:"closed_issues"`
	CreatedAt    time.Time  `json:"created_at"`
	UpdatedAt    time.Time  `json:"updated_at"`
	ClosedAt     *time.Time `json:"closed_at"`
	DueOn        *time.Time `json:"due_on"`
	HTMLURL      string     `json:"html_url"`
}

// Release is a release.
type Release struct {
	ID          int64     `json:"id"`
	NodeID      string    `json:"node_id"`
	TagName     string    `json:"tag_name"`
	Name        string    `json:"name"`
	Body        string    `json:"body"`
	Draft       bool      `json:"draft"`
	Prerelease  bool      `json:"prerelease"`
	CreatedAt   time.Time `json:"created_at"`
	PublishedAt time.Time `json:"published_at"`
	HTMLURL     string    `json:"html_url"`
	Author      *User     `json:"author"`
}

const commitsEach = 45

// history fills a repository: commits, two milestones, three releases.
func (r *Repository) history() {
	for i := range commitsEach { // newest first
		number := commitsEach - i
		at := epoch.Add(-time.Duration(i) * 7 * time.Hour)
		by := Signature{Name: *r.Owner.Name, Email: r.Owner.emails[0].Email, Date: at}
		c := Commit{
			SHA: commitName(r.FullName, number), NodeID: nodeID("Commit", int64(number)), Author: r.Owner, Parents: []Parent{},
			Commit: CommitFacts{Author: by, Committer: by, Message: fmt.Sprintf("Step %d of %s", number, r.Name)},
		}
		c.URL, c.HTMLURL = r.URL+"/commits/"+c.SHA, r.HTMLURL+"/commit/"+c.SHA
		if number > 1 {
			c.Parents = append(c.Parents, Parent{commitName(r.FullName, number-1)})
		}
		r.commits = append(r.commits, c)
	}
	closed, due := epoch.AddDate(0, -1, 0), epoch.AddDate(0, 1, 0)
	r.milestones = []Milestone{
		{Number: 1, State: "closed", Title: "First light", Description: "It runs.", ClosedIssues: 7, ClosedAt: &closed},
		{Number: 2, State: "open", Title: "Harvest", Description: "Everything works offline.", OpenIssues: 3, ClosedIssues: 5, DueOn: &due},
	}
	for i := range r.milestones {
		m := &r.milestones[i]
		m.ID = r.ID*100 + int64(m.Number)
		m.NodeID, m.CreatedAt, m.UpdatedAt = nodeID("Milestone", m.ID), epoch.AddDate(0, -3, 0), epoch.AddDate(0, -1, 0)
		m.HTMLURL = r.HTMLURL + "/milestone/" + strconv.Itoa(m.Number)
	}
	for i, tag := range []string{"v1.1.0-rc.1", "v1.0.0", "v0.1.0"} {
		at, number := epoch.AddDate(0, -i, 0), r.ID*100+int64(i)
		r.releases = append(r.releases, Release{
			ID: number, NodeID: nodeID("Release", number), TagName: tag, Name: tag, Body: "What is new in " + tag + ".", Prerelease: i == 0,
			CreatedAt: at, PublishedAt: at, HTMLURL: r.HTMLURL + "/releases/tag/" + tag, Author: r.Owner,
		})
	}
}
