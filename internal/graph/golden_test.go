package graph_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
	"tamatar.dev/tamatar/internal/platform/dbtest"
)

const goldenDir = "testdata/golden"

// TestGolden runs every request of testdata/golden in the order of the file names against one instance and compares
// the answers, on both databases. The comment "# as: ada" says who asks. With UPDATE_GOLDEN=1 it writes them anew.
func TestGolden(t *testing.T) {
	update := os.Getenv("UPDATE_GOLDEN") == "1"
	dbtest.Run(t, func(t *testing.T, d *db.DB) {
		s := newStory(t, d)
		for _, name := range requests(t) {
			got := s.run(name)
			path := filepath.Join(goldenDir, name+".json")
			if update {
				if err := os.WriteFile(path, got, 0o600); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs:\n%s\nwant\n%s", name, got, want)
			}
		}
	})
}

func requests(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(goldenDir, "*.graphql"))
	if err != nil || len(files) == 0 {
		t.Fatal("no golden requests", err)
	}
	slices.Sort(files)
	for n, f := range files {
		files[n] = strings.TrimSuffix(filepath.Base(f), ".graphql")
	}
	return files
}

// story is the instance of the golden requests, with the names given to what is random.
type story struct {
	t      *testing.T
	in     *apptest.Instance
	people map[string]apptest.Credential
	names  map[string]string // random text -> name
	values map[string]string // name -> random text
	counts map[string]int
	start  time.Time
}

func newStory(t *testing.T, d *db.DB) *story {
	in := apptest.New(t, d)
	s := &story{t: t, in: in, names: map[string]string{}, values: map[string]string{}, counts: map[string]int{}}
	grace := in.Person("grace", identity.RoleAdmin)
	in.Clock.Advance(time.Second)
	ada := in.Person("ada", identity.RoleMember)
	in.Clock.Advance(time.Second)
	s.people = map[string]apptest.Credential{"stranger": {}, "grace": grace.Browser(), "ada": ada.Browser()}
	s.people["token"] = ada.Token(identity.ScopeEntriesWrite)
	in.Settle()
	s.start = in.Clock.Now()
	return s
}

// at is the instant of a request: the number of its file in tenths of a second, so that a further file changes no other answer.
func (s *story) at(name string) time.Time {
	var number int
	if _, err := fmt.Sscanf(name, "%d-", &number); err != nil {
		s.t.Fatalf("%s does not begin with a number: %v", name, err)
	}
	return s.start.Add(time.Duration(number) * 100 * time.Millisecond)
}

var persona = regexp.MustCompile(`(?m)^# as: (\w+)\n`)

func (s *story) run(name string) []byte {
	s.t.Helper()
	query, err := os.ReadFile(filepath.Join(goldenDir, name+".graphql"))
	if err != nil {
		s.t.Fatal(err)
	}
	m := persona.FindSubmatch(query)
	if m == nil {
		s.t.Fatalf("%s does not say who asks", name)
	}
	body := map[string]any{"query": string(query)}
	if vars, err := os.ReadFile(filepath.Join(goldenDir, name+".vars.json")); err == nil {
		body["variables"] = json.RawMessage(s.fill(string(vars)))
	}
	text, err := json.Marshal(body)
	if err != nil {
		s.t.Fatal(name, err)
	}
	s.in.Clock.Set(s.at(name))
	r := s.in.Request(http.MethodPost, "/graphql", bytes.NewReader(text), s.people[string(m[1])])
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/graphql-response+json")
	a := s.in.Read(s.in.Do(r))
	s.in.Settle()
	var out bytes.Buffer
	if err := json.Indent(&out, []byte(s.normalise(string(a.Raw))), "", "  "); err != nil {
		s.t.Fatalf("%s: %v in %s", name, err, a.Raw)
	}
	out.WriteByte('\n')
	return out.Bytes()
}

var (
	randomID    = regexp.MustCompile(`"[0-9a-hjkmnp-tv-z]{26}"`)
	randomValue = regexp.MustCompile(`"(accessToken|refreshToken|secret|cursor|endCursor|prefix|link|uri|path|options)":"((?:[^"\\]|\\.)+)"|"(url)":"([^"]*[?](?:link|ticket)=[^"]+)"`)
	requestID   = regexp.MustCompile(`,?"requestId":"[^"]*"`)
	given       = regexp.MustCompile(`"((?:id|cursor|endCursor|refreshToken)-\d+)"`)
)

// normalise gives random ids and secrets names in the order in which they turn up.
func (s *story) normalise(text string) string {
	text = requestID.ReplaceAllString(text, "")
	text = randomValue.ReplaceAllStringFunc(text, func(m string) string {
		part := slices.DeleteFunc(randomValue.FindStringSubmatch(m)[1:], func(s string) bool { return s == "" })
		return fmt.Sprintf(`"%s":"%s"`, part[0], s.name(part[0], part[1]))
	})
	return randomID.ReplaceAllStringFunc(text, func(m string) string { return `"` + s.name("id", strings.Trim(m, `"`)) + `"` })
}

func (s *story) name(kind, value string) string {
	if n, ok := s.names[value]; ok {
		return n
	}
	s.counts[kind]++
	n := fmt.Sprintf("%s-%d", kind, s.counts[kind])
	s.names[value], s.values[n] = n, value
	return n
}

// fill puts the random values back where a request names them.
func (s *story) fill(text string) string {
	return given.ReplaceAllStringFunc(text, func(m string) string {
		if v, ok := s.values[strings.Trim(m, `"`)]; ok {
			return `"` + v + `"`
		}
		s.t.Fatalf("nothing was named %s yet", m)
		return m
	})
}

// TestGoldenIsComplete: every field of Query, Mutation and Viewer stands in a golden request.
func TestGoldenIsComplete(t *testing.T) {
	var all strings.Builder
	for _, name := range requests(t) {
		text, err := os.ReadFile(filepath.Join(goldenDir, name+".graphql"))
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	schema := testSchema()
	for _, def := range []*ast.Definition{schema.Query, schema.Mutation, schema.Types["Viewer"]} {
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			if !regexp.MustCompile(`\b` + f.Name + `\b`).MatchString(all.String()) {
				t.Errorf("no golden request asks for %s.%s", def.Name, f.Name)
			}
		}
	}
}
