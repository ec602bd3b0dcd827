package apptest

import (
	"context"
	"encoding/json"

	"tamatar.dev/tamatar/internal/audit"
	"tamatar.dev/tamatar/internal/platform/db"
)

// audited fails the test when it left a fact in the audit log that people would see without words. It runs at the end of
// every test of an instance, so that a new fact is met wherever it comes up first.
func (i *Instance) audited() {
	i.t.Helper()
	facts, err := audit.Facts()
	if err != nil {
		i.t.Error(err)
		return
	}
	texts, err := db.Select[string](context.Background(), i.App.DB.Reader(), `SELECT DISTINCT details FROM audit_records`)
	if err != nil {
		return // the test has closed or broken its database
	}
	for _, text := range texts {
		var details []audit.AuditDetail
		if err := json.Unmarshal([]byte(text), &details); err != nil {
			i.t.Errorf("details of a record: %v", err)
		}
		for _, fact := range audit.Unworded(facts, details) {
			i.t.Errorf("the audit log shows %q without words: add it to internal/audit/facts.json and web/src/features/settings/facts.ts", fact)
		}
	}
}
