package audience

import (
	"slices"
	"strconv"
	"strings"
)

// Relation is a relation between viewers and owners that another domain knows about, in the two forms
// that the oracle needs. Both must mean the same; the owner of the relation tests that.
type Relation struct {
	// Has reports whether the viewer stands in the relation to owner.
	Has func(owner string) bool
	// Cond is the same as an SQL condition on ownerCol. Its placeholders start at $argFrom.
	Cond func(ownerCol string, argFrom int) (cond string, args []any)
}

// Viewer is somebody who looks. The zero value is a stranger.
type Viewer struct {
	// UserID is empty for strangers.
	UserID string
	// Suspended viewers see what strangers see.
	Suspended bool
	// ByLink tells that the object was reached by its own address, not by a list, a count or a search.
	ByLink bool
	// Follows is the relation "viewer follows owner"; nil means nobody is followed.
	Follows *Relation
	// Teams is the relation "viewer shares a team with owner"; nil means no team.
	Teams *Relation
}

// A bond is a kind of relation that opens levels, in both forms. A form that is absent for this viewer is closed.
type bond struct {
	opens []Level
	has   func(v Viewer, owner string) bool
	cond  func(v Viewer, ownerCol string, argFrom int) (string, []any)
}

// The table of rules.
var bonds = []bond{
	{opens: Levels, has: isOwner, cond: ownerCond},
	{opens: []Level{Followers}, has: follows, cond: followsCond},
	{opens: []Level{Team}, has: teams, cond: teamsCond},
	{opens: []Level{Unlisted}, has: byLink, cond: byLinkCond},
	{opens: []Level{Public}, has: anybody, cond: anybodyCond},
}

// CanSee reports whether v may see an object of this owner and level. Unknown levels are closed to everybody.
func CanSee(v Viewer, owner string, l Level) bool {
	for _, b := range bonds {
		if slices.Contains(b.opens, l) && b.has(v, owner) {
			return true
		}
	}
	return false
}

// Visible are the levels of owner's objects that v may see. A list of one owner's objects asks once and
// filters with "audience IN (…)", which an index serves better than [SQL].
func Visible(v Viewer, owner string) []Level {
	var out []Level
	for _, l := range Levels {
		if CanSee(v, owner, l) {
			out = append(out, l)
		}
	}
	return out
}

// SQL is CanSee as a condition over ownerCol and levelCol, always in parentheses. Placeholders are
// numbered from $argFrom; args are their values, in order. ownerCol and levelCol are trusted column names.
func SQL(v Viewer, ownerCol, levelCol string, argFrom int) (cond string, args []any) {
	var parts []string
	for _, b := range bonds {
		c, a := b.cond(v, ownerCol, argFrom+len(args))
		if c == "" {
			continue
		}
		args = append(args, a...)
		part := levelIn(levelCol, b.opens)
		if c != always {
			part = "((" + c + ") AND " + part + ")"
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return "(1 = 0)", nil
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}

func levelIn(col string, levels []Level) string {
	quoted := make([]string, len(levels))
	for i, l := range levels {
		quoted[i] = "'" + string(l) + "'"
	}
	return col + " IN (" + strings.Join(quoted, ", ") + ")"
}

const always = "1 = 1"

// member reports whether v may use relations at all: signed in and not suspended.
func member(v Viewer) bool { return v.UserID != "" && !v.Suspended }

func isOwner(v Viewer, owner string) bool { return member(v) && v.UserID == owner }

func ownerCond(v Viewer, ownerCol string, argFrom int) (string, []any) {
	if !member(v) {
		return "", nil
	}
	return ownerCol + " = $" + strconv.Itoa(argFrom), []any{v.UserID}
}

func follows(v Viewer, owner string) bool { return related(v, v.Follows, owner) }
func teams(v Viewer, owner string) bool   { return related(v, v.Teams, owner) }

func followsCond(v Viewer, ownerCol string, argFrom int) (string, []any) {
	return relatedCond(v, v.Follows, ownerCol, argFrom)
}

func teamsCond(v Viewer, ownerCol string, argFrom int) (string, []any) {
	return relatedCond(v, v.Teams, ownerCol, argFrom)
}

// A relation counts only when it is there in both forms; half a relation would make the oracle's two
// answers differ.
func whole(r *Relation) bool { return r != nil && r.Has != nil && r.Cond != nil }

func related(v Viewer, r *Relation, owner string) bool { return member(v) && whole(r) && r.Has(owner) }

func relatedCond(v Viewer, r *Relation, ownerCol string, argFrom int) (string, []any) {
	if !member(v) || !whole(r) {
		return "", nil
	}
	return r.Cond(ownerCol, argFrom)
}

func byLink(v Viewer, _ string) bool { return v.ByLink }

func byLinkCond(v Viewer, _ string, _ int) (string, []any) {
	if !v.ByLink {
		return "", nil
	}
	return always, nil
}

func anybody(Viewer, string) bool { return true }

func anybodyCond(Viewer, string, int) (string, []any) { return always, nil }
