package graph_test

import (
	"regexp"
	"testing"
)

// creating finds mutations that make something, by their verb.
var creating = regexp.MustCompile(`^(write|create|import|request|register|send|add|admin(Create|Add|Send))[A-Z]`)

// onceAnyway are mutations that make something without a client id, each with what keeps a repetition from doing harm.
var onceAnyway = map[string]string{
	"createToken":          "gives a secret that is shown once: an answer that got lost cannot be had again, the row can be revoked, 50 at most",
	"createEntryLink":      "the newer link replaces the older one; its address is shown once",
	"createFeed":           "gives an address that is shown once: an answer that got lost cannot be had again, the row can be revoked, 20 at most",
	"createCaptureHook":    "gives an address that is shown once: an answer that got lost cannot be had again, the row can be revoked, 20 at most",
	"createCaptureAddress": "the newer address replaces the older one; it is shown once",
	"createRecoveryCodes":  "the new codes replace the old ones, whichever answer arrives",
	"registerPasskey":      "spends a challenge that works once",
	"requestExport":        "few at a time for each person, and another archive holds the same",
	"createArchiveLink":    "a ticket of five minutes that works once; another one does no harm",
	"adminCreateUser":      "handle and address are unique: the second is refused",
	"adminCreateResetLink": "the newer link replaces the older one",
	"adminCreateInvite":    "gives a secret that is shown once; a spare invite can be revoked",
	"adminSendAway":        "sets the end of an account; again, it is set already",
	"sendTestNotification": "a notice that says it is a test",
	"importEntries":        "every entry carries its source key, and no key is imported twice",
}

// TestCreatingTwiceMakesOne: what a client may have to send again carries a client id, or stands above with the reason.
func TestCreatingTwiceMakesOne(t *testing.T) {
	schema := testSchema()
	found := 0
	for _, f := range schema.Mutation.Fields {
		if !creating.MatchString(f.Name) {
			continue
		}
		found++
		carries := f.Arguments.ForName("clientId") != nil
		if input := f.Arguments.ForName("input"); input != nil {
			carries = carries || schema.Types[input.Type.Name()].Fields.ForName("clientId") != nil
		}
		if reason := onceAnyway[f.Name]; carries == (reason != "") {
			t.Errorf("%s: has a client id: %v, has a reason to have none: %q", f.Name, carries, reason)
		}
	}
	for name := range onceAnyway {
		if schema.Mutation.Fields.ForName(name) == nil {
			t.Errorf("%s is gone", name)
		}
	}
	if found < 8 {
		t.Fatalf("only %d mutations that make something were found", found)
	}
}
