package identitysvc_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// TestAdminSearchByName: people are found by how their name is written in any script, and alike on both databases.
func TestAdminSearchByName(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		names := map[string]string{
			"turk": "İpek Işık", "german": "Jürgen Groß", "arab": "أَحْمَد الطيّب", "han": "王小明", "kana": "ヤマダ タロウ", "korean": "김민준",
			"marks": "Ame\u0301lie Zola", "wide": "Ｔｏｍ", "irish": "Sean O'Brien", "sign": "★", "percent": "100% _me", "viet": "Nguyễn Thị Ánh", "greek": "ΣΊΣΥΦΟΣ",
		}
		for handle, name := range names {
			_, _, err := w.s.SystemCreateUser(context.Background(), identity.AdminCreateUserInput{
				Email: handle + "@mail.example", Handle: handle, DisplayName: name, Role: identity.RoleMember,
			}, goodPassword)
			must(t, err)
		}
		check := func() {
			t.Helper()
			for query, hits := range map[string]string{
				"ipek": "turk", "İPEK": "turk", "ışık": "turk", "ISIK": "turk", "isik": "turk", "gross": "german", "GROSS": "german", "groß": "german",
				"JURGEN": "german", "jürgen": "german", "احمد": "arab", "الطيب": "arab", "أَحْمَد": "arab", "小明": "han", "王": "han", "タロウ": "kana", "ﾀﾛｳ": "kana",
				"민준": "korean", "amélie": "marks", "ame\u0301lie": "marks", "AMELIE Z": "marks", "tom": "wide", "o’brien": "irish", "o'b": "irish",
				"★": "sign", "100%": "percent", "%": "", "nguyen": "viet", "ánh": "viet", "σίσυφος": "greek", "nobody": "", "@german": "german", "GERMAN@MAIL": "german",
				"e m": "", "明王": "",
			} {
				list, err := w.s.SystemUsers(context.Background(), query)
				must(t, err)
				got := []string{}
				for _, u := range list {
					got = append(got, u.Handle)
				}
				slices.Sort(got)
				if strings.Join(got, " ") != hits {
					t.Errorf("%q finds %q, want %q", query, got, hits)
				}
			}
		}
		check()
		must(t, w.d.InTx(context.Background(), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE identity_users SET display_name_folded = NULL`) // as an older version left them
			return err
		}))
		must(t, w.s.FoldNames(context.Background()))
		check()
	})
}
