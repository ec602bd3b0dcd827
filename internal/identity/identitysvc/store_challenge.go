package identitysvc

import (
	"context"
	"time"

	"tamatar.dev/tamatar/internal/identity"
	"tamatar.dev/tamatar/internal/platform/db"
)

// challengePurpose is what an answer is waited for.
type challengePurpose string

const (
	secondStep      challengePurpose = "second_step"
	passkeySignIn   challengePurpose = "passkey_sign_in"
	passkeyRegister challengePurpose = "passkey_register"
	passkeyConfirm  challengePurpose = "passkey_confirm"
)

// challengesEach is how many sign-ins of one account may wait at a time; the oldest give way.
const challengesEach = 20

// challengeRow is a row of identity_challenges.
type challengeRow struct {
	ID          string               `db:"id"`
	Purpose     challengePurpose     `db:"purpose"`
	Hash        string               `db:"hash"`
	UserID      *string              `db:"user_id"`
	SessionID   *string              `db:"session_id"`
	AuthVersion int64                `db:"auth_version"`
	Kind        identity.SessionKind `db:"kind"`
	Client      string               `db:"client"`
	How         string               `db:"how"`
	Ceremony    string               `db:"ceremony"`
	Tries       int64                `db:"tries"`
	CreatedAt   int64                `db:"created_at"`
	ExpiresAt   int64                `db:"expires_at"`
}

const challengeColumns = `id, purpose, hash, user_id, session_id, auth_version, kind, client, how, ceremony, tries, created_at, expires_at`

func (r challengeRow) owner() string {
	if r.UserID == nil {
		return ""
	}
	return *r.UserID
}

// insertChallenge keeps a question. A session has one of each purpose; an account some sign-ins that wait.
func (store) insertChallenge(ctx context.Context, tx *db.Tx, r challengeRow) error {
	var err error
	switch {
	case r.SessionID != nil:
		_, err = tx.Exec(ctx, `DELETE FROM identity_challenges WHERE session_id = $1 AND purpose = $2`, *r.SessionID, string(r.Purpose))
	case r.UserID != nil:
		_, err = tx.Exec(ctx, `DELETE FROM identity_challenges WHERE id IN (SELECT id FROM identity_challenges WHERE user_id = $1 AND purpose = $2
			ORDER BY id DESC LIMIT 1000 OFFSET $3)`, *r.UserID, string(r.Purpose), challengesEach-1)
	}
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO identity_challenges (`+challengeColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		r.ID, string(r.Purpose), r.Hash, r.UserID, r.SessionID, r.AuthVersion, string(r.Kind), r.Client, r.How, r.Ceremony, r.Tries, r.CreatedAt, r.ExpiresAt)
	return err
}

// challenge reads a sign-in that waits and has tries left. Error: ErrNoRows.
func (store) challenge(ctx context.Context, q db.Querier, hash string, now time.Time) (challengeRow, error) {
	return db.Get[challengeRow](ctx, q, `SELECT `+challengeColumns+` FROM identity_challenges
		WHERE hash = $1 AND purpose = 'second_step' AND used_at IS NULL AND expires_at > $2 AND tries < $3`, hash, db.Millis(now), identity.ChallengeTries)
}

// tryChallenge counts one try in a single statement, so that parallel tries count. Error: ErrNoRows when it waits no longer.
func (store) tryChallenge(ctx context.Context, tx *db.Tx, hash string, now time.Time) (challengeRow, error) {
	return db.Get[challengeRow](ctx, tx, `UPDATE identity_challenges SET tries = tries + 1
		WHERE hash = $1 AND purpose = 'second_step' AND used_at IS NULL AND expires_at > $2 AND tries < $3 RETURNING `+challengeColumns,
		hash, db.Millis(now), identity.ChallengeTries)
}

// setCeremony keeps what the passkey of a second step has to sign.
func (store) setCeremony(ctx context.Context, tx *db.Tx, id, ceremony string) error {
	_, err := tx.Exec(ctx, `UPDATE identity_challenges SET ceremony = $2 WHERE id = $1`, id, ceremony)
	return err
}

// spendChallenge uses it up by its id. Of any number of callers at once exactly one changes a row.
func (store) spendChallenge(ctx context.Context, tx *db.Tx, id string, now time.Time) (int64, error) {
	return tx.Exec(ctx, `UPDATE identity_challenges SET used_at = $2 WHERE id = $1 AND used_at IS NULL`, id, db.Millis(now))
}

// spendCeremony uses the question to a passkey up, whatever the answer will be worth. Error: ErrNoRows.
func (store) spendCeremony(ctx context.Context, tx *db.Tx, p challengePurpose, hash, sessionID string, now time.Time) (challengeRow, error) {
	return db.Get[challengeRow](ctx, tx, `UPDATE identity_challenges SET used_at = $4
		WHERE purpose = $1 AND used_at IS NULL AND expires_at > $4 AND (hash = $2 OR $2 = '') AND (session_id = $3 OR session_id IS NULL AND $3 = '')
		RETURNING `+challengeColumns, string(p), hash, sessionID, db.Millis(now))
}
