package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"tamatar.dev/tamatar/internal/platform/errs"
)

// Errors of persisted documents.
var (
	ErrUnknownDocument  = errs.New(errs.Invalid, "graphql.unknown_document", "No persisted document has this hash. The web app may be older or newer than the server; load it again.")
	ErrDocumentMismatch = errs.New(errs.Invalid, "graphql.document_mismatch", "The hash does not belong to the document that was sent with it.")
	ErrNoDocument       = errs.New(errs.Invalid, "graphql.no_document", "Send a document in query, or the hash of a persisted one in documentId.")
	ErrAllowlist        = errs.New(errs.Forbidden, "graphql.persisted_only", "Browser sessions may only send the documents of the web app. Use a personal access token, or ask for the explorer to be switched on.")
)

// Documents is the allowlist of persisted documents: SHA-256 in lower-case hex to text.
type Documents map[string]string

// LoadDocuments reads the allowlist, a JSON object of hash and text, and checks every hash.
func LoadDocuments(text []byte) (Documents, error) {
	docs := Documents{}
	if len(text) == 0 {
		return docs, nil
	}
	if err := json.Unmarshal(text, &docs); err != nil {
		return nil, fmt.Errorf("read persisted documents: %w", err)
	}
	for hash, doc := range docs {
		if documentHash(doc) != hash {
			return nil, fmt.Errorf("read persisted documents: %s is not the SHA-256 of its document", hash)
		}
	}
	return docs, nil
}

func documentHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// resolve finds the text of a request and whether it is on the allowlist. Nothing that a request sends is ever
// added to the list. Errors: the errors of this file but [ErrAllowlist].
func (d Documents) resolve(q request) (text string, persisted bool, err error) {
	hash := strings.ToLower(strings.TrimPrefix(q.hash(), "sha256:"))
	switch {
	case hash == "" && q.Query == "":
		return "", false, ErrNoDocument
	case hash == "":
		return q.Query, d[documentHash(q.Query)] == q.Query, nil
	case q.Query != "" && documentHash(q.Query) != hash:
		return "", false, ErrDocumentMismatch
	}
	if text, ok := d[hash]; ok {
		return text, true, nil
	}
	if q.Query != "" {
		return q.Query, false, nil
	}
	return "", false, ErrUnknownDocument
}
