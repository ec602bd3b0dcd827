package password

import (
	"bufio"
	"compress/gzip"
	"errors"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tamatar.dev/tamatar/internal/platform/errs"
)

func TestPolicy(t *testing.T) {
	context := []string{"grace.hopper@example.org", "Grace Hopper", "ghopper", "Ada's Log"}
	for _, c := range []struct {
		plain string
		min   int
		want  error
	}{
		{"correct orchid teapot 9", 0, nil},
		{"vier-blaue-Lampen-im-Flur", 0, nil},
		{"пять зелёных чайников", 0, nil},
		{"我喜歡在早上喝一杯很熱的烏龍茶", 0, nil},
		{"j8#Kp2!mQz7w", 0, nil},
		{"Tr1cky-otter-lunch", 8, nil},
		{"my tamatar grows in orchard rain", 0, nil},
		{"grace likes violet umbrellas", 0, nil},
		{"short", 0, ErrTooShort},
		{"elevenchars", 0, ErrTooShort},
		{"xk7#mq2p", 0, ErrTooShort},
		{"xk7#mq2p", 8, nil},
		{strings.Repeat("long and wide ", 80), 0, ErrTooLong},
		{"tab\tinside password", 0, ErrNotText},
		{"broken \xff bytes here", 0, ErrNotText},
		{"passwordpassword", 0, ErrCommon},
		{"Password1234", 0, ErrCommon},
		{"P@ssw0rd2026!", 0, ErrCommon},
		{"iloveyouforever", 0, ErrCommon},
		{"Superman12345", 0, ErrCommon},
		{"basketball99", 8, ErrCommon},
		{"tamatar2026!", 0, ErrContext},
		{"Tamatar!2026", 0, ErrContext},
		{"t4m4t4r-2026", 0, ErrContext},
		{"tamatartamatar", 0, ErrContext},
		{"gracehopper1", 0, ErrContext},
		{"Grace Hopper", 0, ErrContext},
		{"grace.hopper@example.org", 0, ErrContext},
		{"hopper-grace-7", 0, ErrContext},
		{"GHopper20262026", 0, nil},
		{"ghopper!!!!!!", 0, ErrContext},
		{"aaaaaaaaaaaa", 0, ErrCommon},
		{"zzzzzzzzzzzzzzzzzz", 0, ErrPattern},
		{"xoxoxoxoxoxoxoxo", 0, ErrPattern},
		{"hwqx7hwqx7hwqx7", 0, ErrPattern},
		{"yuiopasdfghjkl", 0, ErrPattern},
		{"poiuytrewqlkjhgfdsa", 0, ErrPattern},
		{"abcdefghijklmnop", 0, ErrPattern},
	} {
		err := Policy{MinLength: c.min}.Check(c.plain, context...)
		if c.want == nil && err != nil || c.want != nil && !errors.Is(err, c.want) && !bothGuessable(err, c.want) {
			t.Errorf("%q (at least %d): got %v, want %v", c.plain, c.min, err, c.want)
		}
	}
}

// bothGuessable accepts any of the reasons for a guessable password: several may hold at once.
func bothGuessable(err, want error) bool {
	guessable := func(e error) bool {
		return errors.Is(e, ErrCommon) || errors.Is(e, ErrContext) || errors.Is(e, ErrPattern)
	}
	return guessable(err) && guessable(want)
}

func TestCheckNamesTheField(t *testing.T) {
	var e *errs.Error
	if !errors.As(Policy{}.Check("tamatar2026!"), &e) || e.Kind != errs.Invalid || len(e.Fields) != 1 || e.Fields[0].Name != "password" {
		t.Fatalf("got %#v", e)
	}
}

func TestAttack_A06_commonPasswordsAreRefused(t *testing.T) {
	if err := (Policy{MinLength: 8}).Check("plum violin gravel 12"); err != nil {
		t.Fatalf("an honest password is refused: %v", err)
	}
	f, err := os.Open("testdata/common12000.txt.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for lines := bufio.NewScanner(unzipped); lines.Scan(); n++ {
		for _, plain := range []string{lines.Text(), strings.ToUpper(lines.Text()), lines.Text() + "1"} {
			if err := (Policy{MinLength: 8}).Check(plain); err == nil && plain == lines.Text() {
				t.Errorf("%q is accepted", plain)
			}
		}
		if (Policy{}).Check(lines.Text()) == nil {
			t.Errorf("%q is accepted at the default length", lines.Text())
		}
	}
	if n != 12000 {
		t.Fatalf("the list has %d lines", n)
	}
	for _, own := range []string{"tamatar2026!", "ada@lovelace.example", "Ada Lovelace", "adalovelace1815"} {
		if (Policy{}).Check(own, "ada@lovelace.example", "Ada Lovelace", "ada") == nil {
			t.Errorf("%q is accepted", own)
		}
	}
}

func TestCommonErrsSeldom(t *testing.T) {
	wrong, n := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		if Common("§" + rapid.StringN(12, 30, -1).Draw(r, "plain")) {
			wrong++
		}
	})
	if wrong > 1+n/50 {
		t.Errorf("%d of %d uncommon values are held to be common", wrong, n)
	}
}

func FuzzPolicy(f *testing.F) {
	f.Add("tamatar2026!", "ada@example.org")
	f.Add("\xff\x00", "")
	f.Fuzz(func(t *testing.T, plain, context string) {
		if err := (Policy{}).Check(plain, context); err == nil && len(plain) < DefaultMinLength {
			t.Errorf("%q is accepted", plain)
		}
	})
}
