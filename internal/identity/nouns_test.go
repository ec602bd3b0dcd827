package identity_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/errs"
)

func TestParseHandle(t *testing.T) {
	for in, want := range map[string]string{
		"ada": "ada", " @Ada_L ": "ada_l", "ADA-42": "ada-42", "ｇｒａｃｅ": "grace", strings.Repeat("a", 30): strings.Repeat("a", 30),
	} {
		if got, err := identity.ParseHandle(in); err != nil || got != want {
			t.Errorf("%q: %q %v", in, got, err)
		}
	}
	for _, in := range []string{"", "ab", "-ada", "ada_", "a b c", "ädä", "аda", "a.b.c", "ada\x00", strings.Repeat("a", 31), "../etc", "ada\u200bb"} {
		if got, err := identity.ParseHandle(in); !errors.Is(err, identity.ErrHandleInvalid) {
			t.Errorf("%q: %q %v", in, got, err)
		}
	}
	for _, in := range []string{"admin", "Admin", "adm1n", "a-d-m-i-n", "r00t", "supp0rt", "graphql", "sign-in", "tamatar"} {
		if _, err := identity.ParseHandle(in); !errors.Is(err, identity.ErrHandleTaken) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestHandleSkeleton(t *testing.T) {
	for _, same := range [][]string{
		{"paul", "pau1", "paui", "pa-ul", "pa_ul", "PAUL"}, {"modem", "rnodern", "m0dem"}, {"bob", "b0b", "8ob"}, {"wow", "vvow"},
	} {
		for _, h := range same[1:] {
			if identity.HandleSkeleton(h) != identity.HandleSkeleton(same[0]) {
				t.Errorf("%s and %s look alike", h, same[0])
			}
		}
	}
	if identity.HandleSkeleton("ada") == identity.HandleSkeleton("eve") {
		t.Fatal("different handles must stay different")
	}
}

func TestParseEmail(t *testing.T) {
	for in, want := range map[string]string{
		" ada@mail.example ": "ada@mail.example", "Ada@Mail.EXAMPLE": "Ada@mail.example", "a+b@x.example": "a+b@x.example", "ada@münchen.example": "ada@xn--mnchen-3ya.example",
	} {
		if got, err := identity.ParseEmail(in); err != nil || got != want {
			t.Errorf("%q: %q %v", in, got, err)
		}
	}
	for _, in := range []string{
		"", "ada", "@x.example", "ada@", "ada@localhost", "a b@x.example", "Ada <ada@x.example>", "ada@x.example\r\nBcc: eve@x.example", "ada@@x.example", `"a"@x.example`,
		"ada@-x.example", "ada@[127.0.0.1]", strings.Repeat("a", 65) + "@x.example", "ada@" + strings.Repeat("x", 260) + ".example", "a,b@x.example", "ada@x.example,eve@x.example",
	} {
		if got, err := identity.ParseEmail(in); !errors.Is(err, identity.ErrEmailInvalid) {
			t.Errorf("%q: %q %v", in, got, err)
		}
	}
	if identity.EmailKey("Ada@x.example") != identity.EmailKey(" ａda@x.example") {
		t.Error("one key for every spelling")
	}
	if identity.MaskEmail("ada@x.example") != "a…@x.example" || identity.MaskEmail("") != "…" {
		t.Error("mask")
	}
}

func FuzzParseEmail(f *testing.F) {
	f.Add("ada@mail.example")
	f.Add("a\r\n@b.example")
	f.Fuzz(func(t *testing.T, in string) {
		got, err := identity.ParseEmail(in)
		if err != nil {
			return
		}
		if again, err := identity.ParseEmail(got); err != nil || again != got || strings.ContainsAny(got, "\r\n ,<>") {
			t.Fatalf("%q -> %q -> %q %v", in, got, again, err)
		}
	})
}

func FuzzParseHandle(f *testing.F) {
	f.Add("Ada_L")
	f.Fuzz(func(t *testing.T, in string) {
		got, err := identity.ParseHandle(in)
		if err != nil {
			return
		}
		if again, err := identity.ParseHandle(got); err != nil || again != got || identity.HandleSkeleton(got) == "" {
			t.Fatalf("%q -> %q -> %q %v", in, got, again, err)
		}
	})
}

func TestScopes(t *testing.T) {
	s := identity.Scopes{identity.ScopeAdmin, identity.ScopeRead, "nonsense"}
	if s.String() != "read admin" || len(identity.ParseScopes("read nonsense admin")) != 2 {
		t.Fatal(s.String())
	}
	var b strings.Builder
	identity.ScopeEntriesWrite.MarshalGQL(&b)
	var back identity.Scope
	if err := back.UnmarshalGQL("ENTRIES_WRITE"); b.String() != `"ENTRIES_WRITE"` || err != nil || back != identity.ScopeEntriesWrite {
		t.Fatal(b.String(), back, err)
	}
	if err := back.UnmarshalGQL("ENTRIES:WRITE"); err == nil {
		t.Fatal("one spelling only")
	}
}

func TestSettingsApply(t *testing.T) {
	p := func(s string) *string { return &s }
	mode := identity.RegistrationDomains
	base := identity.InstanceSettings{Name: "Log", Registration: identity.RegistrationOpen}
	got, err := identity.AdminUpdateSettingsInput{Name: p(" Ours "), Registration: &mode, AllowedDomains: []string{" @Mail.Example "}}.Apply(base)
	if err != nil || got.Name != "Ours" || got.AllowedDomains[0] != "mail.example" {
		t.Fatalf("%+v %v", got, err)
	}
	for _, in := range []identity.AdminUpdateSettingsInput{
		{Name: p("")}, {Name: p(strings.Repeat("x", 61))}, {Name: p("a\nb")}, {Registration: &mode}, {AllowedDomains: []string{"no domain"}}, {AllowedDomains: []string{"x"}},
	} {
		if _, err := in.Apply(base); !errors.Is(err, identity.ErrSettingsInvalid) || len(errs.From(err).Fields) == 0 {
			t.Errorf("%+v: %v", in, err)
		}
	}
}

func TestWeekStart(t *testing.T) {
	for locale, want := range map[string]identity.Weekday{"de": identity.Monday, "en-US": identity.Sunday, "en-GB": identity.Monday, "ar-EG": identity.Saturday, "nonsense!": identity.Monday, "en": identity.Sunday} {
		if got := identity.DefaultWeekStart(locale); got != want {
			t.Errorf("%s: %s", locale, got)
		}
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if w := identity.WeekdayOf(d); !w.Valid() || w.Time() != d {
			t.Error(d, w)
		}
	}
}

func TestDashboardArrangement(t *testing.T) {
	many := make([]identity.DashboardCardInput, 33)
	for i := range many {
		many[i].Name = "c" + strings.Repeat("x", i%31)
	}
	for _, c := range []struct {
		cards []identity.DashboardCardInput
		good  bool
	}{
		{nil, true},
		{[]identity.DashboardCardInput{}, true},
		{[]identity.DashboardCardInput{{Name: "year"}, {Name: "tags", Hidden: true}}, true},
		{[]identity.DashboardCardInput{{Name: "year"}, {Name: "year", Hidden: true}}, false},
		{[]identity.DashboardCardInput{{Name: "<b>"}}, false},
		{[]identity.DashboardCardInput{{Name: ""}}, false},
		{many, false},
	} {
		if _, err := (identity.UpdateProfileInput{Dashboard: c.cards}).Normal(); (err == nil) != c.good {
			t.Errorf("%v: %v", c.cards, err)
		}
	}
}
