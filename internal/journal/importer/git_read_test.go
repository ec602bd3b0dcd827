package importer_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/journal/importer"
)

// TestADayOfCommitsIsReadBack: what an import writes about a day gives the subjects of its commits again.
func TestADayOfCommitsIsReadBack(t *testing.T) {
	want := []string{
		"first", "- a list", "# big", "#12 done", "fix #abc", "1. one", "12) two", "[x] box", "> quote", "`code` stays", "a | b", "*odd* _one_", "日本語 に العربية",
	}
	dir := newRepository(t)
	for i, subject := range want {
		commitAs(t, dir, "ann@example.org", "2026-03-04T1"+string(rune('0'+i%10))+":0"+string(rune('0'+i/10))+":00+0000", subject)
	}
	list, _, err := importer.ReadGit(t.Context(), dir, importer.GitOptions{Emails: []string{"ann@example.org"}})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	got := importer.ReadGitDay(list[0].Body)
	slices.Sort(want)
	slices.Sort(got.Subjects)
	if got.Repository != "tool box" || !slices.Equal(got.Subjects, want) {
		t.Errorf("got %+v\nof\n%s", got, list[0].Body)
	}
}

func TestReadGitDayTakesAnyText(t *testing.T) {
	if got := importer.ReadGitDay("Something else\n\nwith no list"); got.Repository != "" || len(got.Subjects) != 0 {
		t.Errorf("%+v", got)
	}
	if got := importer.ReadGitDay("400 commits in a\n\n- x\n- and 399 more"); len(got.Subjects) != 1 {
		t.Errorf("%+v", got)
	}
	for _, body := range []string{"", "\n", "- ", strings.Repeat("- \\", 3), filepath.Join("- a", string(os.PathSeparator))} {
		importer.ReadGitDay(body)
	}
}
