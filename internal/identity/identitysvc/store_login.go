package identitysvc

import (
	"context"

	"tamatar.dev/tamatar/internal/platform/db"
)

// proofsBySessions reads sessions with their owners; those that are gone are missing.
func (store) proofsBySessions(ctx context.Context, q db.Querier, ids []string) ([]proof, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := db.Select[*sessionProofRow](ctx, q, `SELECT `+userColumns+`, `+sessionColumns+`
		FROM identity_sessions s JOIN identity_users u ON u.id = s.user_id WHERE s.id IN `+db.In(len(ids), 1), anyOf(ids)...)
	out := make([]proof, len(rows))
	for i, r := range rows {
		out[i] = proof{user: &r.userRow, session: &r.sessionRow}
	}
	return out, err
}

// proofsByTokens reads personal access tokens with their owners; those that are gone are missing.
func (store) proofsByTokens(ctx context.Context, q db.Querier, ids []string) ([]proof, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := db.Select[*tokenProofRow](ctx, q, `SELECT `+userColumns+`, `+tokenColumns+`
		FROM identity_tokens t JOIN identity_users u ON u.id = t.user_id WHERE t.id IN `+db.In(len(ids), 1), anyOf(ids)...)
	out := make([]proof, len(rows))
	for i, r := range rows {
		out[i] = proof{user: &r.userRow, token: &r.tokenRow}
	}
	return out, err
}

func anyOf(ids []string) []any {
	out := make([]any, len(ids))
	for i, id := range ids {
		out[i] = id
	}
	return out
}
