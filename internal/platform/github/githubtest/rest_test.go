package githubtest_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-github/v74/github"

	"tamatar.dev/tamatar/internal/platform/clock"
	"tamatar.dev/tamatar/internal/platform/github/githubtest"
)

// begin is when these tests take place.
var begin = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// start serves a fake with a clock that stands still.
func start(t *testing.T) (*githubtest.Fake, *clock.Fake) {
	t.Helper()
	c := clock.NewFake(begin)
	return githubtest.Start(t, c.Now), c
}

// client is an independent client of the fake, as whoever has the token.
func client(t *testing.T, f *githubtest.Fake, token string) *github.Client {
	t.Helper()
	c, err := github.NewClient(nil).WithEnterpriseURLs(f.URL, f.URL)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		c = c.WithAuthToken(token)
	}
	return c
}

func TestPeopleAndAddresses(t *testing.T) {
	f, _ := start(t)
	ctx := t.Context()
	c := client(t, f, f.Token("octavia", "user:email"))
	me, _, err := c.Users.Get(ctx, "")
	if err != nil || me.GetID() != 1001 || me.GetLogin() != "octavia" || me.GetName() != "Octavia Reyes" || me.GetNodeID() == "" || me.GetType() != "User" {
		t.Fatalf("%v, %v", me, err)
	}
	emails, _, err := c.Users.ListEmails(ctx, nil)
	if err != nil || len(emails) != 3 || emails[0].GetEmail() != "octavia@dev.example" || !emails[0].GetPrimary() || !emails[0].GetVerified() || emails[1].GetVerified() {
		t.Fatalf("%v, %v", emails, err)
	}
	if _, res, err := client(t, f, f.Token("octavia")).Users.ListEmails(ctx, nil); err == nil || res.StatusCode != http.StatusNotFound {
		t.Error("addresses without the scope:", err)
	}
	if _, res, err := client(t, f, "").Users.Get(ctx, ""); err == nil || res.StatusCode != http.StatusUnauthorized {
		t.Error("nobody is somebody:", err)
	}
	if _, res, err := client(t, f, "gho_wrong").Users.Get(ctx, "mona"); err == nil || res.StatusCode != http.StatusUnauthorized {
		t.Error("a wrong token:", err)
	}
	other, _, err := client(t, f, "").Users.Get(ctx, "MONA")
	if err != nil || other.GetID() != 1003 || other.Name != nil || other.Email != nil {
		t.Errorf("%v, %v", other, err)
	}
}

func TestRepositoriesAndTheirHistory(t *testing.T) {
	f, _ := start(t)
	ctx, c := t.Context(), client(t, f, "")
	repo, _, err := c.Repositories.Get(ctx, "octavia", "tomato-clock")
	if err != nil || repo.GetID() != 3001 || repo.GetFullName() != "octavia/tomato-clock" || len(repo.Topics) != 3 || repo.GetOwner().GetLogin() != "octavia" {
		t.Fatalf("%v, %v", repo, err)
	}
	if topics, _, err := c.Repositories.ListAllTopics(ctx, "octavia", "tomato-clock"); err != nil || len(topics) != 3 || topics[0] != "cli" {
		t.Error(topics, err)
	}
	commits, _, err := c.Repositories.ListCommits(ctx, "octavia", "tomato-clock", &github.CommitsListOptions{Since: time.Date(2026, 1, 4, 0, 0, 0, 0, time.UTC)})
	if err != nil || len(commits) != 5 || commits[0].GetCommit().GetMessage() != "Step 45 of tomato-clock" || commits[0].Parents[0].GetSHA() != commits[1].GetSHA() {
		t.Error(len(commits), err)
	}
	if got, _, err := c.Repositories.GetCommit(ctx, "octavia", "tomato-clock", commits[3].GetSHA(), nil); err != nil || got.GetSHA() != commits[3].GetSHA() {
		t.Error(got, err)
	}
	for state, n := range map[string]int{"": 1, "closed": 1, "all": 2} {
		list, _, err := c.Issues.ListMilestones(ctx, "octavia", "tomato-clock", &github.MilestoneListOptions{State: state})
		if err != nil || len(list) != n || (state == "" && (list[0].GetTitle() != "Harvest" || list[0].GetDueOn().IsZero())) {
			t.Errorf("milestones %q: %v, %v", state, list, err)
		}
	}
	releases, _, err := c.Repositories.ListReleases(ctx, "octavia", "tomato-clock", nil)
	if err != nil || len(releases) != 3 || !releases[0].GetPrerelease() {
		t.Error(releases, err)
	}
	if latest, _, err := c.Repositories.GetLatestRelease(ctx, "octavia", "tomato-clock"); err != nil || latest.GetTagName() != "v1.0.0" {
		t.Error(latest, err)
	}
	for _, name := range []string{"nothing", "secret-garden"} {
		if _, res, err := c.Repositories.Get(ctx, "octavia", name); err == nil || res.StatusCode != http.StatusNotFound {
			t.Error(name, "is shown:", err)
		}
	}
	if _, _, err := client(t, f, f.Token("octavia", "repo")).Repositories.Get(ctx, "octavia", "secret-garden"); err != nil {
		t.Error("the owner does not see it:", err)
	}
}

func TestStarsInPages(t *testing.T) {
	f, _ := start(t)
	c := client(t, f, f.Token("octavia"))
	o := &github.ActivityListStarredOptions{ListOptions: github.ListOptions{PerPage: 50}}
	var pages []int
	seen := map[int64]bool{}
	last := begin
	for {
		list, res, err := c.Activity.ListStarred(t.Context(), "", o)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, len(list))
		for _, s := range list {
			at := s.GetStarredAt().Time
			if at.After(last) || at.IsZero() {
				t.Fatal("not newest first:", at)
			}
			last = at
			seen[s.GetRepository().GetID()] = true
		}
		if res.NextPage == 0 {
			break
		}
		if res.LastPage != 3 {
			t.Error("the last page is", res.LastPage)
		}
		o.Page = res.NextPage
	}
	if len(pages) != 3 || pages[2] != 30 || len(seen) != 130 {
		t.Error(pages, len(seen))
	}
}

// conditional asks for a path, with the tag of an earlier answer.
func conditional(ctx context.Context, t *testing.T, c *github.Client, path, tag string) *github.Response {
	t.Helper()
	r, err := c.NewRequest(http.MethodGet, path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if tag != "" {
		r.Header.Set("If-None-Match", tag)
	}
	res, _ := c.Do(ctx, r, nil)
	if res == nil {
		t.Fatal("no answer")
	}
	return res
}

func TestTagsCostNothing(t *testing.T) {
	f, _ := start(t)
	ctx := t.Context()
	c, other := client(t, f, f.Token("octavia")), client(t, f, f.Token("mona"))
	first := conditional(ctx, t, c, "user/starred?per_page=100", "")
	tag := first.Header.Get("Etag")
	if first.StatusCode != http.StatusOK || tag == "" || first.Rate.Remaining != 4999 || first.Rate.Limit != 5000 {
		t.Fatal(first.Status, tag, first.Rate)
	}
	for range 3 {
		if again := conditional(ctx, t, c, "user/starred?per_page=100", tag); again.StatusCode != http.StatusNotModified || again.Rate.Remaining != 4999 {
			t.Error(again.Status, again.Rate)
		}
	}
	if next := conditional(ctx, t, c, "user/starred?per_page=50", tag); next.StatusCode != http.StatusOK || next.Rate.Remaining != 4998 {
		t.Error("the tag of something else:", next.Status, next.Rate)
	}
	if theirs := conditional(ctx, t, other, "users/octavia/starred?per_page=100", tag); theirs.StatusCode != http.StatusOK {
		t.Error("the tag of somebody else:", theirs.Status)
	}
	f.SetPerson(githubtest.Person{ID: 1003, Login: "mona", Name: "Mona"})
	mine := conditional(ctx, t, other, "users/mona", "").Header.Get("Etag")
	f.SetPerson(githubtest.Person{ID: 1003, Login: "mona", Name: "Mona L."})
	if res := conditional(ctx, t, other, "users/mona", mine); res.StatusCode != http.StatusOK {
		t.Error("a change is hidden:", res.Status)
	}
}

func TestLimits(t *testing.T) {
	f, now := start(t)
	ctx, token := t.Context(), f.Token("octavia")
	f.SetLimit(2)
	for range 2 {
		if _, _, err := client(t, f, token).Users.Get(ctx, ""); err != nil {
			t.Fatal(err)
		}
	}
	_, res, err := client(t, f, token).Users.Get(ctx, "")
	var limited *github.RateLimitError
	if !errors.As(err, &limited) || res.StatusCode != http.StatusForbidden || limited.Rate.Remaining != 0 || !limited.Rate.Reset.Equal(github.Timestamp{Time: begin.Add(time.Hour)}) {
		t.Fatalf("%v", err)
	}
	if left, _, err := client(t, f, token).RateLimit.Get(ctx); err != nil || left.GetCore().Remaining != 0 || left.GetGraphQL().Remaining != 2 {
		t.Error(left, err)
	}
	if _, _, err := client(t, f, f.Token("mona")).Users.Get(ctx, ""); err != nil {
		t.Error("somebody else pays:", err)
	}
	now.Advance(time.Hour)
	if _, _, err := client(t, f, token).Users.Get(ctx, ""); err != nil {
		t.Error("a new hour:", err)
	}
	f.SetSecondary(7 * time.Second)
	_, _, err = client(t, f, token).Users.Get(ctx, "")
	var abuse *github.AbuseRateLimitError
	if !errors.As(err, &abuse) || abuse.GetRetryAfter() != 7*time.Second {
		t.Errorf("%v", err)
	}
}
