package operationssvc_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/operations"
	"tamatar.dev/tamatar/internal/operations/operationssvc"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
	"tamatar.dev/tamatar/internal/platform/jobs"
)

type letter struct{ Secret string }

func (letter) Kind() string { return "test.letter" }

// stand is an instance whose queue has a job that fails until it is mended.
type stand struct {
	*apptest.Instance
	broken error
	runs   int
	admin  *apptest.Person
	as     apptest.Credential
}

func onBoth(t *testing.T, fn func(t *testing.T, s *stand)) {
	t.Helper()
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		s := &stand{Instance: apptest.New(t, d), broken: errors.New(`550 ada@example.org refuses "my diary"`)}
		jobs.RegisterOutside(s.App.Jobs, func(context.Context, letter) error {
			s.runs++
			return s.broken
		})
		s.admin = s.Person("head", identity.RoleAdmin)
		s.as = s.admin.Browser()
		fn(t, s)
	})
}

func (s *stand) enqueue(t *testing.T, attempts int) {
	t.Helper()
	if err := s.App.DB.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		return s.App.Jobs.Enqueue(ctx, tx, letter{Secret: "canary-in-a-job"}, jobs.EnqueueOptions{MaxAttempts: attempts})
	}); err != nil {
		t.Fatal(err)
	}
	_ = s.App.Jobs.Drain(t.Context()) // it fails, which is the point
}

const jobsQuery = `query($s:JobState!){adminJobs(state:$s){nodes{id kind state attempts mostAttempts lastError failedAt dueAt} edges{cursor} pageInfo{hasNextPage}}}`

func (s *stand) jobs(state string) apptest.Answer {
	return s.Must(s.as, jobsQuery, map[string]any{"s": state})
}

func node(a apptest.Answer, i int) map[string]any {
	nodes, _ := a.At("adminJobs", "nodes").([]any)
	if i >= len(nodes) {
		return nil
	}
	m, _ := nodes[i].(map[string]any)
	return m
}

func TestFailedJobIsSeenRunAndDiscarded(t *testing.T) {
	onBoth(t, func(t *testing.T, s *stand) {
		s.enqueue(t, 1)
		queue := s.Must(s.as, `{adminJobQueue{failed retrying kinds{kind failed} schedules{name everySeconds}}}`, nil)
		if queue.At("adminJobQueue", "failed") != float64(1) || !strings.Contains(string(queue.Raw), `{"kind":"test.letter","failed":1}`) || !strings.Contains(string(queue.Raw), "journal.purge_trash") {
			t.Fatal(string(queue.Raw))
		}
		list := s.jobs("FAILED")
		job := node(list, 0)
		if job == nil || job["kind"] != "test.letter" || job["lastError"] != "550 [address] refuses [text]" || job["failedAt"] == nil || job["state"] != "FAILED" {
			t.Fatal(string(list.Raw))
		}
		if strings.Contains(string(list.Raw), "canary") || strings.Contains(string(list.Raw), "diary") {
			t.Fatal("what a job carries is shown:", string(list.Raw))
		}
		s.broken = nil
		if a := s.Must(s.as, `mutation($i:ID!){adminRunJob(id:$i){kind errors{code}}}`, map[string]any{"i": job["id"]}); a.Text("adminRunJob", "kind") != "test.letter" {
			t.Fatal(string(a.Raw))
		}
		s.Settle()
		if s.runs != 2 || node(s.jobs("FAILED"), 0) != nil {
			t.Fatal("it was not run again:", s.runs)
		}
		s.broken = errors.New("again")
		s.enqueue(t, 1)
		id := node(s.jobs("FAILED"), 0)["id"]
		s.Must(s.as, `mutation($i:ID!){adminDiscardJob(id:$i){kind errors{code}}}`, map[string]any{"i": id})
		if node(s.jobs("FAILED"), 0) != nil {
			t.Fatal("it was not discarded")
		}
		if a := s.GraphQL(s.as, `mutation($i:ID!){adminDiscardJob(id:$i){kind errors{code}}}`, map[string]any{"i": id}); a.Code() != "jobs.job_not_found" {
			t.Fatal(string(a.Raw))
		}
		s.Settle()
		log := s.Must(s.as, `{adminAudit{nodes{action actor{handle} details{name value}}}}`, nil)
		for _, want := range []string{"operations.job_run_again", "operations.job_discarded", `"value":"test.letter"`} {
			if !strings.Contains(string(log.Raw), want) {
				t.Errorf("%s is not audited: %s", want, log.Raw)
			}
		}
	})
}

func TestJobsOfEveryState(t *testing.T) {
	onBoth(t, func(t *testing.T, s *stand) {
		s.enqueue(t, 5)
		job := node(s.jobs("RETRYING"), 0)
		if job == nil || job["attempts"] != float64(1) || job["mostAttempts"] != float64(5) {
			t.Fatal(job)
		}
		s.broken = nil
		s.Must(s.as, `mutation($i:ID!){adminRunJob(id:$i){kind}}`, map[string]any{"i": job["id"]})
		s.Settle()
		if s.runs != 2 {
			t.Fatal("run now did not wait for the retry:", s.runs)
		}
		for _, state := range []string{"DUE", "SCHEDULED", "RUNNING", "RETRYING", "FAILED"} {
			s.jobs(state)
		}
		for range 3 {
			s.broken = errors.New("x")
			s.enqueue(t, 1)
		}
		first := s.Must(s.as, `{adminJobs(state:FAILED,first:2){nodes{id} pageInfo{endCursor hasNextPage}}}`, nil)
		if first.At("adminJobs", "pageInfo", "hasNextPage") != true {
			t.Fatal(string(first.Raw))
		}
		rest := s.Must(s.as, `query($a:String!){adminJobs(state:FAILED,first:2,after:$a){nodes{id} pageInfo{hasNextPage}}}`, map[string]any{"a": first.Text("adminJobs", "pageInfo", "endCursor")})
		if node(rest, 0) == nil || node(rest, 1) != nil {
			t.Fatal(string(rest.Raw))
		}
	})
}

func TestScheduleRunsOutOfTurn(t *testing.T) {
	onBoth(t, func(t *testing.T, s *stand) {
		if a := s.Must(s.as, `mutation{adminRunSchedule(name:"journal.purge_trash"){kind errors{code}}}`, nil); a.Text("adminRunSchedule", "kind") != "journal.purge_trash" {
			t.Fatal(string(a.Raw))
		}
		if a := s.Must(s.as, `{adminJobQueue{kinds{kind}}}`, nil); !strings.Contains(string(a.Raw), "every/journal.purge_trash") {
			t.Fatal("it does not wait in the queue:", string(a.Raw))
		}
		s.Settle()
		if a := s.GraphQL(s.as, `mutation{adminRunSchedule(name:"nobody.knows"){kind}}`, nil); a.Code() != "jobs.schedule_not_found" {
			t.Fatal(string(a.Raw))
		}
	})
}

func TestActsNeedAFreshPassword(t *testing.T) {
	onBoth(t, func(t *testing.T, s *stand) {
		s.enqueue(t, 1)
		id := node(s.jobs("FAILED"), 0)["id"]
		s.Clock.Advance(identity.ReauthWindow + time.Second)
		for _, act := range []string{`adminRunJob(id:$i)`, `adminDiscardJob(id:$i)`} {
			if a := s.GraphQL(s.as, `mutation($i:ID!){`+act+`{kind}}`, map[string]any{"i": id}); a.Code() != "identity.confirm_password" {
				t.Error(act, string(a.Raw))
			}
		}
		member := s.Person("bea", identity.RoleMember).Browser()
		for _, q := range []string{`{adminJobQueue{due}}`, `{adminHealth{status}}`, `{adminJobs(state:DUE){nodes{id}}}`, `mutation{adminRunSchedule(name:"journal.purge_trash"){kind}}`} {
			if a := s.GraphQL(member, q, nil); a.Code() != "identity.admin_only" {
				t.Error(q, string(a.Raw))
			}
		}
		if node(s.jobs("FAILED"), 0) == nil || s.runs != 1 {
			t.Error("a refused act did something")
		}
	})
}

func TestHealthNamesWhatIsWrong(t *testing.T) {
	onBoth(t, func(t *testing.T, s *stand) {
		part := func(name string) map[string]any {
			a := s.Must(s.as, `{adminHealth{status parts{name status message milliseconds facts{name value}}}}`, nil)
			for _, p := range a.At("adminHealth", "parts").([]any) {
				if p, ok := p.(map[string]any); ok && p["name"] == name {
					return p
				}
			}
			t.Fatalf("%s is not looked at: %s", name, a.Raw)
			return nil
		}
		for _, name := range []string{"database", "schema", "queue", "files"} {
			if p := part(name); p["status"] != "GOOD" {
				t.Errorf("%s: %v", name, p)
			}
		}
		if p := part("mail"); p["status"] != "OFF" {
			t.Error("the development mailbox needs no server:", p)
		}
		if _, err := s.App.DB.Writer().Exec(t.Context(), `DELETE FROM goose_db_version WHERE version_id = 20`); err != nil {
			t.Fatal(err)
		}
		if p := part("schema"); p["status"] != "BAD" || !strings.Contains(p["message"].(string), "0020_tags_tags") {
			t.Error(p)
		}
		s.enqueue(t, 1)
		if p := part("queue"); p["status"] != "WARNING" {
			t.Error(p)
		}
		s.App.Operations.AddProbe(operationssvc.Probe{Name: "redis", Look: func(context.Context) operations.HealthPart {
			return operationssvc.Part(errors.New("dial redis://user:hush@r:1: refused"), operationssvc.Fact("version", "7"))
		}})
		if p := part("redis"); p["status"] != "BAD" || p["message"] != "dial [link] refused" {
			t.Error(p)
		}
	})
}

func TestAboutTellsWhatItIsMadeOf(t *testing.T) {
	onBoth(t, func(t *testing.T, s *stand) {
		a := s.Must(s.Person("bea", identity.RoleMember).Browser(), `{about{version goVersion platform whatsNewHtml conformanceMeasured licences{name version licence kind} conformance{standard}}}`, nil)
		if !strings.Contains(a.Text("about", "whatsNewHtml"), "<h2") || !strings.HasPrefix(a.Text("about", "goVersion"), "go1.") {
			t.Fatal(string(a.Raw)[:300])
		}
		for _, want := range []string{`"name":"modernc.org/sqlite"`, `"name":"react"`} {
			if !strings.Contains(string(a.Raw), want) {
				t.Errorf("%s is missing", want)
			}
		}
	})
	got, err := operationssvc.Conformance(fstest.MapFS{
		"conformance/b.json": {Data: []byte(`{"standard":"CommonMark 0.31","suite":"spec","passed":650,"total":652,"note":"two differ"}`)},
		"conformance/a.json": {Data: []byte(`{"standard":"A","suite":"s","passed":1,"total":1}`)}, "conformance/.gitkeep": {},
	})
	if err != nil || len(got) != 2 || got[1].Passed != 650 || got[0].Standard != "A" {
		t.Fatal(got, err)
	}
}
