package graph_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"tamatar.dev/tamatar/internal/app/apptest"
	"tamatar.dev/tamatar/internal/graph"
	"tamatar.dev/tamatar/web"
)

func TestAttack_C13_BrowsersSendTheWebAppsDocumentsOnly(t *testing.T) {
	withPeople(t, func(t *testing.T, in *apptest.Instance, ada, grace *apptest.Person) {
		me := ada.Browser()
		in.Must(me, "{viewer{email}}", nil) // the explorer is on
		in.Must(grace.Browser(), "mutation{adminUpdateSettings(input:{explorer:false}){settings{explorer} errors{code}}}", nil)
		in.Clock.Advance(5 * time.Second)
		if a := in.GraphQL(me, "{viewer{email}}", nil); a.Status != http.StatusForbidden || a.Code() != "graphql.persisted_only" {
			t.Fatal("a free document of a browser:", a.Status, string(a.Raw))
		}
		api, _ := ada.API()
		in.Must(api, "{viewer{email}}", nil)

		var documents map[string]string
		if err := json.Unmarshal(web.PersistedDocuments, &documents); err != nil {
			t.Fatal(err)
		}
		for hash, text := range documents {
			if a := post(in, me, "application/json", `{"documentId":"`+hash+`"}`); a.Code() == "graphql.persisted_only" || a.Code() == "graphql.unknown_document" || a.Code() == "graphql.invalid" {
				t.Errorf("%s: %s", text, a.Raw)
			}
			break
		}
		evil := "{viewer{email sessions{id}}}"
		sum := sha256.Sum256([]byte(evil))
		mismatch := post(in, me, "application/json", `{"query":"{viewer{email}}","documentId":"`+hex.EncodeToString(sum[:])+`"}`)
		wantCode(t, mismatch, "graphql.document_mismatch")
		registering := `{"query":"` + evil + `","extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hex.EncodeToString(sum[:]) + `"}}}`
		wantCode(t, post(in, me, "application/json", registering), "graphql.persisted_only")
		wantCode(t, post(in, me, "application/json", `{"documentId":"`+hex.EncodeToString(sum[:])+`"}`), "graphql.unknown_document")
	})
}

// TestPersistedDocumentsFitTheSchema: what the web app sends is valid, within the limits and within the budget.
func TestPersistedDocumentsFitTheSchema(t *testing.T) {
	withPeople(t, func(t *testing.T, in *apptest.Instance, ada, _ *apptest.Person) {
		documents, err := graph.LoadDocuments(web.PersistedDocuments)
		if err != nil {
			t.Fatal(err)
		}
		if len(documents) == 0 {
			t.Fatal("the web app has no documents")
		}
		me := ada.Browser()
		for _, text := range documents {
			a := in.GraphQL(me, text, nil)
			if a.Code() == "identity.sign_in_required" { // the document before signed out
				me = ada.Browser()
				a = in.GraphQL(me, text, nil)
			}
			// What a room says of a request without its variables is its own affair.
			if code := a.Code(); code == "internal" || strings.HasPrefix(code, "graphql.") && code != "graphql.variables" {
				t.Errorf("%s\n%s", text, a.Raw)
			}
		}
	})
}
