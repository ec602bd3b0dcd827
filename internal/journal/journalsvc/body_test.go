package journalsvc_test

import (
	"testing"

	"pgregory.net/rapid"

	"tamatar.dev/tamatar/internal/journal"
	"tamatar.dev/tamatar/internal/platform/errs"
	"tamatar.dev/tamatar/internal/platform/page"
)

// A body is kept byte for byte, however it came: written, edited, conflicting, kept as an earlier version, imported.
func TestBodyIsByteStable(t *testing.T) {
	run(t, func(t *testing.T, r *rig) {
		body := rapid.OneOf(
			rapid.String(),
			rapid.StringMatching("[ \\t\\r\\n#*_`|>-]{0,40}x[ \\t\\r\\n]{0,9}"),
			rapid.SampledFrom([]string{"\ufeffmark", "a\r\nb\rc\n\n\n", "trailing  \n", "e\u0301 \u00e9", "\u200b\u202ex", "🍅👩‍💻", "tab\tend\t", "\x01\x7fx"}),
		)
		rapid.Check(t, func(rt *rapid.T) {
			first, second := body.Draw(rt, "first"), body.Draw(rt, "second")
			if journal.CheckBody(first) != nil || journal.CheckBody(second) != nil {
				rt.Skip("refused")
			}
			e, err := r.Write(r.ctx, r.alice, r.input(first))
			if err != nil {
				if _, rest := errs.UserErrors(err); rest != nil {
					rt.Fatal(err)
				}
				return
			}
			read, err := r.Entry(r.ctx, r.alice, e.ID)
			if err != nil || read.Body != first || e.Body != first {
				rt.Fatalf("wrote %q, read %q %v", first, read.Body, err)
			}
			edited, _, err := r.Edit(r.ctx, r.alice, edit(e, second))
			if err != nil {
				return // too complex, for instance
			}
			read, err = r.Entry(r.ctx, r.alice, e.ID)
			if err != nil || read.Body != second || edited.Body != second {
				rt.Fatalf("edited to %q, read %q %v", second, read.Body, err)
			}
			_, conflict, err := r.Edit(r.ctx, r.alice, edit(e, first+"!"))
			if err != nil || conflict.YourBody != first+"!" || *conflict.BaseBody != first || conflict.Current.Body != second {
				rt.Fatalf("%+v %v", conflict, err)
			}
			history, err := r.Revisions(r.ctx, r.alice, e.ID, page.Args{})
			if err != nil || len(history.Nodes) != 2 || history.Nodes[1].Body != first {
				rt.Fatalf("%+v %v", history, err)
			}
		})
	})
}
